/** The journey map: stages, touchpoints, flows, drop-off, and the figures of each stage. */
import { sankeyChart } from "../charts.js";
import { type Child, el, vary } from "../dom.js";
import { compact, money, number, percent, span, useCurrency, words } from "../format.js";
import { bars, card, empty, facts, grid } from "../parts.js";
import type { Answer, View } from "../view.js";

interface Journey extends Answer {
  preset: string;
  stages: { stage: string; reached: number; here: number; medianMs: number | null; backwards: number }[];
  touchpoints: { touchpoint: string; visits: number[]; all: number }[];
  nodes: string[];
  links: { source: string; target: string; visitors: number }[];
  segments: { segment: string; visits: number; touchpoints: { touchpoint: string; visits: number }[] }[];
}
interface Kpis extends Answer {
  stagesOf: Record<string, string[]>;
  sums: Record<string, number>;
  abandoned: { carts?: number; checkouts?: number; items: { name: string; carts: number }[] };
  payments: { payment: string; orders: number; revenue: number }[];
  productTimeMs: number | null;
  buyers: Record<string, number | null>;
  feedback: Record<"nps" | "csat" | "ces", { n: number; score: number | null }>;
}

function steps({ stages }: Journey): HTMLElement {
  const all = stages[0]?.reached ?? 0;
  return el(
    "ol",
    { class: "steps" },
    ...stages.map(({ stage, reached, here, medianMs, backwards }, i) => {
      const before = i > 0 ? (stages[i - 1]?.reached ?? 0) : 0;
      return el(
        "li",
        { class: "step" },
        el("p", { class: "step-name" }, words(stage)),
        el("p", { class: "step-value" }, compact(reached), el("small", {}, ` ${percent(all > 0 ? reached / all : 0)}`)),
        vary(el("span", { class: "step-bar", "aria-hidden": "true" }), { "--share": all > 0 ? reached / all : 0 }),
        el(
          "p",
          { class: "step-note" },
          i > 0
            ? el(
                "span",
                { class: "drop" },
                `${percent(before > 0 ? reached / before : 0)} of the stage before; ${compact(before - reached)} stayed behind`,
              )
            : "everybody who was there",
        ),
        el(
          "p",
          { class: "step-note" },
          `${compact(here)} are here now`,
          medianMs !== null ? ` · left after ${span(medianMs)} (median)` : "",
          backwards > 0 ? ` · ${compact(backwards)} moves back` : "",
        ),
      );
    }),
  );
}

function map({ stages, touchpoints }: Journey): HTMLElement {
  const max = Math.max(1, ...touchpoints.flatMap(({ visits }) => visits));
  return el(
    "div",
    { class: "scroll", tabindex: 0, role: "group", "aria-label": "Visits by touchpoint and stage" },
    el(
      "table",
      { class: "heat map" },
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          el("th", { scope: "col" }, "Touchpoint"),
          ...stages.map(({ stage }) => el("th", { scope: "col" }, words(stage))),
          el("th", { scope: "col" }, "All"),
        ),
      ),
      el(
        "tbody",
        {},
        ...touchpoints.map(({ touchpoint, visits, all }) =>
          el(
            "tr",
            {},
            el("th", { scope: "row", dir: "auto" }, touchpoint.slice(0, 40)),
            // The root lets the small ones be told apart as well.
            ...visits.map((value) =>
              vary(el("td", { class: value / max > 0.3 ? "full" : "" }, value > 0 ? compact(value) : "·"), {
                "--heat": Math.sqrt(value / max),
              }),
            ),
            el("td", { class: "sum" }, compact(all)),
          ),
        ),
      ),
    ),
  );
}

function kpiCards({ sums: s, abandoned, payments, productTimeMs, buyers, feedback, stagesOf }: Kpis): HTMLElement {
  const ratio = (a: number | undefined, b: number | undefined): string => (b && b > 0 ? percent((a ?? 0) / b) : "–");
  const score = (kind: "nps" | "csat" | "ces"): Child => {
    const { n, score: value } = feedback[kind];
    if (value === null || n === 0) return "no answers";
    const shown =
      kind === "csat" ? `${Math.round(value)} %` : kind === "ces" ? value.toFixed(1) : String(Math.round(value));
    return el("span", {}, shown, el("small", {}, ` of ${compact(n)}`));
  };
  const group = (id: string, title: string, pairs: [string, Child][], ...more: Child[]): HTMLElement =>
    card(title, { note: `Stages: ${(stagesOf[id] ?? []).map(words).join(", ")}` }, facts(pairs), ...more);
  return el(
    "div",
    { class: "masonry" },
    group("awareness", "Awareness", [
      ["Visits", compact(s.visits)],
      ["Visitors", compact(s.visitors)],
      ["Visits from social channels", ratio(s.social, s.visits)],
      ["Shares", compact(s.shares)],
      ["Searches", compact(s.searches)],
      ["Became known (leads)", compact(s.leads)],
    ]),
    group("consideration", "Consideration", [
      ["Product clicks for each list seen", ratio(s.clicks, s.lists)],
      ["Product views", compact(s.views)],
      ["Time on a product page, median", span(productTimeMs)],
      ["Wish-list additions", compact(s.wishes)],
      ["Positive reviews (4 and 5)", `${compact(s.praises)} of ${compact(s.reviews)}`],
    ]),
    group(
      "purchase",
      "Purchase",
      [
        ["Carts left without an order", ratio(abandoned.carts, s.carts)],
        ["Checkouts completed", ratio(s.buying, s.checkouts)],
        ["Orders", compact(s.orders)],
        ["Order value", s.orders ? money((s.revenue ?? 0) / s.orders) : "–"],
      ],
      el("h3", {}, "Paid by"),
      payments.length > 0
        ? bars(payments.map(({ payment, orders }) => ({ name: payment, value: orders })))
        : el("p", { class: "soft" }, "No orders."),
      el("h3", {}, "What was left behind"),
      abandoned.items.length > 0
        ? bars(
            abandoned.items
              .slice(0, 5)
              .map(({ name, carts }) => ({ name, value: carts, text: `${number(carts)} carts`, tone: "warm" })),
          )
        : el("p", { class: "soft" }, "Nothing."),
    ),
    group("care", "Delivery and care", [
      ["NPS", score("nps")],
      ["CSAT (4 and 5)", score("csat")],
      ["CES, 1 to 7", score("ces")],
      ["Refunds", ratio(s.refunds, s.orders)],
      ["Cancellations", ratio(s.cancellations, s.orders)],
      ["Support requests", compact(s.support)],
    ]),
    group("loyalty", "Loyalty", [
      ["Buyers so far", compact(buyers.buyers)],
      ["Bought again", ratio(buyers.again ?? 0, buyers.buyers ?? 0)],
      ["Between two orders, median", span(buyers.gap)],
      ["Revenue a buyer so far (CLTV)", buyers.worth ? money(buyers.worth) : "–"],
      ["Visitors who shared or referred", compact(s.referrers)],
      ["Moves to a tier", compact(s.tiers)],
    ]),
  );
}

/** The layer before the stages. */
const TOUCHPOINTS = 0;

export const journeyView: View = {
  title: "Journey",
  async draw({ get }) {
    const [answer, kpis] = [await get<Journey>("journey"), await get<Kpis>("kpis")];
    useCurrency(answer.currency);
    const tookMs = Math.max(answer.tookMs, kpis.tookMs);
    if ((answer.stages[0]?.reached ?? 0) === 0)
      return {
        parts: [
          el(
            "div",
            { class: "card" },
            empty("Nobody on the way yet", "Visitors show here with their first event; stages with Stage Entered."),
          ),
        ],
        tookMs,
      };
    const layer = (node: string): [number, string] => [
      Number(node.split(":", 1)[0]),
      node.slice(node.indexOf(":") + 1),
    ];
    const nameOf = (node: string): string => (layer(node)[0] === TOUCHPOINTS ? layer(node)[1] : words(layer(node)[1]));
    const rankOf = (node: string): number | undefined => {
      const [depth, name] = layer(node);
      return depth === TOUCHPOINTS
        ? undefined
        : Math.max(
            0,
            answer.stages.findIndex(({ stage }) => stage === name),
          ) % 8;
    };
    return {
      currency: answer.currency,
      tookMs,
      parts: [
        card(
          "Stages",
          {
            wide: true,
            note: `Furthest stage of everybody who was there, by the ${answer.preset} journey`,
            help: "Who skips a stage counts as having come through it. Drop-off is what stays behind from one stage to the next.",
          },
          steps(answer),
        ),
        grid(
          card(
            "Journey map",
            {
              wide: true,
              note: "Visits by the touchpoint that brought them and the stage their visitor was in when they began",
            },
            map(answer),
          ),
          card(
            "Flows",
            {
              wide: true,
              note: "First touchpoint of this time, then each stage entered; where a band ends, people stayed",
            },
            // On a phone it is wider than the screen and can be pushed.
            el(
              "div",
              { class: "scroll", tabindex: 0, role: "group", "aria-label": "Flows, as a picture" },
              el(
                "div",
                { class: "roomy" },
                sankeyChart(
                  "Flows from touchpoints through the stages",
                  answer.nodes,
                  answer.links,
                  420,
                  nameOf,
                  rankOf,
                ),
              ),
            ),
          ),
          answer.segments.length > 0
            ? card(
                "What each segment comes by",
                { wide: true, note: "Share of its visits by touchpoint" },
                el(
                  "div",
                  { class: "columns" },
                  ...answer.segments.slice(0, 6).map(({ segment, visits, touchpoints }) =>
                    el(
                      "div",
                      {},
                      el("h3", { dir: "auto" }, `${words(segment.slice(0, 40))} · ${compact(visits)} visits`),
                      bars(
                        touchpoints.slice(0, 5).map(({ touchpoint, visits: n }) => ({
                          name: touchpoint,
                          value: n,
                          text: percent(n / visits, 0),
                        })),
                      ),
                    ),
                  ),
                ),
              )
            : null,
        ),
        el("h2", { class: "section" }, "Figures of each stage"),
        kpiCards(kpis),
      ],
    };
  },
};
