import { measureCost } from "./cost.mjs";
import { measureLoad } from "./load.mjs";
import { measureOutage, measureRetryAfter } from "./outage.mjs";
import { measureWire } from "./wire.mjs";

/** How often and how long; `quick` is for trying things out. */
const plans = {
  usual: {
    load: 5,
    wire: { small: 3, large: 1 },
    cost: { events: 100, rounds: 3, slowRounds: 3 },
    outage: { rounds: 3, downMs: 60_000, retryAfterMs: 30_000 },
  },
  quick: {
    load: 1,
    wire: { small: 1, large: 1 },
    cost: { events: 40, rounds: 1, slowRounds: 1 },
    outage: { rounds: 1, downMs: 60_000, retryAfterMs: 30_000 },
  },
};
const slowdown = 4;

/**
 * Samples of each SDK by name: `{ load, small, large, cost, calls, slowCalls, outage, retryAfter }`. Where processor time
 * matters one page runs at a time and the SDKs take turns; the rest runs side by side. One SDK's failure is a line of
 * `problems`, and the others go on.
 */
export async function measureAll(bench, sdks, { quick, only = ["load", "wire", "cost", "outage"] }) {
  const { load, wire, cost, outage } = quick ? plans.quick : plans.usual;
  const samples = Object.fromEntries(sdks.map(({ name }) => [name, {}]));
  const problems = [];
  const add = (sdk, member, ...values) => {
    samples[sdk.name][member] ??= [];
    samples[sdk.name][member].push(...values);
  };
  const guarded = async (what, measure) => {
    try {
      return await measure();
    } catch (error) {
      problems.push(`${what}: ${error.message}`);
      return undefined;
    }
  };
  const together = (jobs) => Promise.all(jobs.map((job) => job()));
  const each = (member, measure) =>
    sdks.map((sdk) => async () => {
      const value = await guarded(`${sdk.name}, ${member}`, () => measure(sdk));
      if (value) add(sdk, member, value);
    });
  const say = (what) => process.stderr.write(`delivery: ${what} …\n`);

  if (only.includes("load")) {
    for (let round = 0; round < load; round++) {
      say(`start, ${round + 1} of ${load}`);
      const empty = await guarded("the empty page, start", () => measureLoad(bench, undefined));
      if (!empty) continue;
      for (const sdk of rotated(sdks, round)) {
        const spent = await guarded(`${sdk.name}, start`, () => measureLoad(bench, sdk));
        if (spent) add(sdk, "load", { ...spent, taskMs: spent.taskMs - empty.taskMs });
      }
    }
  }

  if (only.includes("wire")) {
    for (let round = 0; round < wire.small; round++) {
      say(`20 events, ${round + 1} of ${wire.small}`);
      await together(each("small", (sdk) => measureWire(bench, sdk, 20)));
    }
    for (let round = 0; round < wire.large; round++) {
      say("1,000 events");
      await together(each("large", (sdk) => measureWire(bench, sdk, 1_000)));
    }
  }

  if (only.includes("cost")) {
    for (let round = 0; round < cost.rounds + cost.slowRounds; round++) {
      const slow = round >= cost.rounds;
      say(`cost, ${round + 1} of ${cost.rounds + cost.slowRounds}`);
      const rate = slow ? slowdown : 1;
      const empty = await guarded("the empty page, cost", () => measureCost(bench, undefined, cost.events, rate));
      if (!empty) continue;
      for (const sdk of rotated(sdks, round)) {
        const spent = await guarded(`${sdk.name}, cost`, () => measureCost(bench, sdk, cost.events, rate));
        if (!spent) continue;
        if (spent.missing > 0) problems.push(`${sdk.name}, cost: ${spent.missing} events had not been sent by the end`);
        add(sdk, slow ? "slowCalls" : "calls", spent.callsMs);
        if (slow) continue;
        const anEvent = (member) => (spent[member] - empty[member]) / cost.events;
        const heapBytes = spent.heapBytes - empty.heapBytes;
        add(sdk, "cost", { taskMs: anEvent("taskMs"), processMs: anEvent("processMs"), heapBytes });
      }
    }
  }

  if (only.includes("outage")) {
    say(`503 and Retry-After, ${outage.rounds} pages each`);
    const { downMs, retryAfterMs } = outage;
    const rounds = Array.from({ length: outage.rounds }, () => [
      ...each("outage", (sdk) => measureOutage(bench, sdk, downMs)),
      ...each("retryAfter", (sdk) => measureRetryAfter(bench, sdk, retryAfterMs)),
    ]);
    await together(rounds.flat());
  }
  return { samples, problems };
}

/** Whoever comes first meets a machine that has just rested: each in turn. */
function rotated(list, by) {
  const from = by % list.length;
  return [...list.slice(from), ...list.slice(0, from)];
}
