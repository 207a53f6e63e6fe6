import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { call, pause, until } from "../browser/in-page.mjs";
import { openCollector } from "./collector.mjs";
import { openSite } from "./site.mjs";
import { completeAtMs } from "./tally.mjs";

/** How long a run may take and how patient its end is, in seconds; `--fast` is for tests of ours. */
const whole = { scale: 1, quiet: 20, linger: 3, alone: 40, patience: 120 };
const fast = { scale: 1 / 6, quiet: 6, linger: 1, alone: 12, patience: 40 };

/** A page whose SDK does not start within this is a failure of the bench, not of the network. */
const readyMs = 60_000;

/**
 * What a scenario works with: a browser with a profile of its own, a shop, a collector, numbered events.
 *
 * @param {object} options
 * @param {object} options.engine A driver (browser/README.md).
 * @param {object} options.adapter An SDK (sdk/README.md).
 * @param {object} options.row The scenario.
 * @param {boolean} [options.fast]
 * @param {boolean} [options.trace]
 * @param {object} [options.sdkOptions] Handed to `sdk.init`.
 */
export async function openStage({ engine, adapter, row, fast: isFast = false, trace = false, sdkOptions = {} }) {
  const times = isFast ? fast : whole;
  const profile = await mkdtemp(join(tmpdir(), "waymark-loss-"));
  const collector = await openCollector({ adapter, trace });
  const site = await openSite({
    sdk: adapter.name,
    collector: collector.origin,
    options: { name: row.id, ...sdkOptions },
  });
  const say = (text) => trace && console.error(`  ${(collector.now() / 1000).toFixed(2)} s - ${text}`);
  const launch = () =>
    engine.launch({
      profile,
      quotaBytes: row.quotaBytes,
      restarts: row.needs?.some((need) => need === "kill" || need === "crash"),
    });
  let browser = await launch();
  let next = 1;

  const stage = {
    collector,
    site,
    times,
    fast: isFast,
    say,
    /** Numbers of the events that have to arrive. */
    expected: new Set(),
    /** What a row measures besides. */
    notes: {},
    /** From when on nothing stands in the way: `seconds to drained` counts from here. */
    healthyAtMs: 0,
    get browser() {
      return browser;
    },

    /** So many seconds of trouble; shorter with --fast. */
    seconds: (count) => pause(count * times.scale * 1000),
    /** A time as the row says it, in milliseconds, scaled. */
    ms: (seconds) => Math.round(seconds * times.scale * 1000),

    /** Opens the shop's page in a tab of its own; resolves once the SDK takes calls. */
    async visit(url = site.page) {
      const tab = await browser.open(url);
      if (url === site.page) await isReady(tab);
      return tab;
    },
    ready: isReady,

    /** The next `count` numbers, expected from now on. */
    take(count) {
      const numbers = Array.from({ length: count }, () => next++);
      for (const number of numbers) stage.expected.add(number);
      return numbers;
    },

    /** Calls `sdk.track` for the next `count` numbers, in one task or `gapMs` apart; resolves after the last call. */
    async track(tab, count, { gapMs } = {}) {
      const numbers = stage.take(count);
      await tab.evaluate(call(trackAll, numbers, gapMs ?? null));
      return numbers;
    },

    /** The collector from now on, as `collector.set`. Answering well again is the moment draining is counted from. */
    async set(mode) {
      await collector.set(mode);
      if (collector.mode.type === "ok") stage.healthy();
      say(`collector: ${collector.mode.type}`);
    },
    healthy() {
      stage.healthyAtMs = collector.now();
    },

    async restart() {
      browser = await launch();
      say("browser started again");
    },

    /**
     * Waits until everything expected has come and a little longer, or there was no request for `quietSeconds`, or
     * `limitSeconds` are over. Says whether everything has come.
     */
    async settle({ limitSeconds = times.patience, quietSeconds = times.quiet } = {}) {
      const since = collector.now();
      for (;;) {
        const now = collector.now();
        const lastMs = Math.max(since, ...collector.requests.map(({ answeredMs, atMs }) => answeredMs ?? atMs));
        const complete = completeAtMs(collector.requests, stage.expected) !== null;
        if (now - lastMs > (complete ? times.linger : quietSeconds) * 1000) return complete;
        if (now - since > limitSeconds * 1000) return complete;
        await pause(100);
      }
    },

    /** The end of every row: the page is opened again in a healthy world, twice if need be, with patience. */
    async revisit() {
      if (!row.staysSick && collector.mode.type !== "ok") await stage.set("ok");
      for (let visits = 0; visits < 2; visits++) {
        const tab = await stage.visit();
        say("revisited");
        if (await stage.settle()) return;
        await tab.close();
      }
    },

    async close() {
      await browser.close().catch(() => browser.kill());
      await Promise.all([site.close(), collector.close()]);
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };

  async function isReady(tab) {
    await until("the SDK's start", () => tab.evaluate("typeof ready === 'object'"), readyMs);
    await tab.evaluate(`Promise.race([ready, new Promise((_, no) => setTimeout(() => no(new Error(
      "the SDK did not start: " + problems.join(" / "))), ${readyMs}))])`);
  }
  return stage;
}

/** Runs in the page. */
async function trackAll(numbers, gapMs) {
  for (const number of numbers) {
    window.sdk.track(number);
    if (gapMs !== null) await new Promise((resolve) => setTimeout(resolve, gapMs));
  }
}
