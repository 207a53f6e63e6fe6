/** Which time a view is about, and how it is cut into buckets. */
import type { DuckDBValue } from "@duckdb/node-api";

const DAY_MS = 86_400_000;
/** Before any shop on the web: what "all" begins with. */
const EPOCH_MS = Date.UTC(2000, 0, 1);

export interface Range {
  fromMs: number;
  toMs: number;
  /** The same length before it. */
  beforeMs: number;
  bucket: "hour" | "day" | "week";
  /** Of the shop's zone from UTC, at the end of the range. */
  offsetMinutes: number;
}

/** Days a view can be about; 0 is everything. */
export const RANGES = [1, 7, 28, 90, 365, 0];

/** Minutes the zone is ahead of UTC at that moment; 0 for a zone nobody knows. */
export function zoneOffset(timeZone: string, atMs: number): number {
  try {
    const name = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" })
      .formatToParts(atMs)
      .find(({ type }) => type === "timeZoneName")?.value;
    const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? "") ?? [];
    return sign ? (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
  } catch {
    return 0;
  }
}

/** The last `days` days up to now, whole in the shop's zone but for today. `first`: time of the oldest event. */
export function rangeOf(days: number, nowMs: number, firstMs: number, timeZone: string): Range {
  const offsetMinutes = zoneOffset(timeZone, nowMs);
  const midnight = (ms: number): number =>
    Math.floor((ms + offsetMinutes * 60_000) / DAY_MS) * DAY_MS - offsetMinutes * 60_000;
  const fromMs = days === 0 ? Math.max(EPOCH_MS, midnight(firstMs)) : midnight(nowMs) - (days - 1) * DAY_MS;
  const length = (nowMs - fromMs) / DAY_MS;
  return {
    fromMs,
    toMs: nowMs,
    beforeMs: fromMs - (nowMs - fromMs),
    bucket: length <= 2 ? "hour" : length <= 100 ? "day" : "week",
    offsetMinutes,
  };
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** Condition on `console_facts`: parameters 1 and 2 of a statement are the range. */
export const WITHIN = "happened >= $1::TIMESTAMP AND happened < $2::TIMESTAMP";

export const within = ({ fromMs, toMs }: Range, ...more: DuckDBValue[]): DuckDBValue[] => [
  iso(fromMs),
  iso(toMs),
  ...more,
];

/** Begin of the bucket in the shop's zone, as text without a zone. Weeks begin on Monday. */
export const bucketOf = ({ bucket, offsetMinutes }: Range, column = "happened"): string =>
  `strftime(date_trunc('${bucket}', ${column} + INTERVAL ${Math.round(offsetMinutes)} MINUTE), '%Y-%m-%dT%H:%M')`;

/** Every bucket of the range, so that a day without events is a gap of nothing and not of time. */
export function buckets({ fromMs, toMs, bucket, offsetMinutes }: Range): string[] {
  const step = bucket === "hour" ? 3_600_000 : DAY_MS;
  const out: string[] = [];
  const local = (ms: number): Date => new Date(ms + offsetMinutes * 60_000);
  for (let ms = fromMs; ms < toMs; ms += step) {
    const date = local(ms);
    if (bucket === "week") date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
    const name = bucket === "hour" ? date.toISOString().slice(0, 13) : date.toISOString().slice(0, 10);
    const text = bucket === "hour" ? `${name}:00` : `${name}T00:00`;
    if (out.at(-1) !== text) out.push(text);
  }
  return out;
}

/** Rows with `bucket` laid onto all buckets of the range; what is missing is 0. */
export function onto<K extends string>(
  names: string[],
  rows: Record<string, unknown>[],
  keys: readonly K[],
): Record<K, number[]> {
  const byBucket = new Map(rows.map((row) => [String(row.bucket), row]));
  return Object.fromEntries(
    keys.map((key) => [key, names.map((name) => Number(byBucket.get(name)?.[key] ?? 0))]),
  ) as Record<K, number[]>;
}
