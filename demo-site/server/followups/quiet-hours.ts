/** Hours of the night in which nobody wants a message. */
import type { JsonObject } from "../batch.js";

export interface QuietHours {
  /** Minutes after midnight; `from` later than `to` spans midnight. */
  from: number;
  to: number;
  timeZone: string;
}

const DEFAULT_ZONE = "Asia/Ho_Chi_Minh";
const DAY_MINUTES = 1_440;

function minutes(value: unknown): number | undefined {
  const found = typeof value === "string" ? /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(value) : null;
  return found ? Number(found[1]) * 60 + Number(found[2]) : undefined;
}

function known(timeZone: unknown): timeZone is string {
  if (typeof timeZone !== "string") return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}

/** `{ "from": "21:00", "to": "08:00", "tz": "Asia/Ho_Chi_Minh" }`; undefined where it is none. */
export function readQuietHours({ from, to, tz }: JsonObject): QuietHours | undefined {
  const [start, end] = [minutes(from), minutes(to)];
  if (start === undefined || end === undefined || start === end) return undefined;
  return { from: start, to: end, timeZone: known(tz) ? tz : DEFAULT_ZONE };
}

function minuteOfDay(nowMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const [hour = 0, minute = 0] = parts.format(nowMs).split(":").map(Number);
  return hour * 60 + minute;
}

/** The first time from `nowMs` on that is not quiet. */
export function afterQuiet(nowMs: number, quiet: QuietHours | undefined): number {
  if (!quiet) return nowMs;
  let at = nowMs;
  // Twice where the clocks change in between.
  for (let round = 0; round < 3; round++) {
    const minute = minuteOfDay(at, quiet.timeZone);
    const inside =
      quiet.from < quiet.to ? minute >= quiet.from && minute < quiet.to : minute >= quiet.from || minute < quiet.to;
    if (!inside) return at;
    const wait = (quiet.to - minute + DAY_MINUTES) % DAY_MINUTES;
    at = Math.floor(at / 60_000) * 60_000 + wait * 60_000;
  }
  return at;
}
