/**
 * The IndexedDB database `waymark`, shared by every tab of the origin:
 * `journal` (records by id, each with its `owner`), `pending` (calls made before a core was there, by id),
 * `kv` (text by key).
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
      // Somebody deletes or upgrades it; who needs it longer (ports/indexed-db.ts) listens anew.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
}

/** A transaction that has not ended by then hangs; whoever waits for it goes on without. */
export const hangMs = 5_000;

/** A transaction on everything, so that what is asked for happens in that order. */
export function begin(database: IDBDatabase, mode: "readonly" | "readwrite"): IDBTransaction {
  return database.transaction(["journal", "pending", "kv"], mode, { durability: "relaxed" });
}
