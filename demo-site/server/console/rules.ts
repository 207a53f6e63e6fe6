/** What each rule did: whom it reached, what came of it, why it kept silent, and whether it moved anything. */
import type { Facts } from "./facts.js";
import { comparisons, METHOD, MIN_CONVERSIONS, MIN_VISITORS } from "./lift.js";
import { bucketOf, buckets, type Range, WITHIN, within } from "./range.js";
import type { ShopConfig } from "./shop-config.js";

/** Anybody can send events of rules that never were. */
const MAX_RULES = 60;

export async function rules(facts: Facts, range: Range, config: ShopConfig) {
  const rows = await facts.ask(
    `SELECT rule, count_if(name = 'Message Shown')::DOUBLE AS shown,
      count(DISTINCT CASE WHEN name IN ('Message Shown', 'Rule Applied') THEN visitor END)::DOUBLE AS reach,
      count_if(name = 'Rule Applied')::DOUBLE AS applied, count_if(name = 'Message Clicked')::DOUBLE AS clicks,
      count(DISTINCT CASE WHEN name = 'Message Clicked' THEN decision END)::DOUBLE AS clicked,
      count_if(name = 'Message Dismissed')::DOUBLE AS dismissed, count_if(name = 'Message Submitted')::DOUBLE AS submitted,
      count_if(name = 'Message Converted')::DOUBLE AS converted,
      coalesce(sum(CASE WHEN name = 'Message Converted' THEN value END), 0)::DOUBLE AS value,
      count_if(name = 'Message Suppressed')::DOUBLE AS suppressed, any_value(template) AS template
      FROM console_facts WHERE ${WITHIN} AND rule IS NOT NULL AND (name LIKE 'Message %' OR name = 'Rule Applied')
      GROUP BY 1 ORDER BY shown + applied DESC, suppressed DESC, rule LIMIT ${MAX_RULES}`,
    within(range),
  );
  const reasons = await facts.ask(
    `SELECT rule, coalesce(reason, '?') AS reason, count(*)::DOUBLE AS count, count(DISTINCT visitor)::DOUBLE AS visitors
      FROM console_facts WHERE ${WITHIN} AND name = 'Message Suppressed' AND rule IS NOT NULL GROUP BY ALL ORDER BY count DESC LIMIT 500`,
    within(range),
  );
  const variants = await facts.ask(
    `SELECT rule, variant, count_if(name = 'Message Shown')::DOUBLE AS shown, count_if(name = 'Message Clicked')::DOUBLE AS clicks,
      count_if(name = 'Message Dismissed')::DOUBLE AS dismissed, count_if(name = 'Message Converted')::DOUBLE AS converted,
      coalesce(sum(CASE WHEN name = 'Message Converted' THEN value END), 0)::DOUBLE AS value
      FROM console_facts WHERE ${WITHIN} AND rule IS NOT NULL AND variant IS NOT NULL AND name LIKE 'Message %'
      GROUP BY ALL ORDER BY rule, variant LIMIT 300`,
    within(range),
  );
  const series = await facts.ask(
    `SELECT rule, ${bucketOf(range)} AS bucket, count(*)::DOUBLE AS shown FROM console_facts
      WHERE ${WITHIN} AND name = 'Message Shown' AND rule IS NOT NULL GROUP BY ALL`,
    within(range),
  );
  const lifts = await comparisons(facts, range, config.rules);
  const names = buckets(range);
  const shownAt = new Map(series.map((row) => [JSON.stringify([row.rule, row.bucket]), Number(row.shown)]));
  const silent = config.rules.filter(({ id }) => !rows.some((row) => row.rule === id)).map(({ id }) => ({ rule: id }));
  return {
    method: METHOD,
    enough: { visitors: MIN_VISITORS, conversions: MIN_CONVERSIONS },
    suppressedTold: config.suppressed,
    buckets: names,
    rules: [...rows, ...silent].map((row) => {
      const known = config.rules.find(({ id }) => id === row.rule);
      return {
        ...ZERO,
        ...row,
        name: known?.name || String(row.rule),
        status: known?.status ?? "unknown",
        template: ("template" in row && row.template) || known?.templates[0] || null,
        goal: known?.goal ?? null,
        series: names.map((name) => shownAt.get(JSON.stringify([row.rule, name])) ?? 0),
        reasons: reasons.filter(({ rule }) => rule === row.rule).slice(0, 20),
        variants: variants.filter(({ rule }) => rule === row.rule).slice(0, 20),
        lifts: lifts.get(String(row.rule)) ?? [],
      };
    }),
  };
}

const ZERO = {
  shown: 0,
  reach: 0,
  applied: 0,
  clicks: 0,
  clicked: 0,
  dismissed: 0,
  submitted: 0,
  converted: 0,
  value: 0,
  suppressed: 0,
};
