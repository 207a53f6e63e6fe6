import type { JournalRecord } from "../protocol.js";
import type { Call } from "../recorder.js";
import { write } from "./database.js";
import { byAge, type Complain, type Found, type Storage } from "./storage.js";

/** Storage in IndexedDB; a record it cannot take goes to `overflow`, and what lies in `overflow` is found at boot. */
export function createIndexedDb(database: IDBDatabase, overflow: Storage, complain: Complain): Storage {
  /** The transaction of `boot`, while it lasts: what is written then belongs to it. */
  let booting: IDBTransaction | undefined;
  /** Asked to be written and not yet known to be: the browser may give that up when the page is left. */
  const unsure = new Set<JournalRecord>();
  addEventListener("pagehide", () => unsure.forEach(overflow.append));

  function put(
    name: "journal" | "pending" | "kv",
    work: (store: IDBObjectStore) => void,
    done?: (error?: unknown) => void,
  ): void {
    // `journal` is in the scope of every write, so that they happen in the order they were asked for.
    write(
      database,
      name === "journal" ? ["journal"] : ["journal", name],
      (transaction) => work(transaction.objectStore(name)),
      done,
    );
  }

  function erase(name: "journal" | "pending", ids: string[]): void {
    put(name, (store) => {
      for (const id of ids) store.delete(id);
    });
  }

  function read<T>(request: IDBRequest<T>, use: (value: T) => void): void {
    request.onsuccess = () => use(request.result);
  }

  function boot(use: (found: Found) => string[]): Promise<void> {
    return new Promise((resolve, reject) => {
      let failure: unknown;
      const transaction = database.transaction(["journal", "pending", "kv"], "readwrite", { durability: "relaxed" });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(failure ?? transaction.error);
      const [journal, pending, kv] = [
        transaction.objectStore("journal"),
        transaction.objectStore("pending"),
        transaction.objectStore("kv"),
      ];
      const found: Found = { texts: new Map(), journal: [], pending: [] };
      read(journal.getAll() as IDBRequest<JournalRecord[]>, (records) => (found.journal = records));
      read(pending.getAll() as IDBRequest<Call[]>, (calls) => (found.pending = calls));
      read(kv.getAllKeys(), (names) => {
        read(kv.getAll() as IDBRequest<string[]>, (texts) => {
          for (const [i, name] of names.entries()) found.texts.set(String(name), String(texts[i]));
          booting = transaction;
          try {
            void overflow.boot((more) => {
              found.texts = new Map([...more.texts, ...found.texts]);
              found.journal = merged(found.journal, more.journal).sort(byAge);
              found.pending = merged(found.pending, more.pending);
              for (const id of use(found)) pending.delete(id);
              // Forgotten there once this transaction has been committed: the host does.
              return [];
            });
          } catch (error) {
            failure = error;
            transaction.abort();
          } finally {
            booting = undefined;
          }
        });
      });
    });
  }

  return {
    kind: "indexedDB",
    boot,
    append(record) {
      if (booting) {
        booting.objectStore("journal").put(record);
        return;
      }
      unsure.add(record);
      put(
        "journal",
        (store) => store.put(record),
        (error) => {
          unsure.delete(record);
          if (!error) return;
          complain("storage.journalRefused", String(error));
          overflow.append(record);
        },
      );
    },
    release(ids) {
      erase("journal", ids);
      overflow.release(ids);
    },
    persist(key, text, done) {
      put(
        "kv",
        (store) => store.put(text, key),
        (error) => done(error ? (error as Error).name || "Error" : undefined),
      );
    },
    remove(key) {
      put("kv", (store) => store.delete(key));
      overflow.remove(key);
    },
    forget(ids) {
      erase("pending", ids);
      overflow.forget(ids);
    },
  };
}

/** Each id once. */
function merged<T extends { id: string }>(first: T[], second: T[]): T[] {
  return [...new Map([...first, ...second].map((entry) => [entry.id, entry])).values()];
}
