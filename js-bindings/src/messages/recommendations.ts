import type { RecommendedItem, ShowMessageEffect } from "../protocol.js";
import { icon, leftPath, make, rightPath } from "./dom.js";
import type { Report } from "./draw.js";
import { createFrame, type Frame } from "./element.js";
import { badge, picture, prices, rating } from "./item.js";
import { findSlot } from "./slot.js";
import { recommendationsStyle } from "./style-recommendations.js";
import { allowedUrl } from "./url.js";
import { type Words, wordsIn } from "./words.js";

/** Product cards in a row that scrolls sideways, in a slot of the page. */
export function drawRecommendations(
  { content, slot, decisionId }: ShowMessageEffect,
  report: Report,
): Frame | undefined {
  const place = findSlot(slot);
  const items = (content.items ?? []).filter((item) => allowedUrl(item.url, document.baseURI));
  if (!place || !items.length) {
    report("blocked", { reason: place ? "noItems" : "slotMissing" });
    return undefined;
  }
  const words = wordsIn(content.language);
  const frame = createFrame(recommendationsStyle, content.language, report);
  const row = make("ul", { class: "row", role: "list" });
  for (const [position, item] of items.entries()) {
    row.append(card(item, position, content.currency, content.language, words, report));
  }

  const title = content.title ?? words.recommended;
  const arrows = make(
    "div",
    { class: "arrows" },
    arrow(row, -1, words.previous, leftPath),
    arrow(row, 1, words.next, rightPath),
  );
  const head = make(
    "header",
    {},
    make("div", {}, make("h2", {}, title), content.text && make("p", {}, content.text)),
    arrows,
  );
  frame.root.append(make("section", { "aria-label": title, "data-seen": "" }, head, row));
  frame.element.dataset.decision = decisionId;

  const measure = () => {
    arrows.hidden = row.scrollWidth <= row.clientWidth + 1;
    const [previous, next] = Array.from(arrows.children) as HTMLButtonElement[];
    if (previous) previous.disabled = row.scrollLeft <= 1;
    if (next) next.disabled = row.scrollLeft + row.clientWidth >= row.scrollWidth - 1;
  };
  row.addEventListener("scroll", measure, { passive: true });
  new ResizeObserver(measure).observe(row);

  for (const old of Array.from(place.querySelectorAll(":scope > waymark-message"))) old.remove();
  place.append(frame.element);
  measure();
  frame.watch();
  return frame;
}

function card(
  item: RecommendedItem,
  position: number,
  currency: string | undefined,
  language: string,
  words: Words,
  report: Report,
): HTMLElement {
  const url = allowedUrl(item.url, document.baseURI);
  const link = make(
    "a",
    { class: "card", href: url },
    make("span", { class: "top" }, picture(item, 240), badge(item)),
    make("span", { class: "name" }, item.name),
    make("span", { class: "foot" }, prices(item, currency, language, words), rating(item, language, words)),
  );
  link.addEventListener("click", () =>
    report("clicked", { target: "item", itemId: item.id, position, ...(url ? { url } : {}) }),
  );
  return make("li", {}, link);
}

/** A button that moves the row by most of its width; for pointers, since the keyboard walks the cards. */
function arrow(row: HTMLElement, direction: 1 | -1, label: string, path: string): HTMLButtonElement {
  const button = make("button", { type: "button", class: "arrow", "aria-label": label }, icon(path));
  button.addEventListener("click", () => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    row.scrollBy({ left: direction * row.clientWidth * 0.9, behavior: calm ? "auto" : "smooth" });
  });
  return button;
}
