/** How many come from one step to the next, in this order, each within the window after the first. */
import type { Facts } from "./facts.js";
import { type Range, WITHIN, within } from "./range.js";

export const MAX_STEPS = 8;
export const DEFAULT_STEPS = ["Product Viewed", "Product Added", "Checkout Started", "Order Completed"];

/** `steps` go in as parameters: an event's name is what a visitor's page has sent. */
export async function funnel(facts: Facts, range: Range, steps: string[], windowDays: number) {
  const name = (i: number): string => `$${i + 4}`;
  const firsts = `s0 AS (SELECT visitor, min(happened) AS t0, min_by(coalesce(channel, 'Unassigned'), happened) AS channel
    FROM console_facts WHERE ${WITHIN} AND name = ${name(0)} GROUP BY 1)`;
  // Later steps may fall after the range: whoever started in it has the whole window.
  const later = steps.slice(1).map((_, i) => {
    const [before, now] = [i, i + 1];
    return `s${now} AS (SELECT b.visitor, any_value(b.t0) AS t0, min(f.happened) AS t${now} FROM s${before} b
      JOIN console_facts f ON f.visitor = b.visitor WHERE f.name = ${name(now)} AND f.happened >= b.t${before}
      AND f.happened > b.t0 AND f.happened <= b.t0 + to_days($3::INT) GROUP BY 1)`;
  });
  const joins = steps.slice(1).map((_, i) => `LEFT JOIN s${i + 1} ON s${i + 1}.visitor = s0.visitor`);
  const rows = await facts.ask(
    `WITH ${[firsts, ...later].join(", ")}
      SELECT channel, grouping(channel)::INT AS whole,
        ${steps.map((_, i) => `count(s${i}.visitor)::DOUBLE AS n${i}`)}
        ${steps
          .slice(1)
          .map((_, i) => `, median(epoch_ms(s${i + 1}.t${i + 1}) - epoch_ms(s${i}.t${i}))::DOUBLE AS ms${i + 1}`)
          .join("")}
      FROM s0 ${joins.join(" ")} GROUP BY GROUPING SETS ((), (channel)) ORDER BY whole DESC, n0 DESC LIMIT 13`,
    within(range, windowDays, ...steps),
  );
  const counts = (row: Record<string, unknown> | undefined): number[] =>
    steps.map((_, i) => Number(row?.[`n${i}`] ?? 0));
  const [all, ...channels] = rows;
  return {
    windowDays,
    steps: steps.map((step, i) => ({
      name: step,
      visitors: counts(all)[i] ?? 0,
      medianMs: i > 0 && all?.[`ms${i}`] != null ? Number(all[`ms${i}`]) : null,
    })),
    channels: channels.map((row) => ({ channel: String(row.channel), visitors: counts(row) })),
  };
}
