import type { JournalRecord } from "../protocol.js";
import { type Call, leftBehindPrefix } from "../recorder.js";
import { byAge, type Complain, type Storage } from "./storage.js";

/** Characters kept in localStorage in all: what the site's own code keeps there needs the rest of the 5 MB. */
export const maxLocalCharacters = 65_536;

const recordPrefix = "waymark.journal.";
const textPrefix = "waymark.kv.";

/**
 * Storage where IndexedDB is refused: localStorage up to 64 KB, one key a record so that tabs do not overwrite
 * each other, then memory, which lives as long as the page.
 */
export function createLocalStorage(complain: Complain): Storage {
  let used = 0;
  let refused = false;

  function refuse(error: unknown): void {
    if (!refused) complain("storage.localRefused", String(error));
    refused = true;
  }

  function keys(prefix: string): string[] {
    try {
      return Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i) ?? "").filter((key) =>
        key.startsWith(prefix),
      );
    } catch (error) {
      refuse(error);
      return [];
    }
  }

  function read(key: string): string {
    try {
      return localStorage.getItem(key) ?? "";
    } catch {
      return "";
    }
  }

  function remove(key: string): void {
    try {
      used -= read(key).length;
      localStorage.removeItem(key);
    } catch {
      // Not there, then.
    }
  }

  /** Undefined where it was stored, else the reason. */
  function put(key: string, text: string): string | undefined {
    try {
      const grown = used + text.length - read(key).length;
      if (grown > maxLocalCharacters) return "QuotaExceededError";
      localStorage.setItem(key, text);
      used = grown;
      return undefined;
    } catch (error) {
      refuse(error);
      return (error as Error)?.name || "Error";
    }
  }

  function readAll<T>(prefix: string): T[] {
    const values: T[] = [];
    for (const key of keys(prefix)) {
      try {
        values.push(JSON.parse(read(key)) as T);
      } catch {
        remove(key);
      }
    }
    return values;
  }

  return {
    kind: "localStorage",
    boot(use) {
      const names = keys("waymark.");
      used = names.reduce((sum, key) => sum + read(key).length, 0);
      const done = use({
        texts: new Map(
          names.filter((key) => key.startsWith(textPrefix)).map((key) => [key.slice(textPrefix.length), read(key)]),
        ),
        journal: readAll<JournalRecord>(recordPrefix).sort(byAge),
        pending: readAll<Call>(leftBehindPrefix),
      });
      this.forget(done);
      return Promise.resolve();
    },
    append(record) {
      if (put(recordPrefix + record.id, JSON.stringify(record))) complain("storage.full", "QuotaExceededError");
    },
    release(ids) {
      for (const id of ids) remove(recordPrefix + id);
    },
    // Where nothing at all can be kept, journal and snapshot share one fate, and holding records back would help nobody.
    persist: (key, text, done) => {
      const reason = put(textPrefix + key, text);
      done(refused ? undefined : reason);
    },
    remove: (key) => remove(textPrefix + key),
    forget(ids) {
      for (const id of ids) remove(leftBehindPrefix + id);
    },
  };
}
