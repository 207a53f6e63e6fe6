/** Making and finding elements; nothing here turns text into HTML. */

type Attributes = Record<string, string | number | boolean>;

/** `el("a", { href: "/" }, "Home")`. `true` sets an empty attribute, `false` none. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

export const find = <T extends HTMLElement = HTMLElement>(selector: string, root: ParentNode = document): T | null =>
  root.querySelector<T>(selector);
export const findAll = <T extends HTMLElement = HTMLElement>(selector: string, root: ParentNode = document): T[] => [
  ...root.querySelectorAll<T>(selector),
];

export function setText(selector: string, text: string, root: ParentNode = document): void {
  const element = find(selector, root);
  if (element) element.textContent = text;
}

/** The JSON a page carries in `data-<name>`; `{}` where it has none. */
export function data<T>(element: HTMLElement | null | undefined, name: string): T {
  const text = element?.dataset[name];
  return (text ? JSON.parse(text) : {}) as T;
}

/** A line icon from its path on a 24 × 24 grid. */
export function icon(d: string): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of Object.entries({
    class: "icon",
    viewBox: "0 0 24 24",
    fill: "none",
    stroke: "currentColor",
    "stroke-width": "1.75",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "aria-hidden": "true",
  }))
    svg.setAttribute(name, value);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", d);
  svg.append(path);
  return svg;
}
