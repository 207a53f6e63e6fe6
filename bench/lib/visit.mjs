import { readFileSync } from "node:fs";
import { catalogue, pageFacts, config as shopConfig, startMs } from "./workload.mjs";

/** Virtual time from one event to the next. */
export const eventGapMs = 100;
const replyMs = 40;
const storedMs = 2;

/** With what the host fetches for destinations that are data. */
function withDefinitions(config) {
  const definition = ({ type }) => JSON.parse(readFileSync(`dist/destinations/${type}.json`, "utf8"));
  return {
    ...config,
    destinations: config.destinations.map((one) =>
      one.type === "ndjson" ? one : { ...one, definition: definition(one) },
    ),
  };
}

/**
 * A visit in virtual time: the smallest host there can be. It answers `send` and `persist`, keeps the one timer and
 * leaves out what only a browser can do. Nothing waits: an hour passes as fast as the engine goes.
 *
 * @param engine What `createEngine()` of dist/node.mjs resolves with.
 * @param options.acknowledge false: no collector ever answers.
 * @param options.tape Gets every input in order as `{ kind: "event" | "input" | "load", timeMs, text }`: the engine is
 *   deterministic, so the same tape makes any other build of it do the same.
 */
export function startVisit(engine, { config = shopConfig(), acknowledge = true, tape } = {}) {
  let now = startMs;
  let wakeAtMs = Infinity;
  let due = [];
  const housekeeping = [];

  function heed(effects) {
    for (const effect of effects) {
      if (effect.type === "wake") wakeAtMs = effect.atMs;
      if (effect.type === "persist")
        due.push({ atMs: now + storedMs, input: { type: "persistResult", key: effect.key, ok: true } });
      if (effect.type === "send") {
        const outcome = acknowledge ? { outcome: "response", status: 200 } : { outcome: "networkFailure" };
        due.push({ atMs: now + replyMs, input: { type: "sendResult", batchId: effect.batchId, ...outcome } });
      }
      // With nobody to take events the queue fills up to its bounds, which is what is measured then.
      const full = effect.code === "queue.full" && !acknowledge;
      if (effect.type === "log" && effect.level === "error" && !full)
        throw new Error(`the core complains: ${effect.code}`);
    }
  }

  function put(input) {
    const text = JSON.stringify(input);
    tape?.push({ kind: "input", timeMs: now, text });
    const begin = performance.now();
    const effects = engine.handleText(text, now);
    const ms = performance.now() - begin;
    const asked = JSON.parse(effects);
    housekeeping.push({ type: input.type, ms, asked: asked.map((effect) => effect.type) });
    heed(asked);
  }

  /** Lets time pass until `untilMs`, with everything that falls due on the way. */
  function pass(untilMs) {
    for (;;) {
      const next = Math.min(wakeAtMs, ...due.map((one) => one.atMs));
      if (next > untilMs) break;
      now = Math.max(now, next);
      const answers = due.filter((one) => one.atMs <= now);
      due = due.filter((one) => one.atMs > now);
      for (const { input } of answers) put(input);
      if (wakeAtMs <= now) {
        wakeAtMs = Infinity;
        put({ type: "wake" });
      }
    }
    now = untilMs;
  }

  const goods = JSON.stringify(catalogue);
  put({
    type: "start",
    config: withDefinitions(config),
    snapshot: null,
    journal: [],
    seed: "00112233445566778899aabbccddeeff",
    page: pageFacts,
  });
  tape?.push({ kind: "load", timeMs: now, text: goods });
  heed(engine.load("catalogue", goods));

  return {
    /** Every input that was no event, with the milliseconds it took and the types of effects it led to. */
    housekeeping,
    engine,
    pass,
    get now() {
      return now;
    },
    /** The next event, `eventGapMs` later: `ask(nowMs)` gives the engine its input and returns the effects. */
    event(text, ask) {
      pass(now + eventGapMs);
      tape?.push({ kind: "event", timeMs: now, text });
      heed(ask(now));
    },
    /** The engine's own account of itself. */
    inspect() {
      const text = '{"type":"inspect"}';
      tape?.push({ kind: "input", timeMs: now, text });
      const effects = JSON.parse(engine.handleText(text, now));
      return effects.find((effect) => effect.name === "state").payload;
    },
  };
}
