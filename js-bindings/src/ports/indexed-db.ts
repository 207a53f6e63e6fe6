import { createWriter, openDatabase } from "../lent.js";
import { errorText } from "../log.js";
import { alone } from "../page-lock.js";
import type { JournalRecord } from "../protocol.js";
import { hangMs, type StoreName } from "./database.js";
import type { LocalStorage } from "./local-storage.js";
import { merged, readAll } from "./read-all.js";
import { isNamed, keyOf, packed, sortRows } from "./rows.js";
import type { Complain, Found, Storage, Who } from "./storage.js";
import type { Done } from "./writer.js";

/** A database that is gone is asked for again after pauses of this length and twice as long each, up to the last. */
const firstPauseMs = 100;
const lastPauseMs = 6_400;

const nothing = () => {};
const idsOf = (records: JournalRecord[]): string[] => records.map(({ id }) => id);

/** Storage in IndexedDB; what it cannot take goes to `overflow`, and what lies in `overflow` is found by `take`. */
export function createIndexedDb(
  database: IDBDatabase,
  page: string,
  overflow: LocalStorage,
  complain: Complain,
): Storage {
  const writer = createWriter(() => database);
  /** Records not released yet: should the database be taken from us, memory still has them. */
  const held = new Map<string, JournalRecord>();
  /** Those asked to be written and not yet known to be: the browser may give that up when the page is left. */
  const unsure = new Map<string, JournalRecord>();
  /** Those appended since the page was last left. */
  const fresh = new Map<string, JournalRecord>();
  /** Texts as they were last stored, and those of them that are unsure. */
  const texts = new Map<string, string>();
  const unsureTexts = new Set<string>();
  /** What is written while `take` lasts: should that be given up, the calls it comes of are still pending. */
  let taking: JournalRecord[] | undefined;
  let guarded = false;

  function add(name: StoreName, work: (store: IDBObjectStore) => void, done: Done = nothing): void {
    writer.add((transaction) => work(transaction.objectStore(name)), done);
  }

  /** Deleting must not fail because of what is written beside it to a full disk: it is tried once more. */
  function erase(name: StoreName, work: (store: IDBObjectStore) => void): void {
    add(name, work, (error) => error && add(name, work));
  }

  function write(record: JournalRecord): void {
    if (taking) taking.push(record);
    else unsure.set(record.id, record);
    // A database that hangs says nothing: what it has not confirmed by then is kept twice.
    if (!guarded)
      setTimeout(() => {
        guarded = false;
        unsure.forEach(overflow.keep);
      }, hangMs);
    guarded = true;
    add(
      "journal",
      (store) => store.put(packed(record, page)),
      (error) => {
        unsure.delete(record.id);
        if (!error || !held.has(record.id)) return;
        complain("storage.journalRefused", errorText(error));
        overflow.append(record);
      },
    );
  }

  function writeText(stored: string, text: string, done: (reason?: string) => void): void {
    unsureTexts.add(stored);
    add(
      "kv",
      (store) => store.put(text, stored),
      (error) => {
        unsureTexts.delete(stored);
        done(error ? (error as Error).name || "Error" : undefined);
      },
    );
  }

  function watch(opened: IDBDatabase): void {
    database = opened;
    const gone = () => {
      opened.close();
      void reopen(firstPauseMs);
    };
    opened.onclose = gone;
    opened.onversionchange = gone;
  }

  /** Storage was cleared, or somebody deleted the database: a new one gets what memory still holds. */
  async function reopen(pauseMs: number): Promise<void> {
    try {
      watch(await openDatabase());
      held.forEach(write);
      for (const [stored, text] of texts) writeText(stored, text, nothing);
    } catch (error) {
      // While it is being cleared there is none to be had.
      if (pauseMs <= lastPauseMs) setTimeout(() => void reopen(pauseMs * 2), pauseMs);
      else complain("storage.refused", errorText(error));
    }
  }

  watch(database);

  /** With those appended since that a transaction is still writing. */
  function withFresh(found: Found): Found {
    const known = new Set([...found.own, ...found.claimed, ...found.peers].map(({ id }) => id));
    for (const [id, record] of fresh) if (!known.has(id)) found.own.push(record);
    return found;
  }

  /** The first transaction only reads: one that waits for its page would be given up with it, and what waits behind it. */
  function take(who: Who, use: (found: Found) => string[]): Promise<void> {
    return alone(hangMs, async () => {
      const alive = await who();
      const read = await answered(readAll(database));
      const found = withFresh(sortRows(merged(read, overflow.read()), page, alive, complain));
      const written: JournalRecord[] = [];
      let ended: Promise<void>;
      taking = written;
      try {
        for (const record of [...found.own, ...found.claimed]) held.set(record.id, record);
        const done = use(found);
        // But for what has been released already.
        for (const record of found.claimed)
          if (held.has(record.id)) add("journal", (store) => store.put(packed(record, page)));
        for (const id of found.broken) add("journal", (store) => store.delete(id));
        for (const id of done) add("pending", (store) => store.delete(id));
        ended = new Promise((resolve, reject) => {
          const finish = (error?: unknown) => {
            if (error) return reject(error);
            // What lay in the overflow is in the database now.
            overflow.release(idsOf(found.claimed));
            overflow.forget(done);
            found.spent.forEach(overflow.remove);
            resolve();
          };
          add("kv", (store) => found.spent.forEach((key) => void store.delete(key)), finish);
        });
        writer.commit();
      } catch (error) {
        for (const { id } of found.claimed) held.delete(id);
        throw error;
      } finally {
        taking = undefined;
      }
      await answered(ended).catch((error: unknown) => {
        written.forEach(overflow.keep);
        throw error;
      });
    });
  }

  return {
    kind: "indexedDB",
    take,
    append(record) {
      held.set(record.id, record);
      fresh.set(record.id, record);
      write(record);
    },
    release(ids) {
      for (const id of ids) for (const records of [held, unsure, fresh]) records.delete(id);
      erase("journal", (store) => {
        for (const id of ids) store.delete(id);
      });
      overflow.release(ids);
    },
    persist(key, text, done) {
      const stored = keyOf(key, page);
      texts.set(stored, text);
      writeText(stored, text, done);
    },
    remove(key) {
      for (const stored of texts.keys()) if (isNamed(stored, key)) texts.delete(stored);
      erase("kv", (store) => {
        store.delete(key);
        store.delete(IDBKeyRange.bound(`${key}@`, `${key}@\uffff`));
      });
      overflow.remove(key);
    },
    forget(ids) {
      erase("pending", (store) => {
        for (const id of ids) store.delete(id);
      });
      overflow.forget(ids);
    },
    flush(leaving) {
      writer.commit();
      if (!leaving) return;
      unsure.forEach(overflow.keep);
      for (const stored of unsureTexts) {
        const [key = "", writtenBy] = stored.split("@");
        const text = texts.get(stored);
        if (writtenBy && text !== undefined) overflow.persist(key, text, nothing);
      }
      fresh.clear();
      overflow.flush(leaving);
    },
  };
}

/** The same, or a rejection after `hangMs`. */
function answered<T>(promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("no answer")), hangMs);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
