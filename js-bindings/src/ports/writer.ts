import { begin } from "./database.js";

export type Done = (error?: unknown) => void;
type Work = (transaction: IDBTransaction) => void;

/** Writes of one task share a transaction: opening and committing one is what costs, and the caller is spared it. */
export interface Writer {
  /** Adds to what is written at the end of the task. `done` hears how it ended. Never throws. */
  add(work: Work, done: Done): void;
  /**
   * Writes and commits now, as the end of the task does by itself: a transaction that still waits for its page is given
   * up when the page goes, a committed one is not.
   */
  commit(): void;
}

/** A writer to the database that `database` names at the moment. */
export function createWriter(database: () => IDBDatabase): Writer {
  const waiting: [work: Work, done: Done][] = [];

  function commit(): void {
    const ends: Done[] = [];
    const finish = (error?: unknown) => {
      for (const done of ends) done(error);
    };
    let transaction: IDBTransaction | undefined;
    for (const [work, done] of waiting.splice(0))
      try {
        transaction ??= begin(database(), "readwrite");
        work(transaction);
        ends.push(done);
      } catch (error) {
        done(error);
      }
    if (!transaction) return;
    transaction.oncomplete = () => finish();
    transaction.onabort = () => finish(transaction?.error ?? new Error("aborted"));
    // Too old to know it: then the browser does it a little later.
    transaction.commit?.();
  }

  return {
    commit,
    add(work, done) {
      // A microtask: nothing can end the page before it.
      if (waiting.push([work, done]) === 1) queueMicrotask(commit);
    },
  };
}
