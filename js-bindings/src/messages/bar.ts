import type { ShowMessageEffect } from "../protocol.js";
import { make, textOf } from "./dom.js";
import type { Frame } from "./element.js";
import { picture, prices } from "./item.js";
import { leading } from "./items.js";
import { closeButton } from "./panel.js";
import { button, codeBox, countdown, progress } from "./parts.js";
import { allowedUrl } from "./url.js";

/** A bar at the top or bottom: text, at most one product, code, time or progress, one action. Never takes focus. */
export function bar(frame: Frame, _effect: ShowMessageEffect): HTMLElement {
  const { content, words, report } = frame;
  const item = leading(content)[0];
  const itemUrl = allowedUrl(item?.url);
  const reached = progress(frame, content.progress);
  const done = reached?.done ? textOf(content.progress?.done, 200) : "";
  const text = make(
    "span",
    { class: "text" },
    content.title && make("strong", { class: "title" }, textOf(content.title, 200)),
    (done || content.text) && make("span", { class: "line" }, done || textOf(content.text, 400)),
    reached?.bar,
  );
  const box = make(
    "div",
    {
      class: reached ? "bar wide" : "bar",
      role: "region",
      "aria-label": textOf(content.title, 200) || words.message,
      "data-seen": "",
    },
    text,
  );
  if (item) {
    const product = make(
      "a",
      { class: "product", href: itemUrl },
      picture(item, 64),
      make(
        "span",
        { class: "facts" },
        make("span", { class: "name" }, textOf(item.name, 200)),
        prices(item, content.currency, content.language, words),
      ),
    );
    product.addEventListener("click", () =>
      report("clicked", { target: "item", itemId: item.id, position: 0, ...(itemUrl ? { url: itemUrl } : {}) }),
    );
    box.append(product);
  }
  const rest = [
    countdown(frame, content.countdown),
    codeBox(frame, content.code),
    button(frame, content.action, "action", item?.url),
  ];
  box.append(...(rest.filter(Boolean) as Node[]), closeButton(frame));
  return box;
}
