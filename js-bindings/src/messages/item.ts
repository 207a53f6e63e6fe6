import type { RecommendedItem } from "../protocol.js";
import { icon, make, starPath } from "./dom.js";
import { discountPercent, formatPrice } from "./price.js";
import { allowedImage } from "./url.js";
import type { Words } from "./words.js";

/** The picture of an item, in a frame that keeps its room; an item without one, or whose picture fails, shows its initial. */
export function picture(item: RecommendedItem, sizePx: number): HTMLElement {
  const frame = make("span", { class: "picture" });
  const initial = () => make("span", { class: "initial", "aria-hidden": "true" }, item.name.slice(0, 1));
  const src = allowedImage(item.image);
  if (!src) frame.append(initial());
  else {
    const image = make("img", { alt: "", loading: "lazy", decoding: "async", width: sizePx, height: sizePx });
    image.addEventListener("error", () => image.replaceWith(initial()), { once: true });
    image.src = src;
    frame.append(image);
  }
  return frame;
}

/** Price, and the old one struck through. */
export function prices(
  item: RecommendedItem,
  currency: string | undefined,
  language: string,
  words: Words,
): HTMLElement | undefined {
  if (item.price === undefined) return undefined;
  const off = discountPercent(item.price, item.oldPrice);
  const line = make(
    "span",
    { class: off ? "prices reduced" : "prices" },
    make("span", { class: "price" }, formatPrice(item.price, currency, language)),
  );
  if (off && item.oldPrice !== undefined) {
    line.append(
      make("span", { class: "sr" }, ` ${words.oldPrice}: `),
      make("s", {}, formatPrice(item.oldPrice, currency, language)),
    );
  }
  return line;
}

/** "−20%" in a corner of the picture. */
export function badge(item: RecommendedItem): HTMLElement | undefined {
  const off = discountPercent(item.price, item.oldPrice);
  return off ? make("span", { class: "badge" }, `−${off}%`) : undefined;
}

/** A star and the number. */
export function rating(item: RecommendedItem, language: string, words: Words): HTMLElement | undefined {
  if (!item.rating) return undefined;
  const value = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(
    item.rating,
  );
  return make(
    "span",
    { class: "rating" },
    icon(starPath, true),
    value,
    make("span", { class: "sr" }, ` ${words.rating}`),
  );
}
