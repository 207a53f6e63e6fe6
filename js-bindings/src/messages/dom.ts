import { refusals } from "./refused.js";

type Attributes = { [name: string]: string | number | undefined };
type Child = Node | string | undefined | false | null | "";

/** An element made without any string becoming code: text is text, and attributes are never handlers. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/** A drawing of `path` on a 24 × 24 field, in the colour of the text. */
export function icon(path: string, filled = false): SVGSVGElement {
  const svg = draw("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", class: filled ? "icon filled" : "icon" });
  svg.append(draw("path", { d: path }));
  return svg;
}

/** An element of a drawing. */
export function draw<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Node[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

export const crossPath = "M6 6l12 12M18 6L6 18";
export const leftPath = "M15 5l-7 7 7 7";
export const rightPath = "M9 5l7 7-7 7";
export const checkPath = "M5 12.5l4.5 4.5L19 7.5";
export const starPath = "M12 3.2l2.7 5.6 6.1.8-4.5 4.2 1.1 6.1-5.4-3-5.4 3 1.1-6.1-4.5-4.2 6.1-.8z";

/** A text as it may be shown: cut where it is longer than anybody would read. */
export const textOf = (value: unknown, most = 2_000): string => {
  const text =
    typeof value === "string" ? value : typeof value === "number" && Number.isFinite(value) ? String(value) : "";
  if (text.length <= most) return text;
  refusals.tell("message.textCut", text);
  return `${text.slice(0, most - 1)}…`;
};

/** What should be a list, as one. */
export const listOf = <T>(value: T[] | undefined, most = 50): T[] => (Array.isArray(value) ? value.slice(0, most) : []);

/** What should be an object, as one. */
export const objectOf = <T extends object>(value: T | undefined | string): T | undefined =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? value : undefined;

export const isCalm = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;
