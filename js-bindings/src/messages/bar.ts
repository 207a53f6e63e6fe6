import type { ShowMessageEffect } from "../protocol.js";
import { crossPath, icon, make } from "./dom.js";
import type { Report } from "./draw.js";
import { createFrame, type Frame } from "./element.js";
import { picture, prices } from "./item.js";
import { barStyle } from "./style-bar.js";
import { allowedUrl } from "./url.js";
import { wordsIn } from "./words.js";

/** A bar at the top or bottom: text, at most one product, one action, a close button. Never takes focus. */
export function drawBar({ content, decisionId }: ShowMessageEffect, report: Report): Frame {
  const words = wordsIn(content.language);
  const frame = createFrame(barStyle, content.language, report);
  const item = content.items?.[0];
  const actionUrl = allowedUrl(content.action?.url ?? item?.url, document.baseURI);
  const itemUrl = allowedUrl(item?.url, document.baseURI);

  const text = make(
    "span",
    { class: "text" },
    content.title && make("strong", { class: "title" }, content.title),
    content.text && make("span", { class: "line" }, content.text),
  );
  const box = make("div", {
    class: "bar",
    role: "region",
    "aria-label": content.title ?? words.message,
    "data-seen": "",
  });
  if (item) {
    const product = make(
      itemUrl ? "a" : "span",
      { class: "product", href: itemUrl },
      picture(item, 64),
      make(
        "span",
        { class: "facts" },
        make("span", { class: "name" }, item.name),
        prices(item, content.currency, content.language, words),
      ),
    );
    product.addEventListener("click", () =>
      report("clicked", { target: "item", itemId: item.id, position: 0, ...(itemUrl ? { url: itemUrl } : {}) }),
    );
    box.append(text, product);
  } else box.append(text);

  if (content.action) {
    const action = actionUrl
      ? make("a", { class: "action", href: actionUrl }, content.action.label)
      : make("button", { class: "action", type: "button" }, content.action.label);
    action.addEventListener("click", () => {
      report("clicked", {
        target: "action",
        ...(actionUrl ? { url: actionUrl } : {}),
        ...(item && actionUrl === itemUrl ? { itemId: item.id, position: 0 } : {}),
      });
      if (!actionUrl) frame.remove();
    });
    box.append(action);
  }
  const close = make(
    "button",
    { class: "close", type: "button", "aria-label": content.closeLabel ?? words.close },
    icon(crossPath),
  );
  close.addEventListener("click", () => frame.dismiss("close"));
  box.append(close);

  const status = make("div", { class: "sr", role: "status" });
  frame.root.append(box, status);
  const { element } = frame;
  element.dataset.position = content.position === "top" ? "top" : "bottom";
  element.dataset.decision = decisionId;
  if (item) element.dataset.product = "";
  document.body.append(element);
  raise(element);
  frame.watch();
  // A live region speaks of what changes in it, so its text comes after it is there.
  requestAnimationFrame(() => status.append([content.title, content.text, item?.name].filter(Boolean).join(". ")));
  return frame;
}

/** Into the top layer where there is one, without focus; the stylesheet's z-index does for the others. */
function raise(element: HTMLElement): void {
  if (!("popover" in element)) return;
  element.popover = "manual";
  element.showPopover();
}
