import type { Content } from "../content.js";
import type { MessageOutcomeInput, ShowMessageEffect } from "../protocol.js";
import { bar } from "./bar.js";
import { listOf, objectOf } from "./dom.js";
import { createFrame, type Frame } from "./element.js";
import { kit } from "./kit.js";
import { isGame, panel, type Special } from "./panel.js";
import { listenForTyping, untilQuiet } from "./quiet.js";
import { recommendations } from "./recommendations.js";
import { standInline } from "./slot.js";
import { displayOf, leaveAfter, say, standFloating, standModal } from "./stand.js";
import { barStyle } from "./style-bar.js";
import { baseStyle } from "./style-base.js";
import { panelStyle } from "./style-panel.js";
import { partsStyle } from "./style-parts.js";
import { recommendationsStyle } from "./style-recommendations.js";
import { Refused } from "./tree.js";

/** Tells the core what became of a message. */
export type Report = (outcome: MessageOutcomeInput["outcome"], detail?: MessageOutcomeInput["detail"]) => void;

/** A message on the page. */
export interface Drawn {
  /** Draws it anew with what it says now, once nobody is in it; never what a visitor has begun to fill in or to play. */
  renew(effect: ShowMessageEffect): void;
  /** Takes it away as having done its work, once nobody is in it. */
  leave(): void;
  /** Takes it away without an outcome. */
  remove(): void;
}

/** How long a toast stays. */
const toastMs = 8_000;

/**
 * Draws a message and reports its outcomes; `blocked`, with a reason, where it cannot be drawn. A dialog waits for its
 * moment, as long as it is `wanted`.
 */
export async function draw(
  effect: ShowMessageEffect,
  report: Report,
  wanted: () => boolean,
): Promise<Drawn | undefined> {
  listenForTyping();
  const block = (reason: string) => {
    report("blocked", { reason });
    return undefined;
  };
  if (document.readyState === "loading")
    await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
  const contentOf = (one: ShowMessageEffect) => (objectOf(one.content as unknown as Content) ?? {}) as Content;
  const content = contentOf(effect);
  const { template, slot, decisionId } = effect;
  const display = displayOf(template, slot, content);
  let special: Special | undefined;
  if (isGame(template) || listOf(content.fields).length || objectOf(content.consent)) {
    const chunk = await import("./rare.js");
    special = (frame, to, place) => chunk.draw(kit, frame, to, place);
  }
  if ((display === "modal" || display === "fullScreen") && !(await untilQuiet(wanted))) return undefined;
  if (!wanted()) return undefined;

  const styles = [baseStyle, ...(display === "bar" ? [partsStyle, barStyle] : [])];
  if (template === "recommendations" || listOf(content.items).length) styles.push(recommendationsStyle);
  if (display !== "bar" && template !== "recommendations") styles.push(partsStyle, panelStyle);
  const frame = createFrame(styles, content, report);
  frame.element.dataset.decision = decisionId;
  frame.element.dataset.display = display;
  const { position } = content;
  if (/^(top|bottom)(Start|End)?$/.test(position ?? "")) frame.element.dataset.position = position;
  const build = (one: ShowMessageEffect) =>
    frame.inside(() =>
      display === "bar"
        ? bar(frame, one)
        : template === "recommendations"
          ? recommendations(frame, one)
          : panel(frame, one, display, special),
    );
  let box: HTMLElement | undefined;
  const tried = (work: () => string | undefined) => {
    let reason: string | undefined;
    try {
      reason = work();
    } catch (error) {
      reason = faultOf(error);
    }
    if (reason) {
      frame.remove();
      return block(reason);
    }
    frame.watch();
    return frame;
  };
  const stands = tried(() => {
    box = build(effect);
    return box ? stand(frame, box) : "noItems";
  });
  if (!stands) return undefined;
  if (special) for (const type of ["input", "click"]) frame.root.addEventListener(type, frame.begin);
  return {
    remove: frame.remove,
    leave: () => frame.whenLeft(frame.close),
    renew: (next) =>
      frame.whenLeft(() => {
        tried(() => {
          frame.speak(contentOf(next));
          const fresh = build(next);
          if (!box || !fresh) return "noItems";
          // It does not come in again, and what has grown goes on from where it was.
          const { style } = fresh;
          style.animation = "none";
          style.setProperty("--from", box.querySelector<HTMLElement>(".progress i")?.style.inlineSize ?? "");
          box.replaceWith(fresh);
          box = fresh;
          say(frame, spoken(box));
          return undefined;
        });
      }),
  };

  function stand(on: Frame, box: HTMLElement): string | undefined {
    if (display === "inline") return standInline(on, box, slot ?? "", template === "hero", !effect.rule);
    if (display === "modal" || display === "fullScreen") standModal(on, box);
    else {
      standFloating(on, box, spoken(box), /^top/.test(position ?? "") ? "top" : "bottom");
    }
    const after = Number(content.dismissAfterMs ?? (display === "toast" ? toastMs : 0));
    if (after > 0) leaveAfter(on, after);
    return undefined;
  }
}

/** Why it could not be drawn, in short. */
export const faultOf = (error: unknown): string =>
  error instanceof Refused ? error.message : `renderer: ${String(error)}`.slice(0, 200);

/** What is read out of a message that does not take the focus: what it shows. */
const spoken = (box: HTMLElement): string =>
  [...Array.from(box.querySelectorAll(".title,.line,.text p")), box.querySelector(".name")]
    .map((part) => part?.textContent)
    .filter(Boolean)
    .join(". ");
