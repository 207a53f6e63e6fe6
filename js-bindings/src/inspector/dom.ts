import type { Json } from "../protocol.js";

export type Child = Node | string | undefined | false;
export type Tree = { [key: string]: Json };

export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: { [name: string]: string } = {},
  ...children: Child[]
) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  for (const child of children) if (child) element.append(child);
  return element;
}

export function button(label: string, press: () => void, attributes: { [name: string]: string } = {}) {
  const element = el("button", { type: "button", ...attributes }, label);
  element.addEventListener("click", press);
  return element;
}

/** A choice of one, with its label; `chosen` gets the value. */
export function choice(
  label: string,
  options: [value: string, text: string][],
  value: string,
  chosen: (value: string) => void,
) {
  const select = el("select", {}, ...options.map(([value, text]) => el("option", { value }, text)));
  select.value = value;
  select.addEventListener("change", () => chosen(select.value));
  return el("label", { class: "choice" }, el("span", {}, label), select);
}

/** The value at a path; undefined where there is none. */
export const at = (value: Json | undefined, ...path: string[]): Json | undefined =>
  path.reduce<Json | undefined>(
    (here, key) => (here && typeof here === "object" ? (here as Tree)[key] : undefined),
    value,
  );
export const short = (value: Json | undefined): string =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && !value.length)
    ? "–"
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
export const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
export const clock = (ms: number): string => new Date(ms).toLocaleTimeString([], { hour12: false });
/** Day and time, as the visitor's browser writes them. */
export const moment = (ms: number): string =>
  new Date(ms).toLocaleString([], {
    dateStyle: "medium",
    timeStyle: "short",
    hour12: false,
  } as Intl.DateTimeFormatOptions);

export const facts = (rows: [name: string, value: Json | undefined][]): HTMLElement =>
  el("dl", {}, ...rows.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, short(value))]));
export const tiles = (rows: [name: string, value: Json | undefined][]): HTMLElement =>
  el(
    "div",
    { class: "tiles" },
    ...rows.map(([name, value]) => el("div", { class: "tile" }, el("b", {}, short(value)), el("span", {}, name))),
  );
export const pill = (text: string, kind = ""): HTMLElement => el("span", { class: `pill ${kind}` }, text);
export const asRows = (value: Json | undefined): [string, Json][] => Object.entries((value as Tree) ?? {});
