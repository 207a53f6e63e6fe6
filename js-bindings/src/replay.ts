import type { Found } from "./ports/storage.js";
import type { Call } from "./recorder.js";
import { zoneFacts } from "./site-time.js";

/** What a core that has just come must be told, in order, and which pending calls that settles. */
export interface Replay {
  /** Calls of pages that were left, then this page's own; each in the order they were made. */
  calls: Call[];
  /** Ids of pending calls that need no replay: the journal has their events already. */
  settled: string[];
}

/**
 * Chooses the calls to replay.
 *
 * @param own this page's calls, in memory.
 * @param stored ids of those that are in the database for certain: where one is gone, another page has taken it.
 * @param alive whether a page will take its own.
 */
export function planReplay(
  found: Pick<Found, "own" | "claimed" | "peers" | "pending" | "taken">,
  page: string,
  own: Call[],
  stored: Set<string>,
  alive: (page: string) => boolean,
): Replay {
  const known = new Set(found.taken);
  for (const records of [found.own, found.claimed, found.peers]) for (const { id } of records) known.add(id);
  const pending = new Set(found.pending.map((call) => call.id));
  const left = found.pending.filter((call) => call.page !== page && !alive(call.page)).sort(inOrder);
  const mine = own.filter((call) => pending.has(call.id) || !stored.has(call.id));
  const all = [...left, ...mine];
  return {
    calls: all.filter((call) => !known.has(call.id)),
    settled: all.filter((call) => known.has(call.id)).map((call) => call.id),
  };
}

function inOrder(a: Call, b: Call): number {
  return a.timeMs - b.timeMs || a.sequence - b.sequence;
}

/** Text of an Input with what only Intl knows put into the page facts of `route` signals. */
export function withZoneFacts(input: string, timeZone: string, timeMs: number): string {
  if (!input.startsWith('{"type":"signal","kind":"route"')) return input;
  try {
    const signal = JSON.parse(input) as { detail: { page: object } };
    Object.assign(signal.detail.page, zoneFacts(timeZone, timeMs));
    return JSON.stringify(signal);
  } catch {
    return input;
  }
}
