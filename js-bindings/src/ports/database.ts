/**
 * The IndexedDB database `waymark`, shared by every tab of the origin:
 * `journal` (records by id), `pending` (calls made before a core was there, by id), `kv` (text by key).
 */
export type StoreName = "journal" | "pending" | "kv";

/** Opens the database, making it on first use. Rejects where the browser refuses. */
export function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("waymark", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("journal", { keyPath: "id" });
      request.result.createObjectStore("pending", { keyPath: "id" });
      request.result.createObjectStore("kv");
    };
    request.onsuccess = () => {
      // A newer version of us in another tab may upgrade; we then fall back as if storage were refused.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
}

/**
 * Runs `work` on stores in one transaction and commits it at once, in this very task: an uncommitted
 * transaction is given up when the page goes, a committed one is not. `done` hears how it ended.
 */
export function write(
  database: IDBDatabase,
  names: StoreName[],
  work: (transaction: IDBTransaction) => void,
  done: (error?: unknown) => void = () => {},
): void {
  try {
    const transaction = database.transaction(names, "readwrite", { durability: "relaxed" });
    transaction.oncomplete = () => done();
    transaction.onabort = () => done(transaction.error ?? new Error("aborted"));
    work(transaction);
    transaction.commit?.();
  } catch (error) {
    done(error);
  }
}
