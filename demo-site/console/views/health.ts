/** Whether the numbers can be believed. */
import { timeChart } from "../charts.js";
import { el } from "../dom.js";
import { compact, decimal, number, percent, span, words } from "../format.js";
import { bars, card, empty, facts, grid, table, tiles } from "../parts.js";
import { ask } from "../server.js";
import type { Answer, View } from "../view.js";

interface Health extends Answer {
  totals: Record<string, number | null>;
  buckets: string[];
  series: { events: number[]; lost: number[]; p95: number[] };
  reasons: { reason: string; count: number }[];
  errors: { message: string | null; source: string | null; count: number; visitors: number }[];
  vitals: Record<string, number | null>;
  followups: { state: string; count: number }[];
  collector: {
    counts: { stored: number; duplicates: number; rejected: Record<string, number>; refused: Record<string, number> };
    waitingBytes: number;
    upSinceMs: number;
  };
}

/** "Good" by web.dev. */
const GOOD: Record<string, number> = { lcp: 2_500, inp: 200, cls: 0.1, ttfb: 800 };

export const healthView: View = {
  title: "Health",
  async draw({ get }) {
    const answer = await get<Health>("health");
    const { reports } = await ask<{ reports: unknown[] }>("/api/csp-reports");
    const { totals: t, series, collector } = answer;
    const events = t.events ?? 0;
    const lost = t.lost ?? 0;
    const counts = (list: Record<string, number>): HTMLElement =>
      Object.keys(list).length > 0
        ? bars(Object.entries(list).map(([code, count]) => ({ name: words(code), value: count, tone: "warm" })))
        : el("p", { class: "soft" }, "None.");
    const vital = (key: string, name: string, show: (value: number) => string): [string, Node] => {
      const value = answer.vitals[key];
      const good = value !== null && value !== undefined && value <= (GOOD[key] ?? 0);
      return [
        name,
        el(
          "span",
          { class: value === null || value === undefined ? "" : good ? "delta good" : "delta bad" },
          value === null || value === undefined ? "–" : show(value),
        ),
      ];
    };
    return {
      ...answer,
      parts: [
        tiles([
          { name: "Events", value: compact(events), values: series.events },
          {
            name: "Told as lost",
            value: compact(lost),
            note: events > 0 ? `${decimal((lost / (events + lost)) * 100, 4)} % of all` : "",
          },
          { name: "On their way, median", value: span(t.p50), note: "from visitor to here" },
          { name: "95 of 100 within", value: span(t.p95), note: `99 within ${span(t.p99)}` },
          {
            name: "More than a minute late",
            value: events > 0 ? percent((t.late ?? 0) / events, 2) : "–",
            note: `${compact(t.late)} events`,
          },
          {
            name: "Waiting to be stored",
            value: `${compact(collector.waitingBytes / 1_000)} KB`,
            note: `server up for ${span(Date.now() - collector.upSinceMs)}`,
          },
        ]),
        grid(
          card(
            "Events and losses",
            { wide: true },
            timeChart({
              label: "Events and losses over time",
              buckets: answer.buckets,
              height: 240,
              series: [
                { name: "Events", values: series.events, area: true },
                { name: "Lost", values: series.lost, kind: "bar", right: true, colour: 6 },
              ],
            }),
          ),
          card(
            "Why events were lost",
            { note: "As Waymark Loss tells; docs/events.md explains each" },
            answer.reasons.length > 0
              ? bars(answer.reasons.map(({ reason, count }) => ({ name: reason, value: count, tone: "bad" })))
              : empty("None were", "No visitor's browser told of a loss."),
          ),
          card(
            "Collector, since it started",
            {},
            facts([
              ["Stored", number(collector.counts.stored)],
              ["Came again", number(collector.counts.duplicates)],
              ["Policy reports (CSP)", number(reports.length)],
            ]),
            el("h3", {}, "Rejected events"),
            counts(collector.counts.rejected),
            el("h3", {}, "Refused requests"),
            counts(collector.counts.refused),
          ),
          card(
            "Follow-ups",
            { note: "State of each that was asked for" },
            answer.followups.length > 0
              ? bars(answer.followups.map(({ state, count }) => ({ name: words(state), value: count })))
              : empty("None", "Followup Requested events show here once the dispatcher has met them."),
          ),
          card(
            "Speed as visitors have it",
            { note: `75th percentile of ${compact(answer.vitals.n)} pages; green is good by web.dev` },
            facts([
              vital("lcp", "Largest paint (LCP)", span),
              vital("inp", "Answer to input (INP)", span),
              vital("cls", "Layout shift (CLS)", (value) => decimal(value, 3)),
              vital("ttfb", "First byte (TTFB)", span),
            ]),
          ),
          card(
            "Errors in pages",
            { wide: true },
            answer.errors.length > 0
              ? table(
                  "Errors",
                  [
                    { name: "Error", cell: ({ message }) => el("span", { dir: "auto" }, message ?? "–") },
                    { name: "Where", cell: ({ source }) => source ?? "–" },
                    { name: "Told", right: true, cell: ({ count }) => number(count) },
                    { name: "Visitors", right: true, cell: ({ visitors }) => number(visitors) },
                  ],
                  answer.errors,
                )
              : empty("None", "No page told of an error."),
          ),
        ),
      ],
    };
  },
};
