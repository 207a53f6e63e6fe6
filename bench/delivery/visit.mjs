import { launch as launchChromium } from "../browser/chromium.mjs";
import { productView } from "../lib/workload.mjs";
import { userAgent } from "../loss/browser/in-page.mjs";
import { openCollector } from "../loss/lib/collector.mjs";

const args = [
  // Where time is no matter several pages are looked at side by side: none of them is the one in front.
  "--disable-background-timer-throttling",
  "--disable-backgrounding-occluded-windows",
  "--disable-renderer-backgrounding",
  // PostHog drops every event of a browser that says it is driven by a program.
  "--disable-blink-features=AutomationControlled",
];
/** What an SDK does at its start has ended by then. */
const settleMs = 1_500;
/** Pages that start at once; more, and an SDK would meet a machine that has no time for it. */
const startsAtOnce = 2;
/** Reached only where something is broken. */
const timeoutMs = 60_000;

/** How long a healthy collector takes to answer: a line and a far end, where localhost has neither. */
export const healthy = { type: "slow", ms: 40 };

/** A visitor does much at once and then reads: events come in bursts of 20, this far apart, with pauses between. */
const gapMs = 25;
const burst = 20;
/** Not more than ten events a second in the long run, or PostHog, at its defaults, drops some. */
const pauseMs = 1_700;

/** Debian's Chromium, or the one `CHROMIUM` names. */
export function launch() {
  return launchChromium(args);
}

/**
 * The arguments of the page's `pace` for `count` events, product views of about 300 bytes: the calls and their times.
 * `steady`: without pauses.
 */
export function paced(count, { steady = false } = {}) {
  const at = (n) => n * gapMs + (steady ? 0 : Math.floor(n / burst) * pauseMs);
  return [Array.from({ length: count }, (_, n) => productView(n)), Array.from({ length: count }, (_, n) => at(n))];
}

/** Milliseconds from the first call of `paced` to the last. */
export function durationMs([, atMs]) {
  return atMs.at(-1) ?? 0;
}

/**
 * A visitor with an empty profile opens the SDK's page, whose collector answers well. `use({ page, cdp, collector })`
 * begins when the SDK takes calls and has done what it does at its start. With `sdk` undefined it is the empty page.
 * What the page or the SDK's parser complains of is thrown. `watch(page, cdp)` comes before anything is fetched.
 */
export async function visit({ browser, site, options }, sdk, use, watch) {
  const context = await browser.newContext({ userAgent });
  context.setDefaultTimeout(timeoutMs);
  const collector = sdk && (await openCollector({ adapter: sdk }));
  try {
    await collector?.set(healthy);
    const complaints = [];
    const { page, cdp } = await inTurn(async () => {
      const page = await context.newPage();
      page.on("pageerror", (error) => complaints.push(error.message));
      const cdp = await context.newCDPSession(page);
      await watch?.(page, cdp);
      await page.goto(`${site.origin}${sdk ? `/sdk/${sdk.name}` : "/empty"}`);
      if (sdk) {
        await page.waitForFunction(() => window.sdk);
        await page.evaluate(([url, more]) => window.sdk.init(url, more), [collector.origin, options]);
      }
      await page.waitForTimeout(settleMs);
      return { page, cdp };
    });
    const result = await use({ page, cdp, collector });
    complaints.push(...(collector?.requests ?? []).flatMap(({ unreadable }) => unreadable ?? []));
    if (complaints.length > 0) throw new Error(`${sdk?.name ?? "the empty page"}: ${complaints[0]}`);
    return result;
  } finally {
    await context.close();
    await collector?.close();
  }
}

let starting = 0;
const waiting = [];

/** Runs `start` when fewer than `startsAtOnce` others run. */
async function inTurn(start) {
  while (starting >= startsAtOnce) await new Promise((resolve) => waiting.push(resolve));
  starting++;
  try {
    return await start();
  } finally {
    starting--;
    waiting.shift()?.();
  }
}

/** Number of each event the collector has taken, with the time (its clock) it first did. */
export function delivered(collector) {
  const first = new Map();
  for (const { received, events, atMs } of collector.requests) {
    if (!received) continue;
    for (const { number } of events) if (!first.has(number)) first.set(number, atMs);
  }
  return first;
}

/** Resolves as soon as `isTrue()`, or after `limitMs`. */
export async function waitFor(isTrue, limitMs) {
  const end = performance.now() + limitMs;
  while (!isTrue() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
}
