/** What each rule reached, why it kept silent, and whether it moved anything. */
import type { ComparedArm as Arm, Comparison as Lift } from "../../server/console/lift.js";
import { type Child, el, svg } from "../dom.js";
import { compact, money, number, percent, points, signed, useCurrency, words } from "../format.js";
import { badge, bars, card, empty, facts, sparkline, table, tiles } from "../parts.js";
import type { Answer, View } from "../view.js";

interface Rule {
  rule: string;
  name: string;
  status: string;
  template: string | null;
  reach: number;
  shown: number;
  applied: number;
  clicks: number;
  clicked: number;
  dismissed: number;
  submitted: number;
  converted: number;
  value: number;
  suppressed: number;
  series: number[];
  reasons: { reason: string; count: number; visitors: number }[];
  variants: { variant: string; shown: number; clicks: number; dismissed: number; converted: number; value: number }[];
  lifts: Lift[];
}
interface Rules extends Answer {
  method: string;
  enough: { visitors: number; conversions: number };
  suppressedTold: boolean;
  rules: Rule[];
}

const VERDICTS: Record<Arm["verdict"], [text: string, tone: string]> = {
  control: ["control", ""],
  better: ["better", "good"],
  worse: ["worse", "bad"],
  unclear: ["no clear difference", ""],
  notEnoughData: ["not enough data", "warm"],
};
const armName = (variant: string): string => ({ heldOut: "Held out", open: "Open (sees it)" })[variant] ?? variant;
const strongest = (rule: Rule): Arm | undefined =>
  rule.lifts.flatMap(({ arms }) => arms).find(({ verdict }) => verdict !== "control");

/** The difference with its interval on a line; all arms share one scale, and the middle is no difference. */
function forest({ difference: d, verdict }: Arm, reach: number): Child {
  if (!d) return null;
  const [width, height] = [150, 18];
  const x = (value: number): string => (((value + reach) / (2 * reach)) * width).toFixed(1);
  return svg(
    "svg",
    {
      class: `forest ${VERDICTS[verdict][1]}`,
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      "aria-hidden": "true",
    },
    svg("line", { x1: width / 2, x2: width / 2, y1: 0, y2: height, class: "forest-zero" }),
    svg("line", { x1: x(d.low), x2: x(d.high), y1: height / 2, y2: height / 2, class: "forest-range" }),
    svg("circle", { cx: x(d.value), cy: height / 2, r: 4.5, class: "forest-point" }),
  );
}

function lift(one: Lift, enough: Rules["enough"]): HTMLElement {
  const { arms, goal, goalDays, experiment, kind, mixed, sampleRatio } = one;
  const days = goalDays === 1 ? "1 day" : `${Math.round(goalDays * 10) / 10} days`;
  const reach =
    Math.max(0.001, ...arms.flatMap(({ difference: d }) => (d ? [Math.abs(d.low), Math.abs(d.high)] : []))) * 1.1;
  return el(
    "div",
    { class: "lift" },
    el("h3", {}, `${kind === "holdout" ? "Holdout" : "Experiment"} ${experiment.slice(0, 60)}`),
    el("p", { class: "soft" }, `Visitors with “${goal}” within ${days} of their first exposure`),
    table(
      `Arms of ${experiment.slice(0, 60)}`,
      [
        { name: "Arm", cell: ({ variant }) => armName(variant.slice(0, 40)) },
        { name: "Visitors", right: true, cell: ({ visitors }) => number(visitors) },
        { name: "Converted", right: true, cell: ({ converted }) => number(converted) },
        {
          name: "Rate, 95 %",
          right: true,
          cell: ({ rate, rateInterval: r, visitors }) =>
            visitors > 0
              ? el("span", {}, percent(rate, 2), el("small", {}, ` ${percent(r.low)}–${percent(r.high)}`))
              : "–",
        },
        {
          name: "Difference, 95 %",
          right: true,
          cell: ({ difference: d }) =>
            d ? el("span", {}, points(d.value), el("small", {}, ` ${points(d.low)} to ${points(d.high)}`)) : "–",
        },
        { name: "− · 0 · +", cell: (arm) => forest(arm, reach) },
        {
          name: "Lift, 95 %",
          right: true,
          cell: ({ lift: l }) =>
            l ? el("span", {}, signed(l.lift), el("small", {}, ` ${signed(l.low)} to ${signed(l.high)}`)) : "–",
        },
        {
          name: "Revenue a visitor",
          right: true,
          cell: ({ revenuePerVisitor, revenueDifference: d }) =>
            el(
              "span",
              {},
              money(revenuePerVisitor),
              d ? el("small", {}, ` ${d.low > 0 || d.high < 0 ? "clearly " : "not clearly "}different`) : "",
            ),
        },
        { name: "Verdict", cell: ({ verdict }) => badge(...VERDICTS[verdict]) },
      ],
      arms,
    ),
    arms.some(({ verdict }) => verdict === "notEnoughData")
      ? el(
          "p",
          { class: "soft" },
          `Not enough data: an interval needs ${enough.visitors} visitors in each arm and ${enough.conversions} conversions in both together.`,
        )
      : null,
    sampleRatio?.suspect
      ? el(
          "p",
          { class: "problem" },
          `The arms are not split as they should be (chance ${sampleRatio.p < 1e-6 ? "below one in a million" : sampleRatio.p.toExponential(1)} if the draw were sound): do not trust this comparison before the cause is found.`,
        )
      : null,
    mixed > 0 ? el("p", { class: "soft" }, `${number(mixed)} visitors were told two arms and are left out.`) : null,
  );
}

function whole(rule: Rule, answer: Rules): HTMLElement {
  const outcome = rule.shown > 0;
  return el(
    "div",
    { class: "rule-whole" },
    facts([
      ["Reached visitors", number(rule.reach)],
      ["Shown", number(rule.shown)],
      ["Clicked", outcome ? `${number(rule.clicked)} · ${percent(rule.clicked / rule.shown)}` : "–"],
      ["Dismissed", outcome ? `${number(rule.dismissed)} · ${percent(rule.dismissed / rule.shown)}` : "–"],
      ["Answered", number(rule.submitted)],
      ["Goals credited", number(rule.converted)],
      ["Worth of these", rule.value > 0 ? money(rule.value) : "–"],
      ...(rule.applied > 0 ? ([["Done without showing", number(rule.applied)]] as [string, Child][]) : []),
    ]),
    el(
      "p",
      { class: "soft" },
      "Goals credited say what happened after the message, not because of it. That is the comparison below.",
    ),
    rule.variants.length > 0
      ? table(
          "Variants",
          [
            { name: "Variant", cell: ({ variant }) => variant },
            { name: "Shown", right: true, cell: ({ shown }) => number(shown) },
            {
              name: "Click rate",
              right: true,
              cell: ({ clicks, shown }) => (shown > 0 ? percent(clicks / shown) : "–"),
            },
            {
              name: "Dismissed",
              right: true,
              cell: ({ dismissed, shown }) => (shown > 0 ? percent(dismissed / shown) : "–"),
            },
            { name: "Goals", right: true, cell: ({ converted }) => number(converted) },
            { name: "Worth", right: true, cell: ({ value }) => (value > 0 ? money(value) : "–") },
          ],
          rule.variants.filter(({ shown }) => shown > 0),
        )
      : null,
    ...rule.lifts.map((one) => lift(one, answer.enough)),
    rule.lifts.length === 0
      ? el(
          "p",
          { class: "soft" },
          "No holdout and no experiment, so nothing to compare with: give the rule a holdout to learn what it moves.",
        )
      : null,
    el("h3", {}, "Why it kept silent"),
    rule.reasons.length > 0
      ? bars(
          rule.reasons.map(({ reason, count, visitors }) => ({
            name: words(reason),
            value: count,
            text: `${number(count)} · ${number(visitors)} visitors`,
            tone: "warm",
          })),
        )
      : el(
          "p",
          { class: "soft" },
          answer.suppressedTold ? "It never did." : "Not told: set limits.suppressed to true in the configuration.",
        ),
  );
}

function ruleRow(rule: Rule, answer: Rules): HTMLElement {
  const arm = strongest(rule);
  const effect =
    arm?.lift && arm.difference
      ? el(
          "span",
          { class: `delta ${VERDICTS[arm.verdict][1] || "none"}` },
          `${signed(arm.lift.lift)}`,
          el("small", {}, ` ${VERDICTS[arm.verdict][0]}`),
        )
      : arm
        ? el("span", { class: "delta none" }, VERDICTS[arm.verdict][0])
        : el("span", { class: "delta none" }, "no holdout");
  const row = el(
    "details",
    { class: "rule" },
    el(
      "summary",
      {},
      el(
        "span",
        { class: "rule-name" },
        el("b", { dir: "auto" }, rule.name.slice(0, 80)),
        el("small", {}, `${rule.rule.slice(0, 60)}${rule.template ? ` · ${words(rule.template)}` : ""}`),
      ),
      el(
        "span",
        { class: "rule-status" },
        badge(rule.status === "unknown" ? "not in the file" : rule.status, rule.status === "live" ? "good" : ""),
      ),
      el("span", { class: "rule-figure" }, el("small", {}, "Reach"), compact(rule.reach)),
      el(
        "span",
        { class: "rule-figure" },
        el("small", {}, "Click rate"),
        rule.shown > 0 ? percent(rule.clicked / rule.shown) : "–",
      ),
      el("span", { class: "rule-figure lifted" }, el("small", {}, "Lift"), effect),
      sparkline(rule.series),
    ),
  );
  row.addEventListener("toggle", () => {
    if (row.open && row.childElementCount === 1) row.append(whole(rule, answer));
  });
  return row;
}

export const rulesView: View = {
  title: "Messages and rules",
  async draw({ get, query }) {
    const answer = await get<Rules>("rules");
    useCurrency(answer.currency);
    const sum = (key: "shown" | "clicked" | "suppressed" | "converted"): number =>
      answer.rules.reduce((all, rule) => all + rule[key], 0);
    const rows = answer.rules.map((rule) => ruleRow(rule, answer));
    const wanted = answer.rules.findIndex(({ rule }) => rule === query.get("rule"));
    const open = rows[wanted] as HTMLDetailsElement | undefined;
    if (open) open.open = true;
    return {
      ...answer,
      parts: [
        tiles([
          { name: "Rules", value: number(answer.rules.length) },
          { name: "Messages shown", value: compact(sum("shown")) },
          { name: "Click rate", value: sum("shown") > 0 ? percent(sum("clicked") / sum("shown")) : "–" },
          { name: "Goals credited", value: compact(sum("converted")) },
          { name: "Kept silent", value: compact(sum("suppressed")) },
        ]),
        card(
          "Rules",
          {
            wide: true,
            note: "Open one for its variants, its reasons and its comparison with those who did not see it",
            help: `How lift is estimated: ${answer.method} Everybody counts once, in the arm of the first exposure; whose window is not over yet counts with what has happened so far. Figures move while an experiment runs: decide on a day chosen beforehand.`,
          },
          rows.length > 0 ? el("div", { class: "rules" }, ...rows) : empty("No rules", "Write one in the rule editor."),
        ),
      ],
    };
  },
};
