/** Making elements. Text goes in as text: nothing in the console turns what a visitor sent into HTML. */

type Attributes = Record<string, string | number | boolean | undefined>;
export type Child = Node | string | number | null | undefined | false;

const fill = <T extends Element>(element: T, attributes: Attributes, children: Child[]): T => {
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  for (const child of children)
    if (child !== null && child !== undefined && child !== false)
      element.append(child instanceof Node ? child : String(child));
  return element;
};

export const el = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] => fill(document.createElement(tag), attributes, children);

export const svg = (tag: string, attributes: Attributes = {}, ...children: Child[]): SVGElement =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

/** Sets a custom property; a style attribute the policy would not let through. */
export function vary<T extends HTMLElement | SVGElement>(element: T, values: Record<string, string | number>): T {
  for (const [name, value] of Object.entries(values)) element.style.setProperty(name, String(value));
  return element;
}

export const find = <T extends HTMLElement = HTMLElement>(selector: string, root: ParentNode = document): T =>
  root.querySelector<T>(selector) as T;
