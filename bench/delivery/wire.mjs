import { delivered, paced, visit, waitFor } from "./visit.mjs";

/** After the last call until everything has arrived, at the most. */
const patienceMs = 60_000;
/** A request more may follow the one that brought the last event. */
const restMs = 1_000;

/** Bytes, requests and preflights of `count` events, with a collector that answers well. */
export function measureWire(bench, sdk, count) {
  return visit(bench, sdk, async ({ page, collector }) => {
    // What was sent at the start is no event's, and a preflight's answer may be known from it.
    const before = collector.requests.length;
    await page.evaluate(([calls, atMs]) => window.pace(calls, atMs), paced(count));
    await waitFor(() => delivered(collector).size >= count, patienceMs);
    await page.waitForTimeout(restMs);
    const requests = collector.requests.slice(before);
    const posts = requests.filter(({ preflight }) => !preflight);
    const arrived = delivered(collector).size;
    return {
      missing: count - arrived,
      copies: sum(posts, ({ events }) => events.length) - arrived,
      requests: posts.length,
      preflights: requests.length - posts.length,
      /** Bodies and the URLs' paths: what carries the events. */
      bytes: sum(posts, ({ bodyBytes, url }) => bodyBytes + url.length),
      /** All of HTTP/1.1 that went up: request lines, headers, bodies, preflights. */
      allBytes: sum(requests, ({ headBytes, bodyBytes }) => headBytes + bodyBytes),
    };
  });
}

const sum = (list, amount) => list.reduce((total, one) => total + amount(one), 0);
