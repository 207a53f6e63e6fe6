/** When an event happened, in the light of when it was sent and when it came. */

const DAY_MS = 86_400_000;

/** Clocks of visitors are a little off; one this far off is broken, and only the distance to `sentAt` can be believed. */
export const MAX_CLOCK_SKEW_MS = 366 * DAY_MS;

/** 2000-01-01: before any shop on the web that could have sent it. */
const EARLIEST_MS = 946_684_800_000;

/**
 * Milliseconds since 1970 (UTC), or undefined where it can be no time of an event. Left as the visitor's clock said,
 * unless that clock stood more than a year off when the batch was sent: then it is set right by the difference.
 */
export function eventTime(timestampMs: number, sentAtMs: number | undefined, receivedAtMs: number): number | undefined {
  const skewMs = sentAtMs === undefined ? 0 : receivedAtMs - sentAtMs;
  const time = Math.abs(skewMs) > MAX_CLOCK_SKEW_MS ? timestampMs + skewMs : timestampMs;
  return time >= EARLIEST_MS && time <= receivedAtMs + MAX_CLOCK_SKEW_MS ? time : undefined;
}
