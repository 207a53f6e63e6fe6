/** What recommendations bring. */
import { timeChart } from "../charts.js";
import { el } from "../dom.js";
import { compact, money, number, percent, useCurrency, words } from "../format.js";
import { bars, card, empty, grid, table, tiles } from "../parts.js";
import type { Answer, View } from "../view.js";

interface Recommended extends Answer {
  creditDays: number;
  places: { strategy: string; place: string; shown: number; clicks: number; visitors: number; items: number }[];
  clicks: { recommended: number; others: number };
  revenue: { all: number; recommended: number; orders: number; assisted: number };
  buckets: string[];
  series: { revenue: number[]; recommended: number[] };
  coverage: { clicked: number; catalogue: number; topTenShare: number };
  items: { name: string; item: string; clicks: number; sold: number; revenue: number }[];
  positions: { place: number; clicks: number }[];
}

export const recommendationsView: View = {
  title: "Recommendations",
  async draw({ get }) {
    const answer = await get<Recommended>("recommendations");
    useCurrency(answer.currency);
    const { clicks, revenue, coverage, series } = answer;
    const shown = answer.places.reduce((sum, place) => sum + place.shown, 0);
    if (shown === 0 && clicks.recommended === 0)
      return {
        parts: [
          el(
            "div",
            { class: "card" },
            empty(
              "Nothing recommended yet",
              "Messages with a strategy show here: give a rule a recommend, or a slot a strategy.",
            ),
          ),
        ],
        tookMs: answer.tookMs,
      };
    return {
      ...answer,
      parts: [
        tiles([
          {
            name: "Share of product clicks",
            value: percent(clicks.recommended / Math.max(1, clicks.recommended + clicks.others)),
            note: `${compact(clicks.recommended)} clicks`,
          },
          {
            name: "Share of revenue",
            value: revenue.all > 0 ? percent(revenue.recommended / revenue.all) : "–",
            note: money(revenue.recommended),
          },
          {
            name: "Orders with one in them",
            value: revenue.orders > 0 ? percent(revenue.assisted / revenue.orders) : "–",
            note: `${number(revenue.assisted)} orders`,
          },
          {
            name: "Click rate",
            value: percent(clicks.recommended / Math.max(1, shown)),
            note: `${compact(shown)} shown`,
          },
          {
            name: "Coverage",
            value: percent(coverage.clicked / coverage.catalogue, 0),
            note: `${coverage.clicked} of ${coverage.catalogue} products clicked`,
          },
          { name: "Ten most clicked", value: percent(coverage.topTenShare, 0), note: "of all clicks" },
        ]),
        grid(
          card(
            "Revenue with recommendations in it",
            {
              wide: true,
              help: `A line of an order counts where its buyer clicked that product in a recommendation in the ${answer.creditDays} days before. That is influence at the most: what would have been bought anyway is in it. A holdout says what is not.`,
            },
            timeChart({
              label: "Share of revenue from recommended products",
              buckets: answer.buckets,
              series: [
                {
                  name: "Share of revenue",
                  values: series.revenue.map((all, i) => (all > 0 ? (series.recommended[i] ?? 0) / all : null)),
                  area: true,
                },
              ],
              format: (value) => percent(value, 0),
              min: 0,
            }),
          ),
          card(
            "Where and how",
            { wide: true },
            table(
              "Strategies and places",
              [
                { name: "Strategy", cell: ({ strategy }) => words(strategy) },
                { name: "Place", cell: ({ place }) => place },
                { name: "Shown", right: true, cell: ({ shown: n }) => number(n) },
                { name: "Visitors", right: true, cell: ({ visitors }) => number(visitors) },
                { name: "Clicks", right: true, cell: ({ clicks: n }) => number(n) },
                {
                  name: "Click rate",
                  right: true,
                  cell: ({ clicks: n, shown: all }) => (all > 0 ? percent(n / all) : "–"),
                },
                { name: "Products", right: true, cell: ({ items }) => number(items) },
              ],
              answer.places,
            ),
          ),
          card(
            "What is clicked",
            {},
            table(
              "Recommended products",
              [
                { name: "Product", cell: ({ name }) => name },
                { name: "Clicks", right: true, cell: ({ clicks: n }) => number(n) },
                { name: "Sold", right: true, cell: ({ sold }) => number(sold) },
                { name: "Revenue", right: true, cell: ({ revenue: n }) => money(n) },
              ],
              answer.items,
            ),
          ),
          card(
            "Clicks by place in the list",
            { note: "1 is the first" },
            bars(answer.positions.map(({ place, clicks: n }) => ({ name: String(place), value: n }))),
          ),
        ),
      ],
    };
  },
};
