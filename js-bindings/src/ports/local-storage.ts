import { localRoom, noteLost } from "../lent.js";
import type { JournalRecord } from "../protocol.js";
import { leftBehindPrefix } from "../recorder.js";
import { isCall, isNamed, isRow, keyOf, type Read, type Row, sortRows } from "./rows.js";
import type { Complain, Storage } from "./storage.js";

const recordPrefix = "waymark.journal.";
const textPrefix = "waymark.kv.";

/** What snippets have left: stub.ts, where there is anything. */
export type Stubs = Pick<typeof import("../stub.js"), "read" | "forget">;

export interface LocalStorage extends Storage {
  stubs?: Stubs;
  /** Everything, and ids of the records among it. */
  read(): Read;
  /** Stores a record that may be stored elsewhere as well: false, and no complaint, where there is no room. */
  keep(record: JournalRecord): boolean;
}

/**
 * Storage where IndexedDB is refused: localStorage up to our share of it, one key a record so that tabs do not
 * overwrite each other, then memory, which lives as long as the page.
 */
export function createLocalStorage(page: string, complain: Complain): LocalStorage {
  let refused = false;
  /** In memory only. */
  const homeless = new Map<string, JournalRecord>();

  function refuse(error: unknown): void {
    if (!refused) complain("storage.localRefused", String(error));
    refused = true;
  }

  function entries(prefix: string): [name: string, text: string][] {
    try {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(prefix))
        .map((key) => [key.slice(prefix.length), localStorage.getItem(key) ?? ""]);
    } catch (error) {
      refuse(error);
      return [];
    }
  }

  function remove(key: string): void {
    try {
      localStorage.removeItem(key);
    } catch {
      // Not there, then.
    }
  }

  /** Undefined where it was stored, else the reason. */
  function put(key: string, text: string): string | undefined {
    try {
      const grown = key.length + text.length - (localStorage.getItem(key)?.length ?? -key.length);
      if (grown > 0 && grown > localRoom()) return "QuotaExceededError";
      localStorage.setItem(key, text);
      return undefined;
    } catch (error) {
      refuse(error);
      return (error as Error)?.name || "Error";
    }
  }

  function readAll(prefix: string): unknown[] {
    return entries(prefix).flatMap(([name, text]) => {
      try {
        const value = JSON.parse(text) as unknown;
        if (prefix === recordPrefix ? isRow(value) : isCall(value)) return [value];
      } catch {
        // No use to anybody, as are the other ones.
      }
      remove(prefix + name);
      complain("journal.recordBroken", name);
      return [];
    });
  }

  const storage: LocalStorage = {
    kind: "localStorage",
    read: () => ({
      texts: new Map(entries(textPrefix)),
      journal: [...readAll(recordPrefix), ...[...homeless.values()].map((record): Row => ({ ...record, owner: page }))],
      pending: [...readAll(leftBehindPrefix), ...(storage.stubs?.read() ?? [])],
    }),
    async take(who, use) {
      const found = sortRows(storage.read(), page, await who(), complain);
      // First, for `use` may release some of them.
      found.claimed.forEach(storage.keep);
      const done = use(found);
      storage.forget(done);
      found.spent.forEach(storage.remove);
    },
    keep: (record) => !put(recordPrefix + record.id, JSON.stringify({ ...record, owner: page } satisfies Row)),
    append(record) {
      if (storage.keep(record)) return;
      homeless.set(record.id, record);
      complain("storage.full", record.id);
    },
    release(ids) {
      for (const id of ids) {
        homeless.delete(id);
        remove(recordPrefix + id);
      }
    },
    // Where nothing at all can be kept, journal and snapshot share one fate, and holding records back would help nobody.
    persist(key, text, done) {
      const reason = put(textPrefix + keyOf(key, page), text);
      done(refused ? undefined : reason);
    },
    remove(key) {
      for (const [name] of entries(textPrefix)) if (isNamed(name, key)) remove(textPrefix + name);
    },
    forget(ids) {
      for (const id of ids) remove(leftBehindPrefix + id);
      storage.stubs?.forget(ids);
    },
    flush(leaving) {
      if (leaving && homeless.size) noteLost({ "storage.full": homeless.size });
    },
  };
  return storage;
}
