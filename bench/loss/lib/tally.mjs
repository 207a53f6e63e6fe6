/** What became of the numbered events, from what the collector saw. All counts are of this run. */

/** Requests under way when a window opens are not the client's fault. */
const underWayMs = 250;
/** In these the collector takes what it is given. */
const wellModes = new Set(["ok", "poison", "huge", "drip"]);

/**
 * @param {import("./collector.mjs").Seen[]} requests
 * @param {Set<number>} expected Events that have to arrive.
 */
export function tally(requests, expected) {
  const arrivals = arrivalsOf(requests, expected);
  const received = new Set(arrivals.map(({ number }) => number));
  const ids = new Map();
  for (const { number, id } of arrivals) ids.set(number, (ids.get(number) ?? new Set()).add(id));
  const actual = requests.filter(({ preflight }) => !preflight);
  return {
    expected: expected.size,
    received: received.size,
    lost: expected.size - received.size,
    missing: [...expected].filter((number) => !received.has(number)).slice(0, 20),
    /** Arrivals beyond the first of each event. */
    extraCopies: arrivals.length - received.size,
    /** What is left of them after the collector has de-duplicated by the SDK's id. */
    doubles: [...ids.values()].reduce((sum, set) => sum + set.size - 1, 0),
    requests: actual.length,
    preflights: requests.length - actual.length,
    failedRequests: actual.filter(({ received: taken }) => !taken).length,
    /** Requests that met a collector in trouble, and the most of them within a minute (a closed port sees none). */
    whileSick: sick(actual).length,
    worstMinute: worstMinute(sick(actual)),
    inRetryAfter: insideWindows(actual),
    bytes: actual.reduce((sum, { bodyBytes }) => sum + bodyBytes, 0),
    unreadable: actual.filter(({ unreadable }) => unreadable).length,
  };
}

/** Every copy of an expected event that the collector took, with the time it was answered. */
export function arrivalsOf(requests, expected) {
  return requests
    .filter(({ received }) => received)
    .flatMap(({ events, answeredMs }) => events.map((event) => ({ ...event, atMs: answeredMs })))
    .filter(({ number }) => expected.has(number));
}

/** When the last of the expected events had come for the first time; null while one is missing. */
export function completeAtMs(requests, expected) {
  const first = new Map();
  for (const { number, atMs } of arrivalsOf(requests, expected))
    first.set(number, Math.min(atMs, first.get(number) ?? Infinity));
  return first.size < expected.size ? null : Math.max(...first.values());
}

const sick = (requests) => requests.filter(({ mode }) => !wellModes.has(mode));

function worstMinute(requests) {
  return Math.max(
    0,
    ...requests.map((first) => requests.filter(({ atMs }) => atMs >= first.atMs && atMs < first.atMs + 60_000).length),
  );
}

function insideWindows(requests) {
  const windows = requests
    .filter(({ retryAfterMs }) => retryAfterMs)
    .map(({ answeredMs, retryAfterMs }) => ({ from: answeredMs + underWayMs, to: answeredMs + retryAfterMs }));
  return requests.filter(({ atMs }) => windows.some(({ from, to }) => atMs > from && atMs < to)).length;
}
