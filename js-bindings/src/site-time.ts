import type { PageFacts } from "./protocol.js";

/** The last zone asked for: making a formatter takes far longer than using it. */
let last: { timeZone: string; format: Intl.DateTimeFormat } | undefined;

function formatOf(timeZone: string): Intl.DateTimeFormat {
  if (last?.timeZone !== timeZone) {
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
    last = { timeZone, format };
  }
  return last.format;
}

/**
 * Minutes `timeZone` (IANA) is ahead of UTC at `timeMs`; 0 where the browser does not know the zone.
 * The core has no zone tables: the host asks Intl.
 */
export function offsetMinutes(timeZone: string, timeMs: number): number {
  try {
    const parts: Record<string, number> = {};
    for (const { type, value } of formatOf(timeZone).formatToParts(timeMs)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    const there = Date.UTC(year, month - 1, day, hour, minute, second);
    return Math.round((there - Math.floor(timeMs / 1000) * 1000) / 60_000);
  } catch {
    return 0;
  }
}

/** The visitor's own zone; undefined where the browser does not say. */
let visitorZone: string | undefined;

/** Zones besides the site's that schedules of the configuration name. */
const others = new Set<string>();

/** Finds those zones, of a configuration that nobody has checked yet. */
export function noteZones(config: unknown): void {
  const { rules } = (config ?? {}) as { rules?: unknown };
  for (const rule of Array.isArray(rules) ? rules : []) {
    const { tz } = ((rule as { schedule?: unknown } | null)?.schedule ?? {}) as { tz?: unknown };
    if (typeof tz === "string") others.add(tz);
  }
}

/** The page facts that only Intl knows: the visitor's zone, and offsets at `timeMs` of the site's and other zones. */
export function zoneFacts(
  siteTimeZone: string,
  timeMs: number,
): Pick<PageFacts, "timeZone" | "siteOffsetMinutes" | "zoneOffsets"> {
  const zoneOffsets = Object.fromEntries([...others].map((zone) => [zone, offsetMinutes(zone, timeMs)]));
  try {
    visitorZone ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  } catch {
    // A fact we can do without.
  }
  return {
    siteOffsetMinutes: offsetMinutes(siteTimeZone, timeMs),
    ...(others.size ? { zoneOffsets } : {}),
    ...(visitorZone ? { timeZone: visitorZone } : {}),
  };
}
