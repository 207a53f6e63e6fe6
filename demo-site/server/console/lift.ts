/**
 * What a rule moves: visitors who would have been spoken to, split at random, compared in whether they reached the
 * rule's goal afterwards. Holdouts compare `open` with `heldOut`; experiments each variant with the control.
 *
 * A visitor counts once per rule, from the first exposure, in the arm they were told then; one who was told two arms is
 * left out and counted. Who was exposed so lately that the window is not over yet counts with what has happened so far.
 */
import type { Facts } from "./facts.js";
import { type Range, WITHIN, within } from "./range.js";
import type { RuleFacts } from "./shop-config.js";
import { type Interval, newcombe, relativeLift, sampleRatio, welch, wilson, zOf } from "./statistics.js";

const LEVEL = 0.95;
/** Below these no interval is shown: it would be wide, and people read its middle all the same. */
export const MIN_VISITORS = 100;
export const MIN_CONVERSIONS = 10;
const SUSPECT = 0.001;

export const METHOD =
  "Wilson score intervals for rates (Wilson 1927); difference by Newcombe's method 10 (Statistics in Medicine, 1998); relative lift by Katz' log interval (Biometrics, 1978); revenue a visitor by Welch (1947). 95 %, shared by Bonferroni where a control has several variants; sample ratio by Pearson's chi-square, suspect below 0.001.";

interface Arm {
  variant: string;
  visitors: number;
  converted: number;
  revenue: number;
  squares: number;
  percent: number | null;
}

export interface ComparedArm {
  variant: string;
  control: boolean;
  visitors: number;
  converted: number;
  rate: number;
  rateInterval: Interval;
  revenuePerVisitor: number;
  /** Against the control; absent on the control itself and where there is not enough data. */
  difference?: Interval & { value: number };
  lift?: (Interval & { lift: number }) | undefined;
  revenueDifference?: Interval & { difference: number };
  verdict: "control" | "better" | "worse" | "unclear" | "notEnoughData";
}

export interface Comparison {
  experiment: string;
  kind: string;
  goal: string;
  goalDays: number;
  arms: ComparedArm[];
  /** Visitors told two arms, left out. */
  mixed: number;
  /** Chance of such a split if the draw is sound, and whether to distrust it. */
  sampleRatio: { p: number; suspect: boolean } | undefined;
}

/** Compares arms with the one named control, or held out, or else the first by name. */
export function compare(arms: Arm[], controls: string[]): ComparedArm[] {
  const isControl = (arm: Arm): boolean => arm.variant === "heldOut" || controls.includes(arm.variant);
  const control = arms.find(isControl) ?? arms.find(({ variant }) => variant === "control") ?? arms[0];
  const z = zOf(LEVEL, Math.max(1, arms.length - 1));
  const sample = ({ visitors, revenue, squares }: Arm) => ({ n: visitors, sum: revenue, squares });
  return arms.map((arm) => {
    const { variant, visitors, converted, revenue } = arm;
    const own = {
      variant,
      control: arm === control,
      visitors,
      converted,
      rate: visitors > 0 ? converted / visitors : 0,
      rateInterval: wilson(converted, visitors, z),
      revenuePerVisitor: visitors > 0 ? revenue / visitors : 0,
    };
    if (arm === control || !control) return { ...own, verdict: "control" as const };
    if (Math.min(visitors, control.visitors) < MIN_VISITORS || converted + control.converted < MIN_CONVERSIONS)
      return { ...own, verdict: "notEnoughData" as const };
    const interval = newcombe(converted, visitors, control.converted, control.visitors, z);
    return {
      ...own,
      difference: { ...interval, value: own.rate - control.converted / control.visitors },
      lift: relativeLift(converted, visitors, control.converted, control.visitors, z),
      revenueDifference: welch(sample(arm), sample(control), z),
      verdict: interval.low > 0 ? ("better" as const) : interval.high < 0 ? ("worse" as const) : ("unclear" as const),
    };
  });
}

const ARMS = `WITH goals AS (SELECT unnest(from_json($3, '[{"rule":"VARCHAR","goal":"VARCHAR","days":"DOUBLE"}]'), recursive := true)),
  exposed AS (SELECT rule, coalesce(experiment, '') AS experiment, coalesce(kind, 'experiment') AS kind, visitor,
      min_by(variant, position) AS variant, min(happened) AS since, any_value(percent) AS percent, count(DISTINCT variant) AS told
    FROM console_facts WHERE ${WITHIN} AND name = 'Experiment Viewed' AND rule IS NOT NULL AND variant IS NOT NULL
    GROUP BY ALL),
  wanted AS (SELECT exposed.*, coalesce(goals.goal, 'Order Completed') AS goal, coalesce(goals.days, 7) AS days
    FROM exposed LEFT JOIN goals USING (rule)),
  outcome AS (SELECT w.rule, w.experiment, w.kind, w.visitor,
      bool_or(f.name = w.goal) AS reached, sum(CASE WHEN f.name = 'Order Completed' THEN f.revenue END) AS revenue
    FROM wanted w JOIN console_facts f ON f.visitor = w.visitor
    WHERE (f.name = 'Order Completed' OR f.name IN (SELECT goal FROM goals)) AND f.happened >= w.since
      AND f.happened <= w.since + to_seconds(w.days * 86400)
    GROUP BY ALL)
  SELECT rule, experiment, kind, variant, count_if(told = 1)::DOUBLE AS visitors, count_if(told > 1)::DOUBLE AS mixed,
    count_if(told = 1 AND coalesce(reached, false))::DOUBLE AS converted,
    coalesce(sum(revenue) FILTER (told = 1), 0)::DOUBLE AS revenue,
    coalesce(sum(revenue * revenue) FILTER (told = 1), 0)::DOUBLE AS squares, any_value(percent)::DOUBLE AS percent
  FROM wanted LEFT JOIN outcome USING (rule, experiment, kind, visitor)
  GROUP BY ALL ORDER BY rule, kind DESC, experiment, variant LIMIT 500`;

/** All comparisons of the range by rule. */
export async function comparisons(facts: Facts, range: Range, rules: RuleFacts[]): Promise<Map<string, Comparison[]>> {
  const goals = rules.map(({ id, goal, goalDays }) => ({ rule: id, goal, days: goalDays }));
  const rows = await facts.ask(ARMS, within(range, JSON.stringify(goals)));
  const groups = new Map<string, Record<string, unknown>[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.rule, row.kind, row.experiment]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const found = new Map<string, Comparison[]>();
  for (const group of groups.values()) {
    const rule = String(group[0]?.rule);
    const known = rules.find(({ id }) => id === rule);
    const arms: Arm[] = group.map((row) => ({
      variant: String(row.variant),
      visitors: Number(row.visitors),
      converted: Number(row.converted),
      revenue: Number(row.revenue),
      squares: Number(row.squares),
      percent: row.percent === null ? null : Number(row.percent),
    }));
    const p = sampleRatio(
      arms.map(({ visitors }) => visitors),
      arms.map(({ percent }) => percent ?? 0),
    );
    found.set(rule, [
      ...(found.get(rule) ?? []),
      {
        experiment: String(group[0]?.experiment),
        kind: String(group[0]?.kind),
        goal: known?.goal ?? "Order Completed",
        goalDays: known?.goalDays ?? 7,
        arms: compare(arms, known?.controls ?? []),
        mixed: group.reduce((sum, row) => sum + Number(row.mixed), 0),
        sampleRatio: p === undefined ? undefined : { p, suspect: p < SUSPECT },
      },
    ]);
  }
  return found;
}
