import type { LogEffect } from "./protocol.js";

/** Entries kept for `inspect()`. */
export const maxLogEntries = 200;

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

/** A log that tells `heard` of each entry. */
export function createLog(now: () => number, heard: (entry: LogEntry) => void): Log {
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
      heard(entry);
    },
    say(level, code, found, pointer) {
      log.add({ type: "log", level, code, ...(found ? { found } : {}), ...(pointer ? { pointer } : {}) });
    },
  };
  return log;
}

/** One line about an error, whatever was thrown. */
export function errorText(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
