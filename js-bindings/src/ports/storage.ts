import type { JournalRecord } from "../protocol.js";
import type { Call } from "../recorder.js";

/** What lies in storage, seen by one page. */
export interface Found {
  /** Text by key, as `persist` wrote it. */
  texts: Map<string, string>;
  /** Records that were this page's before, oldest first. */
  own: JournalRecord[];
  /** Records of pages that are gone, oldest first: this page's from now on. */
  claimed: JournalRecord[];
  /** Records of pages that are alive, oldest first. */
  peers: JournalRecord[];
  /** What pages that are gone had on its way (`AdoptInput.sent`). */
  sent: string[];
  /** Calls no core has taken yet, of this page and of others. */
  pending: Call[];
  /** Ids of calls a core has taken that may still lie among the pending ones. */
  taken: Set<string>;
  /** Keys of texts that have served their turn. */
  spent: string[];
  /** Ids of journal rows that nobody can read. */
  broken: string[];
}

/** Keeps journal and texts. Never throws; failures are told by `persist`'s answer and the `complain` it was made with. */
export interface Storage {
  readonly kind: "indexedDB" | "localStorage";
  /**
   * Makes this page the owner of everything whose owner is not alive and calls `use` with what there is, once, while
   * no other page does the same. That, what `use` writes, and the deletion of the pending calls it returns are one
   * transaction: either the calls are in the journal, or they are still pending. Where `use` throws nothing is taken
   * and the promise rejects, as it does where the transaction fails.
   */
  take(who: Who, use: (found: Found) => string[]): Promise<void>;
  append(record: JournalRecord): void;
  release(ids: string[]): void;
  /** Answers with the reason where the text could not be stored. */
  persist(key: string, text: string, done: (reason?: string) => void): void;
  remove(key: string): void;
  /** Forgets pending calls that have been taken after `take`. */
  forget(ids: string[]): void;
  /** The page is hidden, or even left: what has been asked for happens now. */
  flush(leaving: boolean): void;
}

/** Asks which pages are alive; told just before storage is read. */
export type Who = () => Promise<(page: string) => boolean>;

export type Complain = (code: string, found: string) => void;

/** Oldest first: ids are UUIDv7; records of one origin keep their order even if the clock went back. */
export function byAge(a: JournalRecord, b: JournalRecord): number {
  if (a.origin === b.origin) return a.seq - b.seq;
  return a.id < b.id ? -1 : 1;
}
