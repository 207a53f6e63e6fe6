import { allowedImage, allowedUrl } from "../messages/url.js";
import type { Twig } from "./types.js";

const tags = /^(a|b|br|button|div|em|h[23]|header|hr|i|img|li|ol|output|p|path|s|section|small|span|strong|svg|ul)$/;
const names =
  /^(alt|aria-[a-z]+|class|d|data-[a-z-]+|decoding|dir|disabled|height|hidden|id|lang|loading|role|tabindex|type|viewBox|width)$/;
const svg = /^(svg|path)$/;

/** Puts a kept attribute on an element; none that could do more than look. */
export function dress(element: Element, attributes: { [name: string]: string }): void {
  for (const [name, value] of Object.entries(attributes)) {
    // Through the CSSOM: a style attribute would be refused by a strict CSP.
    if (name === "style") {
      if (!/url|image|@/i.test(value)) (element as HTMLElement).style.cssText = value;
    } else if (name === "href" || name === "src") {
      const url = (name === "src" ? allowedImage : allowedUrl)(value, document.baseURI);
      if (url) element.setAttribute(name, url);
    } else if (names.test(name)) element.setAttribute(name, value);
  }
}

/** Makes elements of what was kept. Throws where there is one that no message has. */
export function grow(twigs: Twig[]): Node[] {
  return twigs.map((twig) => {
    if (typeof twig === "string") return document.createTextNode(twig);
    const [tag, attributes, children] = twig;
    if (!tags.test(tag)) throw new Error(tag);
    const element = svg.test(tag)
      ? document.createElementNS("http://www.w3.org/2000/svg", tag)
      : document.createElement(tag);
    // What waited for the eye the first time is wanted at once now.
    dress(element, tag === "img" ? { ...attributes, loading: "eager", decoding: "sync" } : attributes);
    element.append(...grow(children));
    return element;
  });
}

/** What is drawn, to be kept; undefined where it has parts that must live: fields, games, clocks. */
export function cut(nodes: Iterable<Node>): Twig[] | undefined {
  const twigs: Twig[] = [];
  for (const node of nodes) {
    if (node.nodeType === Node.TEXT_NODE) twigs.push(node.textContent ?? "");
    if (!(node instanceof Element)) continue;
    const children = cut(node.childNodes);
    if (!children || !tags.test(node.localName) || node.getAttribute("role") === "timer") return undefined;
    twigs.push([node.localName, attributesOf(node), children]);
  }
  return twigs;
}

/** Attributes worth keeping, by name. */
export const attributesOf = (element: Element): { [name: string]: string } =>
  Object.fromEntries(
    Array.from(element.attributes)
      .filter(({ name }) => names.test(name) || /^(style|href|src)$/.test(name))
      .map(({ name, value }) => [name, value]),
  );
