/** Which channel brings visits, attention and revenue. */
import type { Facts } from "./facts.js";
import { bucketOf, buckets, type Range, WITHIN, within } from "./range.js";

const MAX_CHANNELS = 24;
const MAX_CAMPAIGNS = 20;
const MAX_SERIES = 7;

const VISITS = `SELECT session, any_value(visitor) AS visitor, min(happened) AS happened,
    coalesce(any_value(channel), 'Unassigned') AS channel, any_value(source) AS source, any_value(campaign) AS campaign,
    count_if(name = 'Page Viewed') AS pages, coalesce(sum(active_ms), 0) AS active_ms,
    count_if(name = 'Order Completed') AS orders, coalesce(sum(CASE WHEN name = 'Order Completed' THEN revenue END), 0) AS revenue
  FROM console_facts WHERE ${WITHIN} AND session IS NOT NULL GROUP BY session`;

/** Engaged as GA4 counts it: ten seconds, two pages, or an order. */
const FIGURES = `count(*)::DOUBLE AS visits, count(DISTINCT visitor)::DOUBLE AS visitors,
  count_if(pages >= 2 OR active_ms >= 10000 OR orders > 0)::DOUBLE AS engaged, avg(pages)::DOUBLE AS pages,
  sum(orders)::DOUBLE AS orders, count_if(orders > 0)::DOUBLE AS buying, sum(revenue)::DOUBLE AS revenue`;

export async function channels(facts: Facts, range: Range) {
  const rows = await facts.ask(
    `SELECT channel, ${FIGURES} FROM (${VISITS}) GROUP BY 1 ORDER BY revenue DESC, visits DESC LIMIT ${MAX_CHANNELS}`,
    within(range),
  );
  // What the channel of the visitor's first known visit has earned: it brought them, whatever brought them back.
  const first = await facts.ask(
    `WITH firsts AS (SELECT visitor, min_by(channel, position) AS channel FROM console_facts
        WHERE channel IS NOT NULL AND happened < $2::TIMESTAMP GROUP BY 1)
      SELECT coalesce(firsts.channel, 'Unassigned') AS channel, sum(f.revenue)::DOUBLE AS revenue
      FROM console_facts f LEFT JOIN firsts USING (visitor)
      WHERE ${WITHIN} AND f.name = 'Order Completed' GROUP BY 1`,
    within(range),
  );
  const fresh = await facts.ask(
    `WITH firsts AS (SELECT visitor, min(happened) AS began, min_by(channel, position) AS channel FROM console_facts
        WHERE happened < $2::TIMESTAMP GROUP BY 1)
      SELECT coalesce(channel, 'Unassigned') AS channel, count(*)::DOUBLE AS visitors FROM firsts WHERE began >= $1::TIMESTAMP GROUP BY 1`,
    within(range),
  );
  const campaigns = await facts.ask(
    `SELECT campaign, any_value(source) AS source, any_value(channel) AS channel, ${FIGURES} FROM (${VISITS})
      WHERE campaign IS NOT NULL GROUP BY 1 ORDER BY visits DESC LIMIT ${MAX_CAMPAIGNS}`,
    within(range),
  );
  const series = await facts.ask(
    `SELECT ${bucketOf(range)} AS bucket, channel, count(*)::DOUBLE AS visits FROM (${VISITS}) GROUP BY ALL`,
    within(range),
  );
  const names = buckets(range);
  const of = (list: Record<string, unknown>[], channel: unknown, key: string): number =>
    Number(list.find((row) => row.channel === channel)?.[key] ?? 0);
  const shown = [...rows]
    .sort((a, b) => Number(b.visits) - Number(a.visits))
    .slice(0, MAX_SERIES)
    .map(({ channel }) => String(channel));
  const at = new Map(series.map((row) => [`${String(row.bucket)} ${String(row.channel)}`, Number(row.visits)]));
  return {
    channels: rows.map((row) => ({
      ...row,
      firstTouchRevenue: of(first, row.channel, "revenue"),
      newVisitors: of(fresh, row.channel, "visitors"),
    })),
    campaigns,
    buckets: names,
    series: shown.map((channel) => ({ channel, visits: names.map((name) => at.get(`${name} ${channel}`) ?? 0) })),
  };
}
