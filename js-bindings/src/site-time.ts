/**
 * Minutes `timeZone` (IANA) is ahead of UTC at `timeMs`; 0 where the browser does not know the zone.
 * The core has no zone tables: the host asks Intl.
 */
export function offsetMinutes(timeZone: string, timeMs: number): number {
  try {
    const parts: Record<string, number> = {};
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    for (const { type, value } of format.formatToParts(timeMs)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    const there = Date.UTC(year, month - 1, day, hour, minute, second);
    return Math.round((there - Math.floor(timeMs / 1000) * 1000) / 60_000);
  } catch {
    return 0;
  }
}
