import { begin } from "./database.js";

export type Done = (error?: unknown) => void;

/** Writes of one task share a transaction: opening and committing one is what costs. */
export interface Writer {
  /** Adds to the task's transaction, now. `done` hears how it ended. Never throws. */
  add(work: (transaction: IDBTransaction) => void, done: Done): void;
  /**
   * Commits now, as the end of the task does by itself: a transaction that still waits for its page is given up when
   * the page goes, a committed one is not.
   */
  commit(): void;
}

/** A writer to the database that `database` names at the moment. */
export function createWriter(database: () => IDBDatabase): Writer {
  let current: IDBTransaction | undefined;
  let ends: Done[];

  function open(): void {
    const transaction = begin(database(), "readwrite");
    const mine: Done[] = [];
    const finish = (error?: unknown) => {
      for (const done of mine) done(error);
    };
    transaction.oncomplete = () => finish();
    transaction.onabort = () => finish(transaction.error ?? new Error("aborted"));
    queueMicrotask(commit);
    current = transaction;
    ends = mine;
  }

  function commit(): void {
    try {
      current?.commit();
    } catch {
      // Too old to know it, or ended already: then it has been said to those concerned.
    }
    current = undefined;
  }

  return {
    commit,
    add(work, done) {
      const attempt = () => {
        if (!current) open();
        work(current as IDBTransaction);
        ends.push(done);
      };
      try {
        try {
          attempt();
        } catch {
          // It may have become inactive since: a new one takes its place.
          current = undefined;
          attempt();
        }
      } catch (error) {
        done(error);
      }
    },
  };
}
