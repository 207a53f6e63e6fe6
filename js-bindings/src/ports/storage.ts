import type { JournalRecord } from "../protocol.js";
import type { Call } from "../recorder.js";

/** What was found in storage at start. */
export interface Found {
  /** Text by key, as `persist` wrote it. */
  texts: Map<string, string>;
  /** Oldest first. */
  journal: JournalRecord[];
  /** Calls no core has taken yet, of this page and of others. */
  pending: Call[];
}

/** Keeps journal and texts. Never throws; failures are told by `persist`'s answer and the `complain` it was made with. */
export interface Storage {
  readonly kind: "indexedDB" | "localStorage";
  /**
   * Reads everything and calls `use` with it, once. What `use` appends and the pending calls it returns as done
   * are written together: either the calls are in the journal, or they are still pending.
   */
  boot(use: (found: Found) => string[]): Promise<void>;
  append(record: JournalRecord): void;
  release(ids: string[]): void;
  /** Answers with the reason where the text could not be stored. */
  persist(key: string, text: string, done: (reason?: string) => void): void;
  remove(key: string): void;
  /** Forgets pending calls that have been taken after boot. */
  forget(ids: string[]): void;
}

export type Complain = (code: string, found: string) => void;

/** Oldest first: ids are UUIDv7; records of one origin keep their order even if the clock went back. */
export function byAge(a: JournalRecord, b: JournalRecord): number {
  if (a.origin === b.origin) return a.seq - b.seq;
  return a.id < b.id ? -1 : 1;
}
