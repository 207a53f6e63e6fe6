/** What views are made of: cards, figures, tables, bars. */
import { type Child, el, svg, vary } from "./dom.js";
import { number, percent } from "./format.js";

let ids = 0;
export const freshId = (): string => `c${++ids}`;

export interface CardOptions {
  note?: string;
  wide?: boolean;
  tools?: Child[];
  /** How the figures of this card are defined. */
  help?: string;
}

export function card(title: string, options: CardOptions, ...children: Child[]): HTMLElement {
  const id = freshId();
  return el(
    "section",
    { class: options.wide ? "card wide" : "card", "aria-labelledby": id },
    el(
      "div",
      { class: "card-head" },
      el("div", {}, el("h2", { id }, title), options.note ? el("p", { class: "soft" }, options.note) : null),
      options.tools ? el("div", { class: "card-tools" }, ...options.tools) : null,
    ),
    ...children,
    options.help ? el("p", { class: "help" }, options.help) : null,
  );
}

export const grid = (...children: Child[]): HTMLElement => el("div", { class: "grid" }, ...children);

export const empty = (title: string, text: string): HTMLElement =>
  el("div", { class: "empty" }, el("p", { class: "empty-title" }, title), el("p", {}, text));

/** Change against the time before; grey where there was nothing. */
export function delta(now: number, before: number, goodUp = true): HTMLElement {
  if (!(before > 0)) return el("span", { class: "delta none" }, "no comparison");
  const change = now / before - 1;
  const up = change >= 0;
  const kind = Math.abs(change) < 0.005 ? "none" : up === goodUp ? "good" : "bad";
  return el(
    "span",
    { class: `delta ${kind}` },
    `${up ? "▲" : "▼"} ${percent(Math.abs(change))}`,
    el("span", { class: "hidden" }, " against the time before"),
  );
}

/** A line without axes; its meaning stands beside it. */
export function sparkline(values: number[]): SVGElement {
  const [width, height] = [120, 32];
  const max = Math.max(1e-9, ...values);
  const step = values.length > 1 ? width / (values.length - 1) : width;
  const point = (value: number, i: number): string =>
    `${(i * step).toFixed(1)},${(height - 2 - (value / max) * (height - 5)).toFixed(1)}`;
  const line = values.map(point).join(" ");
  return svg(
    "svg",
    { class: "spark", viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("polygon", { points: `0,${height} ${line} ${width},${height}`, class: "spark-area" }),
    svg("polyline", { points: line, class: "spark-line", fill: "none", "vector-effect": "non-scaling-stroke" }),
  );
}

export interface Tile {
  name: string;
  value: string;
  note?: Child;
  values?: number[];
}

export const tiles = (list: Tile[]): HTMLElement =>
  el(
    "dl",
    { class: "tiles" },
    ...list.map(({ name, value, note, values }) =>
      el(
        "div",
        { class: "tile" },
        el("dt", {}, name),
        el(
          "dd",
          {},
          el("span", { class: "value" }, value),
          note ? el("span", { class: "tile-note" }, note) : null,
          values && values.length > 1 ? sparkline(values) : null,
        ),
      ),
    ),
  );

export interface Column<T> {
  name: string;
  cell: (row: T) => Child;
  /** Numbers stand on the right. */
  right?: boolean;
}

export function table<T>(label: string, columns: Column<T>[], rows: T[]): HTMLElement {
  return el(
    "div",
    { class: "scroll", tabindex: 0, role: "group", "aria-label": label },
    el(
      "table",
      {},
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          ...columns.map(({ name, right }) => el("th", { scope: "col", class: right ? "right" : "" }, name)),
        ),
      ),
      el(
        "tbody",
        {},
        ...rows.map((row) =>
          el(
            "tr",
            {},
            ...columns.map(({ cell, right }, i) =>
              el(i === 0 ? "th" : "td", i === 0 ? { scope: "row" } : { class: right ? "right" : "" }, cell(row)),
            ),
          ),
        ),
      ),
    ),
  );
}

/** Name, a bar as long as its share of the largest, figure. */
export function bars(rows: { name: Child; value: number; text?: string; tone?: string }[]): HTMLElement {
  const max = Math.max(1e-9, ...rows.map(({ value }) => value));
  return el(
    "ul",
    { class: "bars" },
    ...rows.map(({ name, value, text, tone }) =>
      el(
        "li",
        {},
        el("span", { class: "bars-name" }, name),
        el("span", { class: "bars-text" }, text ?? number(value)),
        vary(el("span", { class: `bars-bar ${tone ?? ""}` }), { "--share": Math.max(0, value / max) }),
      ),
    ),
  );
}

/** How answers spread over a scale: a column each. */
export function histogram(columns: { name: string; value: number; text: string; tone?: string }[]): HTMLElement {
  const max = Math.max(1e-9, ...columns.map(({ value }) => value));
  return el(
    "ul",
    { class: "histogram" },
    ...columns.map(({ name, value, text, tone }) =>
      el(
        "li",
        { title: text },
        el("span", { class: "hidden" }, text),
        el(
          "span",
          { class: "histogram-room", "aria-hidden": "true" },
          vary(el("span", { class: `histogram-bar ${tone ?? ""}` }), { "--share": value / max }),
        ),
        el("span", { class: "histogram-name", "aria-hidden": "true" }, name),
      ),
    ),
  );
}

/** Pairs of a name and a figure. */
export const facts = (pairs: [name: string, value: Child][]): HTMLElement =>
  el("dl", { class: "facts" }, ...pairs.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));

export const badge = (text: string, tone = ""): HTMLElement => el("span", { class: `badge ${tone}` }, text);

/** Text cut for a narrow place; whole where it is pointed at. */
export const cut = (text: unknown, length = 60): HTMLElement => {
  const whole = String(text ?? "–");
  return el(
    "span",
    { title: whole.length > length ? whole.slice(0, 300) : undefined, dir: "auto" },
    whole.length > length ? `${whole.slice(0, length)}…` : whole,
  );
};
