import type { ShowMessageEffect } from "../protocol.js";
import { make, textOf } from "./dom.js";
import type { Frame } from "./element.js";
import { leading, shelf } from "./items.js";

/** A heading and product cards, in a slot of the page. */
export function recommendations(frame: Frame, _effect: ShowMessageEffect): HTMLElement | undefined {
  const items = leading(frame.content);
  if (!items.length) return undefined;
  const { content, words } = frame;
  const { row, arrows, measure } = shelf(frame, items);
  const title = textOf(content.title, 200) || words.recommended;
  const head = make(
    "header",
    {},
    make("div", {}, make("h2", { id: "title" }, title), content.text && make("p", {}, textOf(content.text))),
    arrows,
  );
  queueMicrotask(measure);
  return make("section", { "aria-labelledby": "title", "data-seen": "", class: "shelf" }, head, row);
}
