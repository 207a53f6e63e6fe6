/** Which channel brings visits, attention and revenue. */
import { timeChart } from "../charts.js";
import { el } from "../dom.js";
import { compact, decimal, money, percent, useCurrency } from "../format.js";
import { bars, card, empty, grid, table } from "../parts.js";
import type { Answer, View } from "../view.js";

interface Figures {
  visits: number;
  visitors: number;
  engaged: number;
  pages: number;
  orders: number;
  buying: number;
  revenue: number;
}
interface Channels extends Answer {
  channels: (Figures & { channel: string; firstTouchRevenue: number; newVisitors: number })[];
  campaigns: (Figures & { campaign: string; source: string; channel: string })[];
  buckets: string[];
  series: { channel: string; visits: number[] }[];
}

export const channelsView: View = {
  title: "Channels and revenue",
  async draw({ get }) {
    const answer = await get<Channels>("channels");
    useCurrency(answer.currency);
    if (answer.channels.length === 0)
      return {
        parts: [el("div", { class: "card" }, empty("No visits in this time", "Channels show with the first visit."))],
        tookMs: answer.tookMs,
      };
    const all = answer.channels.reduce((sum, { revenue }) => sum + revenue, 0);
    const columns = [
      { name: "Visits", right: true, cell: ({ visits }: Figures) => compact(visits) },
      { name: "Engaged", right: true, cell: ({ engaged, visits }: Figures) => percent(engaged / visits, 0) },
      { name: "Pages a visit", right: true, cell: ({ pages }: Figures) => decimal(pages) },
      { name: "Orders", right: true, cell: ({ orders }: Figures) => compact(orders) },
      { name: "Visits that buy", right: true, cell: ({ buying, visits }: Figures) => percent(buying / visits, 2) },
      { name: "Revenue", right: true, cell: ({ revenue }: Figures) => money(revenue) },
      { name: "A visit", right: true, cell: ({ revenue, visits }: Figures) => money(revenue / visits) },
    ];
    return {
      ...answer,
      parts: [
        grid(
          card(
            "Visits by channel",
            { wide: true },
            timeChart({
              label: "Visits by channel over time",
              buckets: answer.buckets,
              height: 300,
              stacked: true,
              series: answer.series.map(({ channel, visits }) => ({ name: channel, values: visits, area: true })),
            }),
          ),
          card(
            "Revenue by the visit's channel",
            { note: "Last touch: the channel of the visit in which the order was made" },
            bars(
              answer.channels
                .filter(({ revenue }) => revenue > 0)
                .map(({ channel, revenue }) => ({
                  name: channel,
                  value: revenue,
                  text: `${money(revenue)} · ${percent(revenue / all, 0)}`,
                })),
            ),
          ),
          card(
            "Revenue by first touch",
            { note: "The channel that first brought the buyer" },
            bars(
              [...answer.channels]
                .filter(({ firstTouchRevenue }) => firstTouchRevenue > 0)
                .sort((a, b) => b.firstTouchRevenue - a.firstTouchRevenue)
                .map(({ channel, firstTouchRevenue }) => ({
                  name: channel,
                  value: firstTouchRevenue,
                  text: `${money(firstTouchRevenue)} · ${percent(firstTouchRevenue / all, 0)}`,
                  tone: "cool",
                })),
            ),
          ),
          card(
            "Channels",
            { wide: true, help: "Engaged: ten seconds of attention, two pages or an order, as GA4 counts it." },
            table(
              "Channels",
              [
                { name: "Channel", cell: ({ channel }) => channel },
                { name: "New visitors", right: true, cell: ({ newVisitors }) => compact(newVisitors) },
                ...columns,
              ],
              answer.channels,
            ),
          ),
          card(
            "Campaigns",
            { wide: true },
            answer.campaigns.length > 0
              ? table(
                  "Campaigns",
                  [
                    { name: "Campaign", cell: ({ campaign }) => campaign },
                    { name: "Source", cell: ({ source }) => source ?? "–" },
                    ...columns,
                  ],
                  answer.campaigns,
                )
              : empty("No campaigns", "Visits with utm_campaign show here."),
          ),
        ),
      ],
    };
  },
};
