import { begin } from "../lent.js";
import { type Read, unpacked } from "./rows.js";

/**
 * Reads all there is, as of one moment. Committed at once, for writes that are asked for meanwhile wait behind it, and
 * are given up with the page if they still do when it goes.
 */
export function readAll(database: IDBDatabase): Promise<Read> {
  return new Promise((resolve, reject) => {
    const transaction = begin(database, "readonly");
    const [journal, pending, kv] = (["journal", "pending", "kv"] as const).map((name) => transaction.objectStore(name));
    const rows = journal?.getAll();
    const calls = pending?.getAll();
    const names = kv?.getAllKeys();
    const values = kv?.getAll();
    transaction.oncomplete = () => {
      const texts = new Map<string, string>();
      for (const [i, name] of (names?.result ?? []).entries()) {
        const text: unknown = values?.result[i];
        if (typeof text === "string") texts.set(String(name), text);
      }
      resolve({ texts, journal: (rows?.result ?? []).map(unpacked), pending: calls?.result ?? [] });
    };
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
    transaction.commit?.();
  });
}

/**
 * What lies in the database and in localStorage, each record and call once; what the database says counts, but for
 * texts of one page: those are written to localStorage only as it is left, when the database may no longer listen.
 */
export function merged(first: Read, second: Read): Read {
  const once = (values: unknown[]) => [
    ...new Map(values.map((value) => [(value as { id?: unknown } | null)?.id, value])).values(),
  ];
  return {
    texts: new Map([...second.texts, ...first.texts, ...[...second.texts].filter(([key]) => key.includes("@"))]),
    journal: once([...second.journal, ...first.journal]),
    pending: once([...second.pending, ...first.pending]),
  };
}
