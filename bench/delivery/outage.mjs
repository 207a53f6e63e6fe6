import { patienceMs } from "./rows.mjs";
import { delivered, healthy, paced, visit, waitFor } from "./visit.mjs";

const events = 20;
/** A request on its way when the first refusal is answered is not one that disregards it. */
const onItsWayMs = 150;
const retryAfterSeconds = 10;

/**
 * 503 for `downMs` from the first of 20 events on, then a collector that answers well for as long as it takes, at the most
 * `patienceMs`. The page stays open and its visitor does nothing more.
 */
export function measureOutage(bench, sdk, downMs) {
  return visit(bench, sdk, async ({ page, collector }) => {
    const { began, recovered } = await breakFor(page, collector, downMs, { type: "status", status: 503 });
    await waitFor(() => delivered(collector).size >= events, patienceMs);
    const during = collector.requests.filter(({ atMs }) => atMs >= began && atMs < recovered);
    return { ...split(during), ...drained(collector, recovered) };
  });
}

/** 429 with `Retry-After: 10` for `downMs`; counted are the requests that come before the time they were told. */
export function measureRetryAfter(bench, sdk, downMs) {
  return visit(bench, sdk, async ({ page, collector }) => {
    const mode = { type: "status", status: 429, headers: { "retry-after": String(retryAfterSeconds) } };
    const { began } = await breakFor(page, collector, downMs, mode);
    const posts = collector.requests.filter(({ atMs, preflight }) => !preflight && atMs >= began);
    const refusals = posts.filter(({ status }) => status === 429).map(({ answeredMs }) => answeredMs);
    const early = posts.filter(({ atMs }) =>
      refusals.some((at) => atMs > at + onItsWayMs && atMs < at + retryAfterSeconds * 1_000),
    );
    return { inside: early.length };
  });
}

async function breakFor(page, collector, downMs, mode) {
  await collector.set(mode);
  const began = collector.now();
  await page.evaluate(([calls, atMs]) => window.pace(calls, atMs), paced(events));
  await page.waitForTimeout(downMs - (collector.now() - began));
  await collector.set(healthy);
  return { began, recovered: collector.now() };
}

function split(requests) {
  const preflights = requests.filter(({ preflight }) => preflight).length;
  return { requests: requests.length - preflights, preflights };
}

/** How many events have not come, and when the last one did: after the recovery, after the first good answer. */
function drained(collector, recovered) {
  const times = [...delivered(collector).values()];
  const missing = events - times.length;
  if (missing > 0) return { missing, drainedMs: null, drainedAfterAnswerMs: null };
  const answered = collector.requests.find(({ received, atMs }) => received && atMs >= recovered);
  const last = Math.max(...times);
  return {
    missing,
    drainedMs: Math.max(0, last - recovered),
    drainedAfterAnswerMs: answered ? Math.max(0, last - answered.atMs) : 0,
  };
}
