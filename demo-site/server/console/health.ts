/** Whether the numbers can be believed: what was lost, how late it came, what broke in the pages. */
import type { Counts } from "../counters.js";
import type { Facts } from "./facts.js";
import { bucketOf, buckets, onto, type Range, WITHIN, within } from "./range.js";

export interface Machinery {
  counts: Counts;
  /** JSON of events that wait to be written. */
  waitingBytes: number;
  upSinceMs: number;
}

export async function health(facts: Facts, range: Range, machinery: Machinery) {
  const names = buckets(range);
  const [totals = {}] = await facts.ask<Record<string, number>>(
    `SELECT count(*)::DOUBLE AS events, coalesce(sum(CASE WHEN name = 'Waymark Loss' THEN greatest(count, 0) END), 0)::DOUBLE AS lost,
      count(DISTINCT CASE WHEN name = 'Waymark Loss' THEN visitor END)::DOUBLE AS losers,
      quantile_cont(delay_ms, 0.5)::DOUBLE AS p50, quantile_cont(delay_ms, 0.95)::DOUBLE AS p95, quantile_cont(delay_ms, 0.99)::DOUBLE AS p99,
      count_if(delay_ms > 60000)::DOUBLE AS late, count_if(delay_ms < -300000)::DOUBLE AS ahead
      FROM console_facts WHERE ${WITHIN}`,
    within(range),
  );
  const series = await facts.ask(
    `SELECT ${bucketOf(range)} AS bucket, count(*)::DOUBLE AS events,
      coalesce(sum(CASE WHEN name = 'Waymark Loss' THEN greatest(count, 0) END), 0)::DOUBLE AS lost,
      quantile_cont(delay_ms, 0.95)::DOUBLE AS p95 FROM console_facts WHERE ${WITHIN} GROUP BY 1`,
    within(range),
  );
  const losses = await facts.ask(
    `SELECT detail FROM console_facts WHERE ${WITHIN} AND name = 'Waymark Loss' ORDER BY position DESC LIMIT 5000`,
    within(range),
  );
  const errors = await facts.ask(
    `SELECT left(json_extract_string(detail, '$.message'), 160) AS message, left(json_extract_string(detail, '$.source'), 120) AS source,
      count(*)::DOUBLE AS count, count(DISTINCT visitor)::DOUBLE AS visitors FROM console_facts
      WHERE ${WITHIN} AND name = 'JavaScript Error' GROUP BY ALL ORDER BY count DESC LIMIT 8`,
    within(range),
  );
  const vital = (key: string): string =>
    `quantile_cont(CASE WHEN TRY_CAST(json_extract_string(detail, '$.${key}') AS DOUBLE) BETWEEN 0 AND 600000 THEN TRY_CAST(json_extract_string(detail, '$.${key}') AS DOUBLE) END, 0.75)::DOUBLE AS ${key}`;
  const [vitals = {}] = await facts.ask<Record<string, number>>(
    `SELECT ${["lcp", "inp", "cls", "ttfb"].map(vital)}, count(*)::DOUBLE AS n FROM console_facts WHERE ${WITHIN} AND name = 'Web Vitals'`,
    within(range),
  );
  const followups = await facts.ask(
    `SELECT state, count(*)::DOUBLE AS count FROM (SELECT followup_id, arg_max(state, position) AS state FROM followup_log GROUP BY 1) GROUP BY 1 ORDER BY 2 DESC`,
  );
  return {
    totals,
    buckets: names,
    series: onto(names, series, ["events", "lost", "p95"]),
    reasons: lossReasons(losses),
    errors,
    vitals,
    followups,
    collector: machinery,
  };
}

function lossReasons(rows: Record<string, unknown>[]): { reason: string; count: number }[] {
  const sums = new Map<string, number>();
  for (const { detail } of rows) {
    const reasons = (JSON.parse(String(detail)) as { reasons?: unknown } | null)?.reasons;
    if (typeof reasons !== "object" || reasons === null) continue;
    for (const [reason, count] of Object.entries(reasons))
      if (typeof count === "number" && count > 0 && count < 1e9)
        sums.set(reason.slice(0, 60), (sums.get(reason.slice(0, 60)) ?? 0) + count);
  }
  return [...sums]
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count)
    .slice(0, 12);
}
