import type { Ending } from "../content.js";
import { checkPath, icon, make, objectOf, textOf } from "./dom.js";
import type { Frame } from "./element.js";
import { button, codeBox } from "./parts.js";

/** What is said when a form was sent or a survey is over, in place of it; read out, with the focus that was in it. */
export function showEnding(frame: Frame, place: HTMLElement, wanted: Ending | undefined, title?: string): void {
  const ending = objectOf(wanted) ?? {};
  const name = make(
    "h2",
    { class: "title", id: "title", tabindex: "-1" },
    title || textOf(ending.title, 300) || frame.words.thanks,
  );
  const parts = [
    make("div", { class: "tick" }, icon(checkPath)),
    name,
    ending.text && make("p", { class: "text", id: "text" }, textOf(ending.text)),
    codeBox(frame, ending.code),
    button(frame, ending.action, "action"),
  ];
  place.replaceChildren(make("div", { class: "ending" }, ...(parts.filter(Boolean) as Node[])));
  name.focus({ preventScroll: true });
}
