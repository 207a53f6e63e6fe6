/** The shop at a glance. */
import type { Totals } from "../../server/console/overview.js";
import { timeChart } from "../charts.js";
import { el, vary } from "../dom.js";
import { compact, money, number, percent, shortMoney, useCurrency } from "../format.js";
import { bars, card, delta, empty, grid, table, tiles } from "../parts.js";
import type { Answer, View } from "../view.js";

interface Overview extends Answer {
  totals: Totals;
  before: Totals;
  buckets: string[];
  series: Record<"visitors" | "sessions" | "orders" | "revenue", number[]>;
  hours: { day: number; hour: number; sessions: number }[];
  products: { name: string; item: string; viewed: number; added: number; viewers: number; takers: number }[];
  pages: { path: string; views: number; visitors: number }[];
  events: { name: string; count: number; visitors: number }[];
}

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** Visits by weekday and hour of the shop's zone; darker is more. */
function week(hours: Overview["hours"]): HTMLElement {
  const at = new Map(hours.map(({ day, hour, sessions }) => [day * 24 + hour, sessions]));
  const max = Math.max(1, ...at.values());
  const row = (day: number) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, DAYS[day] ?? ""),
      ...Array.from({ length: 24 }, (_, hour) => {
        const visits = at.get(day * 24 + hour) ?? 0;
        return vary(
          el(
            "td",
            { title: `${DAYS[day]} ${hour}:00 – ${number(visits)} visits` },
            el("span", { class: "hidden" }, number(visits)),
          ),
          { "--heat": visits / max },
        );
      }),
    );
  return el(
    "div",
    { class: "scroll", tabindex: 0, role: "group", "aria-label": "Visits by weekday and hour" },
    el(
      "table",
      { class: "heat hours" },
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          el("td", {}),
          ...Array.from({ length: 24 }, (_, hour) =>
            el("th", { scope: "col" }, hour % 3 === 0 ? String(hour) : el("span", { class: "hidden" }, String(hour))),
          ),
        ),
      ),
      el("tbody", {}, ...[1, 2, 3, 4, 5, 6, 0].map(row)),
    ),
  );
}

export const overviewView: View = {
  title: "Overview",
  async draw({ get }) {
    const answer = await get<Overview>("overview");
    const { totals, before, series, buckets } = answer;
    useCurrency(answer.currency);
    if (totals.events === 0)
      return {
        parts: [
          el(
            "div",
            { class: "card" },
            empty("Nothing has happened yet", "As soon as somebody opens the shop, it shows here."),
            el(
              "p",
              { class: "middle" },
              el("a", { class: "button", href: "/" }, "Open the shop"),
              " or fill this with a past: ",
              el("code", {}, "make demo-data"),
            ),
          ),
        ],
        tookMs: answer.tookMs,
      };
    const rate = totals.buying / totals.sessions;
    const rateBefore = before.buying / before.sessions;
    const basket = totals.revenue / totals.orders;
    return {
      ...answer,
      parts: [
        tiles([
          {
            name: "Visitors",
            value: compact(totals.visitors),
            note: delta(totals.visitors, before.visitors),
            values: series.visitors,
          },
          {
            name: "Visits",
            value: compact(totals.sessions),
            note: delta(totals.sessions, before.sessions),
            values: series.sessions,
          },
          {
            name: "Orders",
            value: compact(totals.orders),
            note: delta(totals.orders, before.orders),
            values: series.orders,
          },
          {
            name: "Revenue",
            value: money(totals.revenue),
            note: delta(totals.revenue, before.revenue),
            values: series.revenue,
          },
          { name: "Visits that buy", value: percent(rate, 2), note: delta(rate, rateBefore) },
          {
            name: "Order value",
            value: totals.orders > 0 ? money(basket) : "–",
            note: delta(basket, before.revenue / before.orders),
          },
        ]),
        grid(
          card(
            "Visits and revenue",
            { wide: true },
            timeChart({
              label: "Visits and revenue over time",
              buckets,
              height: 290,
              series: [
                { name: "Revenue", values: series.revenue, kind: "bar", right: true, colour: 1 },
                { name: "Visits", values: series.sessions, area: true, colour: 0 },
              ],
              formatRight: (value) => money(value),
              axisRight: shortMoney,
            }),
          ),
          card("When they come", { note: "Visits by weekday and hour, in the shop's zone" }, week(answer.hours)),
          card(
            "Most wanted",
            { note: "Products by views; of the visitors who looked, the share who put it into the cart" },
            table(
              "Most wanted products",
              [
                {
                  name: "Product",
                  cell: ({ name, item }) =>
                    el("a", { href: `/p/${encodeURIComponent(item)}`, class: "plain", dir: "auto" }, name),
                },
                { name: "Views", right: true, cell: ({ viewed }) => number(viewed) },
                { name: "Added", right: true, cell: ({ added }) => number(added) },
                { name: "Of viewers", right: true, cell: ({ takers, viewers }) => percent(takers / viewers) },
              ],
              answer.products,
            ),
          ),
          card(
            "Pages",
            { note: "By views" },
            bars(answer.pages.map(({ path, views }) => ({ name: path, value: views }))),
          ),
          card(
            "Events",
            { note: "What was told most" },
            bars(answer.events.map(({ name, count }) => ({ name, value: count }))),
          ),
        ),
      ],
    };
  },
};
