/** What visitors answered. */
import { timeChart } from "../charts.js";
import { el } from "../dom.js";
import { compact, decimal, moment, number, percent } from "../format.js";
import { badge, card, empty, grid, histogram, tiles } from "../parts.js";
import type { Answer, View } from "../view.js";

interface Score {
  n: number;
  score: number | null;
  low: number | null;
  high: number | null;
}
interface Feedback extends Answer {
  scores: Record<"nps" | "csat" | "ces", Score & { counts: number[]; series: (Score & { bucket: string })[] }>;
  asked: { shown: number; answered: number };
  words: { happened: string; rule: string; question: string; text: string; nps: number | null }[];
}

const KINDS = [
  {
    kind: "nps",
    name: "NPS",
    note: "Promoters (9, 10) less detractors (0 to 6), −100 to 100",
    low: 0,
    show: (value: number) => String(Math.round(value)),
    min: -100,
    max: 100,
    interval: 50,
  },
  {
    kind: "csat",
    name: "CSAT",
    note: "Share of answers 4 and 5 of 5",
    low: 1,
    show: (value: number) => `${Math.round(value)} %`,
    min: 0,
    max: 100,
    interval: 25,
  },
  {
    kind: "ces",
    name: "CES",
    note: "Mean of 1 (hard) to 7 (easy)",
    low: 1,
    show: (value: number) => decimal(value),
    min: 1,
    max: 7,
    interval: 2,
  },
] as const;

/** Below so many answers a point says too little to be drawn. */
const ENOUGH = 5;

export const feedbackView: View = {
  title: "Feedback",
  async draw({ get }) {
    const answer = await get<Feedback>("feedback");
    const { scores, asked, words } = answer;
    const all = KINDS.reduce((sum, { kind }) => sum + scores[kind].n, 0);
    if (all === 0 && words.length === 0)
      return {
        parts: [
          el(
            "div",
            { class: "card" },
            empty("No answers yet", "Answers to a survey message show here: questions of type nps, csat and ces."),
          ),
        ],
        tookMs: answer.tookMs,
      };
    return {
      ...answer,
      parts: [
        tiles([
          ...KINDS.map(({ kind, name, show }) => {
            const { n, score, low, high } = scores[kind];
            return {
              name,
              value: score === null ? "–" : show(score),
              note:
                n > 0 && low !== null && high !== null
                  ? `${show(low)} to ${show(high)} (95 %), ${compact(n)} answers`
                  : "no answers",
            };
          }),
          {
            name: "Answered",
            value: asked.shown > 0 ? percent(asked.answered / asked.shown) : "–",
            note: `${compact(asked.answered)} of ${compact(asked.shown)} asked`,
          },
        ]),
        grid(
          ...KINDS.map(({ kind, name, note, show, min, max, low, interval }) => {
            const { series, counts, n } = scores[kind];
            const value = (key: "score" | "low" | "high") =>
              series.map((one) => (one.n >= ENOUGH && one[key] !== null ? one[key] : null));
            return card(
              name,
              { note, help: `Each point has at least ${ENOUGH} answers; the band is its 95 % interval.` },
              timeChart({
                label: `${name} over time`,
                buckets: series.map(({ bucket }) => bucket),
                height: 200,
                min,
                max,
                interval,
                format: show,
                series: [
                  {
                    name,
                    values: value("score"),
                    band: { low: value("low"), high: value("high") },
                    colour: kind === "nps" ? 0 : kind === "csat" ? 1 : 4,
                  },
                ],
              }),
              n > 0
                ? histogram(
                    counts.map((count, i) => ({
                      name: String(low + i),
                      value: count,
                      text: `${low + i}: ${number(count)} answers, ${percent(count / n, 0)}`,
                      tone: kind === "nps" ? (i <= 6 ? "bad" : i >= 9 ? "good" : "none") : "",
                    })),
                  )
                : null,
            );
          }),
          card(
            "In their own words",
            { note: "The newest first" },
            words.length > 0
              ? el(
                  "ul",
                  { class: "quotes", tabindex: 0, "aria-label": "Answers" },
                  ...words.map(({ text, happened, nps, question }) =>
                    el(
                      "li",
                      {},
                      el("p", { dir: "auto" }, text),
                      el(
                        "p",
                        { class: "soft" },
                        nps !== null ? badge(`NPS ${nps}`, nps >= 9 ? "good" : nps <= 6 ? "bad" : "") : null,
                        ` ${question} · ${moment(happened)}`,
                      ),
                    ),
                  ),
                )
              : empty("Nobody has written anything", "Questions of type open show here."),
          ),
        ),
      ],
    };
  },
};
