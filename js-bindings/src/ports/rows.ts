import type { JournalRecord } from "../protocol.js";
import type { Call } from "../recorder.js";
import { byAge, type Complain, type Found } from "./storage.js";

/** A journal record as it is stored: with the page that sends it. */
export interface Row extends JournalRecord {
  owner?: string;
}

/**
 * How the database keeps a row: as text but for its key, since to put an object there costs twice as much: it is
 * copied, and the copy unpacked to find the key in it.
 */
export const packed = (record: JournalRecord, owner: string) => ({
  id: record.id,
  row: JSON.stringify({ ...record, owner } satisfies Row),
});

/** The row that `packed` made a value of, or the value as it is. */
export function unpacked(value: unknown): unknown {
  try {
    const { id, row } = value as ReturnType<typeof packed>;
    return { ...JSON.parse(row), id };
  } catch {
    return value;
  }
}

/** Everything as it was read; it may have been damaged, or written by something else. */
export interface Read {
  texts: Map<string, string>;
  journal: unknown[];
  pending: unknown[];
}

/** Texts that belong to the page that wrote them: `key@page`. */
const sentPrefix = "waymark.sent.";
/** Ids of the calls a page's core took before they were in the database. */
export const takenPrefix = "waymark.taken.";

/** Under which key a text of `page` is stored. */
export const keyOf = (key: string, page: string): string => (key.startsWith(sentPrefix) ? `${key}@${page}` : key);

/** Whether the text stored under `stored` is the one that `key` names, whichever page wrote it. */
export const isNamed = (stored: string, key: string): boolean =>
  stored === key || (key.startsWith(sentPrefix) && stored.startsWith(`${key}@`));

/** A record of the journal's, whatever else is in it: the core looks closer. */
export function isRow(value: unknown): value is Row {
  const { id, origin, seq, event } = (value ?? {}) as Row;
  if (typeof id !== "string" || typeof origin !== "string" || !Number.isFinite(seq)) return false;
  try {
    return typeof event === "object" && JSON.stringify(value).length > 0;
  } catch {
    // A database holds what JSON cannot say.
    return false;
  }
}

/** A call as the recorder keeps it. */
export function isCall(value: unknown): value is Call {
  const { id, input, page, timeMs, sequence } = (value ?? {}) as Call;
  return [id, input, page].every((text) => typeof text === "string") && [timeMs, sequence].every(Number.isFinite);
}

/** Sorts what was read by whose it is; what nobody can read is complained of and left out. */
export function sortRows(
  { texts, journal, pending }: Read,
  page: string,
  alive: (page: string) => boolean,
  complain: Complain,
): Found {
  const found: Found = {
    texts,
    own: [],
    claimed: [],
    peers: [],
    sent: [],
    pending: [],
    taken: new Set(),
    spent: [],
    broken: [],
  };
  for (const row of journal) {
    if (!isRow(row)) {
      const id = (row as Row | null)?.id as string;
      complain("journal.recordBroken", String(id));
      found.broken.push(id);
      continue;
    }
    const { owner, ...record } = row;
    const group = owner === page ? "own" : owner && alive(owner) ? "peers" : "claimed";
    found[group].push(record);
  }
  for (const group of [found.own, found.claimed, found.peers]) group.sort(byAge);
  found.pending = pending.filter(isCall);
  for (const [key, text] of texts) {
    const writer = key.slice(key.lastIndexOf("@") + 1);
    if (key.startsWith(sentPrefix) && writer !== page && !alive(writer)) found.sent.push(text);
    if (!key.startsWith(takenPrefix)) continue;
    for (const id of text.split(",")) found.taken.add(id);
    // The calls that it names and that are still pending are deleted with what is found now.
    if (!alive(key.slice(takenPrefix.length))) found.spent.push(key);
  }
  return found;
}
