import type { Display } from "../content.js";
import type { ShowMessageEffect } from "../protocol.js";
import { crossPath, icon, make, textOf } from "./dom.js";
import type { Frame } from "./element.js";
import { leading, shelf } from "./items.js";
import { tiers } from "./loyalty.js";
import { button, codeBox, countdown, head, media, points, progress } from "./parts.js";
import { allowedUrl } from "./url.js";

/** A button to put the message away: 44 px, in the visitor's language. */
export function closeButton(frame: Frame): HTMLButtonElement {
  const label = textOf(frame.content.closeLabel, 80) || frame.words.close;
  const close = make("button", { class: "close", type: "button", "aria-label": label }, icon(crossPath));
  close.addEventListener("click", () => frame.dismiss("close"));
  return close;
}

/** Templates that draw their whole body themselves. */
export const isGame = (template: string): boolean => /^(survey|wheel|scratch)$/.test(template);

/** What is fetched when it is needed: a game, or the form of any other template, drawn into `place`. */
export type Special = (frame: Frame, effect: ShowMessageEffect, place: HTMLElement) => void;

/**
 * A picture beside or above, and a body with every part the content has, in the order people read: title, text, what
 * is on offer, what is asked, ways out.
 */
export function panel(frame: Frame, effect: ShowMessageEffect, display: Display, special?: Special): HTMLElement {
  const { content } = frame;
  const picture = media(content.image);
  const place =
    (typeof content.image === "object" && content.image?.place) ||
    (display === "fullScreen"
      ? "side"
      : effect.template === "hero"
        ? "behind"
        : effect.template === "banner"
          ? "side"
          : "top");
  const body = make("div", { class: "body" });
  const items = leading(content);
  const reached = progress(frame, content.progress);
  if (special && isGame(effect.template)) special(frame, effect, body);
  else {
    body.append(...head(frame));
    const loyalty = points(content);
    if (loyalty) body.append(loyalty);
    const steps = tiers(frame);
    if (reached && !steps) {
      const done = textOf(content.progress?.done, 200);
      if (reached.done && done) {
        const text = body.querySelector(".text") ?? body.appendChild(make("div", { class: "text" }));
        text.replaceChildren(make("p", {}, done));
      }
      body.append(reached.bar);
    }
    const rest = [steps, countdown(frame, content.countdown), codeBox(frame, content.code)];
    body.append(...(rest.filter(Boolean) as Node[]));
    if (items.length) {
      const { row, arrows, measure } = shelf(frame, items);
      body.append(make("div", { class: "inner" }, row, arrows));
      setTimeout(measure);
    }
    if (special) {
      special(frame, effect, body);
      const second = button(frame, content.secondary, "secondary");
      if (second) body.append(second);
    } else {
      const actions = [
        button(frame, content.action, "action", items.length === 1 ? items[0]?.url : undefined),
        button(frame, content.secondary, "secondary"),
      ].filter(Boolean) as Node[];
      if (actions.length) body.append(make("div", { class: "actions" }, ...actions));
    }
  }
  const box = make("div", {
    class: `panel ${display} ${effect.template}${picture ? ` ${/^(side|behind)$/.test(place) ? place : "top"}` : ""}`,
    "data-seen": "",
    ...(display === "inline" || display === "slideIn" || display === "toast"
      ? { role: "region", "aria-label": textOf(content.title, 200) || frame.words.message }
      : {}),
  });
  if (picture) box.append(picture);
  box.append(body);
  // What stands in the page's own flow is part of the page, unless its author wants it otherwise.
  if (display !== "inline" || content.closeLabel) box.append(closeButton(frame));
  linkWhole(frame, box, effect);
  return box;
}

/** A toast is small: where it leads somewhere, all of it does. */
function linkWhole(frame: Frame, box: HTMLElement, { template }: ShowMessageEffect): void {
  const url = allowedUrl(frame.content.action?.url);
  if (template !== "socialProof" || !url) return;
  box.querySelector<HTMLElement>(".actions")?.remove();
  const link = make("a", {
    class: "cover",
    href: url,
    "aria-label": textOf(frame.content.action?.label, 80) || textOf(frame.content.title, 200),
  });
  link.addEventListener("click", () => frame.report("clicked", { target: "action", url }));
  box.prepend(link);
}
