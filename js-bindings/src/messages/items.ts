import type { Content } from "../content.js";
import type { RecommendedItem } from "../protocol.js";
import { icon, isCalm, leftPath, listOf, make, rightPath, textOf } from "./dom.js";
import type { Frame } from "./element.js";
import { badge, picture, prices, rating } from "./item.js";
import { allowedUrl } from "./url.js";
import type { Words } from "./words.js";

/** Items that lead somewhere. */
export const leading = (content: Content): RecommendedItem[] =>
  listOf(content.items).filter((item) => item && textOf(item.name) && allowedUrl(item.url));

/** Cards in a row that scrolls sideways, or in a grid; and the row's arrows. */
export function shelf(
  frame: Frame,
  items: RecommendedItem[],
): { row: HTMLElement; arrows: HTMLElement; measure: () => void } {
  const { content, words } = frame;
  const grid = content.layout === "grid";
  const row = make("ul", { class: grid ? "grid" : items.length < 3 ? "row few" : "row", role: "list" });
  const cards = items.map((item, position) => card(frame, item, position));
  row.append(...cards.map((link) => make("li", {}, link)));
  const arrows = make(
    "div",
    { class: "arrows" },
    arrow(row, -1, words.previous, leftPath),
    arrow(row, 1, words.next, rightPath),
  );
  if (grid) arrows.hidden = true;

  // Arrow keys walk the cards, in the direction they are seen.
  row.addEventListener("keydown", (event) => {
    const { key, target } = event;
    const at = cards.indexOf(target as HTMLAnchorElement);
    const step = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
    const rtl = getComputedStyle(row).direction === "rtl";
    const next = key === "Home" ? cards[0] : key === "End" ? cards.at(-1) : cards[at + (rtl ? -step : step)];
    if (at < 0 || !next || (!step && !/^(Home|End)$/.test(key))) return;
    event.preventDefault();
    next.focus();
  });

  const measure = () => {
    if (grid) return;
    const scrolled = Math.abs(row.scrollLeft);
    const [previous, next] = Array.from(arrows.children) as [HTMLButtonElement, HTMLButtonElement];
    arrows.hidden = row.scrollWidth <= row.clientWidth + 1;
    previous.disabled = scrolled <= 1;
    next.disabled = scrolled + row.clientWidth >= row.scrollWidth - 1;
  };
  row.addEventListener("scroll", measure, { passive: true });
  const observer = new ResizeObserver(measure);
  observer.observe(row);
  frame.onRemove(() => observer.disconnect());
  return { row, arrows, measure };
}

function card(frame: Frame, item: RecommendedItem, position: number): HTMLAnchorElement {
  const { content, words, report } = frame;
  const url = allowedUrl(item.url);
  const link = make(
    "a",
    { class: "card", href: url },
    make("span", { class: "top" }, picture(item, 240), badge(item)),
    make("span", { class: "name" }, textOf(item.name, 200)),
    make(
      "span",
      { class: "foot" },
      prices(item, content.currency, content.language, words),
      stock(item, words) ?? rating(item, content.language, words),
    ),
  );
  link.addEventListener("click", () =>
    report("clicked", { target: "item", itemId: item.id, position, ...(url ? { url } : {}) }),
  );
  return link;
}

function stock(item: RecommendedItem, words: Words): HTMLElement | undefined {
  return (item as { inStock?: boolean }).inStock === false
    ? make("span", { class: "stock" }, words.soldOut)
    : undefined;
}

/** A button that moves the row by most of its width; for pointers, since the keyboard walks the cards. */
function arrow(row: HTMLElement, direction: 1 | -1, label: string, path: string): HTMLButtonElement {
  const button = make("button", { type: "button", class: "arrow", "aria-label": label }, icon(path));
  button.addEventListener("click", () => {
    const sign = getComputedStyle(row).direction === "rtl" ? -direction : direction;
    row.scrollBy({ left: sign * row.clientWidth * 0.9, behavior: isCalm() ? "auto" : "smooth" });
  });
  return button;
}
