/** The shop at a glance: visitors, visits, orders, revenue, now and in the same time before. */
import { findProduct } from "../../catalogue/index.js";
import type { Facts } from "./facts.js";
import { bucketOf, buckets, onto, type Range, WITHIN, within } from "./range.js";

const TOTALS = `SELECT count(DISTINCT visitor)::DOUBLE AS visitors, count(DISTINCT session)::DOUBLE AS sessions,
  count(*)::DOUBLE AS events, count_if(name = 'Page Viewed')::DOUBLE AS pages,
  count(DISTINCT CASE WHEN name = 'Order Completed' THEN session END)::DOUBLE AS buying,
  count_if(name = 'Order Completed')::DOUBLE AS orders,
  coalesce(sum(CASE WHEN name = 'Order Completed' THEN revenue END), 0)::DOUBLE AS revenue,
  count_if(name = 'Message Shown')::DOUBLE AS messages, count_if(name = 'Message Clicked')::DOUBLE AS clicks
  FROM console_facts WHERE ${WITHIN}`;

export interface Totals {
  visitors: number;
  sessions: number;
  events: number;
  pages: number;
  buying: number;
  orders: number;
  revenue: number;
  messages: number;
  clicks: number;
}

const KEYS = ["visitors", "sessions", "orders", "revenue"] as const;

/** Name for people; an id nobody knows stays what it is. */
export const productName = (id: unknown): string => findProduct(String(id))?.name.en ?? String(id);

export async function overview(facts: Facts, range: Range) {
  const names = buckets(range);
  const now = await facts.ask<Totals & Record<string, unknown>>(TOTALS, within(range));
  const before = await facts.ask<Totals & Record<string, unknown>>(
    TOTALS,
    within({ ...range, fromMs: range.beforeMs, toMs: range.fromMs }),
  );
  const series = await facts.ask(
    `SELECT ${bucketOf(range)} AS bucket, count(DISTINCT visitor)::DOUBLE AS visitors, count(DISTINCT session)::DOUBLE AS sessions,
      count_if(name = 'Order Completed')::DOUBLE AS orders,
      coalesce(sum(CASE WHEN name = 'Order Completed' THEN revenue END), 0)::DOUBLE AS revenue
      FROM console_facts WHERE ${WITHIN} GROUP BY 1`,
    within(range),
  );
  const offset = Math.round(range.offsetMinutes);
  const hours = await facts.ask(
    `SELECT dayofweek(began)::INT AS day, hour(began)::INT AS hour, count(*)::DOUBLE AS sessions FROM (
      SELECT min(happened) + INTERVAL ${offset} MINUTE AS began FROM console_facts
      WHERE ${WITHIN} AND session IS NOT NULL GROUP BY session) GROUP BY ALL`,
    within(range),
  );
  const products = await facts.ask(
    `SELECT item, sum(views)::DOUBLE AS viewed, sum(adds)::DOUBLE AS added,
        count_if(views > 0)::DOUBLE AS viewers, count_if(views > 0 AND adds > 0)::DOUBLE AS takers
      FROM (SELECT item, visitor, count_if(name = 'Product Viewed') AS views, count_if(name = 'Product Added') AS adds
        FROM console_facts WHERE ${WITHIN} AND name IN ('Product Viewed', 'Product Added') AND item IS NOT NULL
        GROUP BY item, visitor)
      GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10`,
    within(range),
  );
  const pages = await facts.ask(
    `SELECT path, count(*)::DOUBLE AS views, count(DISTINCT visitor)::DOUBLE AS visitors FROM console_facts
      WHERE ${WITHIN} AND name = 'Page Viewed' AND path IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10`,
    within(range),
  );
  const events = await facts.ask(
    `SELECT coalesce(name, '?') AS name, count(*)::DOUBLE AS count, count(DISTINCT visitor)::DOUBLE AS visitors FROM console_facts
      WHERE ${WITHIN} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 12`,
    within(range),
  );
  return {
    totals: now[0],
    before: before[0],
    buckets: names,
    series: onto(names, series, KEYS),
    hours,
    products: products.map((row) => ({ ...row, name: productName(row.item) })),
    pages,
    events,
  };
}
