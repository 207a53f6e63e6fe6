/** What recommendations bring: their share of clicks and revenue, by strategy and place, and how much of the range they show. */
import { products } from "../../catalogue/index.js";
import type { Facts } from "./facts.js";
import { LINES } from "./kpis.js";
import { productName } from "./overview.js";
import { bucketOf, buckets, onto, type Range, WITHIN, within } from "./range.js";

/** A line of an order counts as recommended where its buyer clicked the product in a recommendation so long before. */
export const CREDIT_DAYS = 7;

const CLICKS = `SELECT visitor, item, happened, strategy, slot FROM console_facts
  WHERE name = 'Message Clicked' AND item IS NOT NULL AND strategy IS NOT NULL`;

const BOUGHT = `SELECT position, visitor, happened, line.product_id AS item,
    least(greatest(coalesce(line.price, 0) * coalesce(line.quantity, 1), 0), 1e13) AS revenue
  FROM (SELECT position, visitor, happened, ${LINES} AS line FROM console_facts WHERE ${WITHIN} AND name = 'Order Completed')`;

const CREDITED = `SELECT b.*, EXISTS (SELECT 1 FROM clicks c WHERE c.visitor = b.visitor AND c.item = b.item
    AND c.happened <= b.happened AND c.happened >= b.happened - INTERVAL ${CREDIT_DAYS} DAY) AS credited FROM bought b`;

export async function recommendations(facts: Facts, range: Range) {
  const places = await facts.ask(
    `SELECT coalesce(strategy, '?') AS strategy, coalesce(slot, template, '–') AS place, count_if(name = 'Message Shown')::DOUBLE AS shown,
      count_if(name = 'Message Clicked' AND item IS NOT NULL)::DOUBLE AS clicks,
      count(DISTINCT CASE WHEN name = 'Message Shown' THEN visitor END)::DOUBLE AS visitors,
      count(DISTINCT CASE WHEN name = 'Message Clicked' THEN item END)::DOUBLE AS items
      FROM console_facts WHERE ${WITHIN} AND strategy IS NOT NULL AND name IN ('Message Shown', 'Message Clicked')
      GROUP BY ALL ORDER BY shown DESC LIMIT 30`,
    within(range),
  );
  const [clicks = {}] = await facts.ask<Record<string, number>>(
    `SELECT coalesce(count_if(name = 'Message Clicked' AND strategy IS NOT NULL AND item IS NOT NULL), 0)::DOUBLE AS recommended,
      coalesce(count_if(name = 'Product Clicked'), 0)::DOUBLE AS others FROM console_facts WHERE ${WITHIN} AND name IN ('Message Clicked', 'Product Clicked')`,
    within(range),
  );
  const revenue = await facts.ask(
    `WITH clicks AS (${CLICKS}), bought AS (${BOUGHT}), credited AS (${CREDITED})
      SELECT ${bucketOf(range)} AS bucket, coalesce(sum(revenue), 0)::DOUBLE AS revenue,
        coalesce(sum(revenue) FILTER (credited), 0)::DOUBLE AS recommended,
        count(DISTINCT position)::DOUBLE AS orders, count(DISTINCT position) FILTER (credited)::DOUBLE AS assisted
      FROM credited GROUP BY 1`,
    within(range),
  );
  const items = await facts.ask(
    `WITH clicks AS (${CLICKS}), bought AS (${BOUGHT}), credited AS (${CREDITED}),
      sold AS (SELECT item, sum(revenue) AS revenue, count(*) AS sold FROM credited WHERE credited GROUP BY 1),
      clicked AS (SELECT item, count(*) AS clicks FROM clicks WHERE ${WITHIN} GROUP BY 1)
      SELECT item, clicks::DOUBLE AS clicks, coalesce(sold.sold, 0)::DOUBLE AS sold, coalesce(sold.revenue, 0)::DOUBLE AS revenue
      FROM clicked LEFT JOIN sold USING (item) ORDER BY clicks DESC, item LIMIT 1000`,
    within(range),
  );
  const positions = await facts.ask(
    `SELECT position_in_list::INT + 1 AS place, count(*)::DOUBLE AS clicks FROM console_facts
      WHERE ${WITHIN} AND name = 'Message Clicked' AND strategy IS NOT NULL AND position_in_list BETWEEN 0 AND 19 GROUP BY 1 ORDER BY 1`,
    within(range),
  );
  const names = buckets(range);
  const range190 = new Set(products.map(({ id }) => id));
  const known = items.filter(({ item }) => range190.has(String(item)));
  const sum = (key: string): number => revenue.reduce((total, row) => total + Number(row[key]), 0);
  return {
    creditDays: CREDIT_DAYS,
    places,
    clicks,
    revenue: { all: sum("revenue"), recommended: sum("recommended"), orders: sum("orders"), assisted: sum("assisted") },
    buckets: names,
    series: onto(names, revenue, ["revenue", "recommended"]),
    coverage: {
      clicked: known.length,
      catalogue: range190.size,
      topTenShare: topShare(
        known.map((row) => Number(row.clicks)),
        10,
      ),
    },
    items: items.slice(0, 10).map((row) => ({ ...row, name: productName(row.item) })),
    positions,
  };
}

/** Share of the clicks that the first `count` of them have. */
function topShare(clicks: number[], count: number): number {
  const all = clicks.reduce((sum, n) => sum + n, 0);
  return all > 0 ? clicks.slice(0, count).reduce((sum, n) => sum + n, 0) / all : 0;
}
