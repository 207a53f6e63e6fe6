import type { LogEffect } from "./protocol.js";

/** Entries kept for `inspect()`. */
export const maxLogEntries = 200;
/** Entries of one task that listeners are told of: one that makes another with each would never end. */
export const maxToldEntries = 1_000;

export interface LogEntry extends LogEffect {
  /** Milliseconds since 1970 (UTC). */
  timeMs: number;
}

/** The last entries of core and host; printed only in debug mode. */
export interface Log {
  readonly entries: LogEntry[];
  debug: boolean;
  add(effect: LogEffect): void;
  /** An entry of the host's own; `found` is what was found. */
  say(level: LogEffect["level"], code: string, found?: string, pointer?: string): void;
}

/** A log that tells `heard` of each entry, but of those that come from `heard` itself. */
export function createLog(now: () => number, heard: (entry: LogEntry) => void): Log {
  let telling = false;
  let told = 0;

  function tell(entry: LogEntry): void {
    if (telling || told >= maxToldEntries) return;
    if (!told++) setTimeout(() => (told = 0));
    telling = true;
    heard(entry);
    telling = false;
  }

  const log: Log = {
    entries: [],
    debug: false,
    add(effect) {
      const entry = { ...effect, timeMs: now() };
      log.entries.push(entry);
      if (log.entries.length > maxLogEntries) log.entries.shift();
      if (log.debug) {
        const { level, code, pointer, expected, found } = effect;
        console[level]("waymark", code, pointer ?? "", expected ? `expected ${expected}, found` : "", found ?? "");
      }
      tell(entry);
    },
    say(level, code, found, pointer) {
      log.add({ type: "log", level, code, ...(found ? { found } : {}), ...(pointer ? { pointer } : {}) });
    },
  };
  return log;
}

/** One line about an error, whatever was thrown. */
export function errorText(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  } catch {
    return "unreadable";
  }
}
