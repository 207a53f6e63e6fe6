/** The figures of each stage, from events alone. Definitions are in docs/console.md. */
import type { Facts } from "./facts.js";
import { productName } from "./overview.js";
import { type Range, WITHIN, within } from "./range.js";

/** Lines of orders and carts: a list of objects in the event, or nothing where it is no such list. */
export const LINES = `unnest(from_json(json_extract(detail, '$.products'), '[{"product_id":"VARCHAR","price":"DOUBLE","quantity":"DOUBLE"}]'))`;

const SUMS = `SELECT
  count(DISTINCT session)::DOUBLE AS visits,
  count(DISTINCT visitor)::DOUBLE AS visitors,
  count(DISTINCT CASE WHEN channel IN ('Organic Social', 'Paid Social') THEN session END)::DOUBLE AS social,
  count_if(name IN ('Product Shared', 'Cart Shared'))::DOUBLE AS shares,
  count_if(name = 'Products Searched')::DOUBLE AS searches,
  count_if(name IN ('Product List Viewed', 'Product List Filtered'))::DOUBLE AS lists,
  count_if(name = 'Product Clicked')::DOUBLE AS clicks,
  count_if(name = 'Product Viewed')::DOUBLE AS views,
  count_if(name = 'Product Added to Wishlist')::DOUBLE AS wishes,
  count_if(name = 'Product Reviewed')::DOUBLE AS reviews,
  count_if(name = 'Product Reviewed' AND rating >= 4)::DOUBLE AS praises,
  count(DISTINCT CASE WHEN name IN ('Signed Up', 'identify') THEN visitor END)::DOUBLE AS leads,
  count(DISTINCT CASE WHEN name = 'Product Added' THEN session END)::DOUBLE AS carts,
  count(DISTINCT CASE WHEN name = 'Checkout Started' THEN session END)::DOUBLE AS checkouts,
  count(DISTINCT CASE WHEN name = 'Order Completed' THEN session END)::DOUBLE AS buying,
  count_if(name = 'Order Completed')::DOUBLE AS orders,
  coalesce(sum(CASE WHEN name = 'Order Completed' THEN revenue END), 0)::DOUBLE AS revenue,
  count_if(name = 'Order Refunded')::DOUBLE AS refunds,
  count_if(name = 'Order Cancelled')::DOUBLE AS cancellations,
  count_if(name = 'Support Requested' OR touch = 'call')::DOUBLE AS support,
  count_if(name = 'Tier Reached')::DOUBLE AS tiers,
  count(DISTINCT CASE WHEN name IN ('Product Shared', 'Cart Shared', 'Referral Sent') THEN visitor END)::DOUBLE AS referrers
  FROM console_facts WHERE ${WITHIN}`;

export async function kpis(facts: Facts, range: Range) {
  const [sums = {}] = await facts.ask<Record<string, number>>(SUMS, within(range));
  // A cart counts as abandoned where nothing was bought in that visit.
  const [abandoned = {}] = await facts.ask<Record<string, number>>(
    `SELECT count_if(added AND NOT bought)::DOUBLE AS carts, count_if(started AND NOT bought)::DOUBLE AS checkouts FROM (
      SELECT session, bool_or(name = 'Product Added') AS added, bool_or(name = 'Checkout Started') AS started,
        bool_or(name = 'Order Completed') AS bought FROM console_facts
      WHERE ${WITHIN} AND session IS NOT NULL AND name IN ('Product Added', 'Checkout Started', 'Order Completed') GROUP BY 1)`,
    within(range),
  );
  const left = await facts.ask(
    `WITH visits AS (SELECT session, bool_or(name = 'Order Completed') AS bought FROM console_facts
        WHERE ${WITHIN} AND session IS NOT NULL AND name IN ('Product Added', 'Order Completed') GROUP BY 1)
      SELECT item, count(DISTINCT session)::DOUBLE AS carts, sum(value)::DOUBLE AS value FROM console_facts JOIN visits USING (session)
      WHERE ${WITHIN} AND name = 'Product Added' AND NOT bought AND item IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 8`,
    within(range),
  );
  const payments = await facts.ask(
    `SELECT coalesce(payment, 'not told') AS payment, count(*)::DOUBLE AS orders, coalesce(sum(revenue), 0)::DOUBLE AS revenue
      FROM console_facts WHERE ${WITHIN} AND name = 'Order Completed' GROUP BY 1 ORDER BY 2 DESC LIMIT 8`,
    within(range),
  );
  const [time = {}] = await facts.ask<Record<string, number>>(
    `SELECT median(ms)::DOUBLE AS product FROM (SELECT sum(active_ms) AS ms FROM console_facts
      WHERE ${WITHIN} AND name = 'Page Engaged' AND path LIKE '/p/%' GROUP BY session, path)`,
    within(range),
  );
  // Of everybody who has ever bought, up to the end of the range.
  const [buyers = {}] = await facts.ask<Record<string, number>>(
    `WITH orders AS (SELECT visitor, happened, revenue, lag(happened) OVER (PARTITION BY visitor ORDER BY happened) AS before
        FROM console_facts WHERE name = 'Order Completed' AND happened < $2::TIMESTAMP),
      people AS (SELECT visitor, count(*) AS orders, sum(revenue) AS revenue, max(happened) AS last FROM orders GROUP BY 1)
      SELECT (SELECT count(*) FROM people)::DOUBLE AS buyers, (SELECT count_if(orders > 1) FROM people)::DOUBLE AS again,
        (SELECT avg(revenue) FROM people)::DOUBLE AS worth,
        (SELECT median(epoch_ms(happened) - epoch_ms(before)) FROM orders WHERE before IS NOT NULL AND happened >= $1::TIMESTAMP)::DOUBLE AS gap`,
    within(range),
  );
  return {
    sums,
    abandoned: { ...abandoned, items: left.map((row) => ({ ...row, name: productName(row.item) })) },
    payments,
    productTimeMs: time.product ?? null,
    buyers,
  };
}
