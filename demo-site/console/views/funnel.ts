/** Steps in an order, how many come from one to the next, by channel. */
import { el, vary } from "../dom.js";
import { compact, percent, span } from "../format.js";
import { card, empty, table } from "../parts.js";
import type { Answer, View } from "../view.js";

interface Funnel extends Answer {
  windowDays: number;
  steps: { name: string; visitors: number; medianMs: number | null }[];
  channels: { channel: string; visitors: number[] }[];
}

const MAX_STEPS = 8;

export const funnelView: View = {
  title: "Funnel",
  async draw({ get, query, go }) {
    const wanted = query.getAll("steps");
    const window = query.get("window") ?? "7";
    const answer = await get<Funnel>("funnel", { steps: wanted, window });
    const { names } = await get<{ names: { name: string }[] }>("names");
    const chosen = answer.steps.map(({ name }) => name);
    const first = answer.steps[0]?.visitors ?? 0;

    const select = (value: string, i: number): HTMLElement => {
      const known = [...new Set([...chosen, ...names.map(({ name }) => name)])];
      return el(
        "label",
        {},
        el("span", {}, `Step ${i + 1}`),
        el(
          "select",
          { name: "steps" },
          ...(i > 1 || i >= chosen.length ? [el("option", { value: "" }, "–")] : []),
          ...known.map((name) => el("option", { value: name, selected: name === value }, name.slice(0, 60))),
        ),
      );
    };
    const form = el(
      "form",
      { class: "tools steps-form" },
      ...chosen.map(select),
      chosen.length < MAX_STEPS ? select("", chosen.length) : null,
      el(
        "label",
        {},
        el("span", {}, "Within"),
        el(
          "select",
          { name: "window" },
          ...[1, 3, 7, 14, 30].map((days) =>
            el(
              "option",
              { value: days, selected: String(days) === String(answer.windowDays) },
              days === 1 ? "1 day" : `${days} days`,
            ),
          ),
        ),
      ),
    );
    const apply = (): void => {
      const search = new URLSearchParams();
      for (const [key, value] of new FormData(form)) if (value) search.append(key, String(value));
      go(`/console/funnel?${search}`);
    };
    form.addEventListener("change", apply);
    form.addEventListener("submit", (event) => event.preventDefault());

    const drawn =
      first === 0
        ? empty("Nobody has begun", `There was no “${chosen[0]}” in this time.`)
        : el(
            "ol",
            { class: "funnel" },
            ...answer.steps.map(({ name, visitors, medianMs }, i) => {
              const before = i > 0 ? (answer.steps[i - 1]?.visitors ?? 0) : visitors;
              return el(
                "li",
                {},
                el(
                  "div",
                  { class: "funnel-head" },
                  el("b", { dir: "auto" }, name),
                  el("span", {}, compact(visitors), el("small", {}, ` ${percent(visitors / first)}`)),
                ),
                vary(el("div", { class: "funnel-bar", "aria-hidden": "true" }), {
                  "--share": visitors / first,
                  "--before": before / first,
                }),
                el(
                  "p",
                  { class: "soft" },
                  i === 0
                    ? "visitors began"
                    : `${percent(before > 0 ? visitors / before : 0)} of the step before${medianMs !== null && visitors > 0 ? ` · ${span(medianMs)} (median)` : ""} · ${compact(before - visitors)} lost`,
                ),
              );
            }),
          );
    return {
      ...answer,
      parts: [
        form,
        card(
          "From step to step",
          {
            wide: true,
            note: `Visitors who took the steps in this order, within ${answer.windowDays} ${answer.windowDays === 1 ? "day" : "days"} of the first`,
            help: "Counted from each visitor's first such step in the time chosen; later steps may fall after it.",
          },
          drawn,
        ),
        answer.channels.length > 0
          ? card(
              "By channel",
              { wide: true, note: "Channel of the visit in which the first step was taken" },
              table(
                "Funnel by channel",
                [
                  { name: "Channel", cell: ({ channel }) => channel },
                  ...chosen.map((name, i) => ({
                    name,
                    right: true,
                    cell: ({ visitors }: Funnel["channels"][number]) => compact(visitors[i]),
                  })),
                  {
                    name: "Whole way",
                    right: true,
                    cell: ({ visitors }) => percent((visitors.at(-1) ?? 0) / Math.max(1, visitors[0] ?? 0), 2),
                  },
                ],
                answer.channels,
              ),
            )
          : el("span"),
      ],
    };
  },
};
