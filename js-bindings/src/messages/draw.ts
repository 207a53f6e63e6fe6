import type { Content } from "../content.js";
import type { MessageOutcomeInput, ShowMessageEffect } from "../protocol.js";
import { bar } from "./bar.js";
import { listOf, objectOf, textOf } from "./dom.js";
import { createFrame, type Frame } from "./element.js";
import { kit } from "./kit.js";
import { isGame, panel, type Special } from "./panel.js";
import { listenForTyping, untilQuiet } from "./quiet.js";
import { recommendations } from "./recommendations.js";
import { standInline } from "./slot.js";
import { displayOf, leaveAfter, standFloating, standModal } from "./stand.js";
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
  /** Takes it away without an outcome. */
  remove(): void;
}

const templates =
  /^(bar|modal|slideIn|toast|fullScreen|banner|hero|recommendations|coupon|freeShipping|leadForm|survey|socialProof|wheel|scratch|loyalty|replenish|custom)$/;
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
  if (!templates.test(effect.template)) return block("templateUnknown");
  if (document.readyState === "loading")
    await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
  const content = (objectOf(effect.content as unknown as Content) ?? {}) as Content;
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
  try {
    const box =
      display === "bar"
        ? bar(frame, effect)
        : template === "recommendations"
          ? recommendations(frame, effect)
          : panel(frame, effect, display, special);
    const reason = box ? stand(frame, box) : "noItems";
    if (reason) return block(reason);
  } catch (error) {
    frame.remove();
    if (error instanceof Refused) return block(error.message);
    throw error;
  }
  frame.watch();
  return frame;

  function stand(on: Frame, box: HTMLElement): string | undefined {
    if (display === "inline") return standInline(on, box, slot ?? "", template === "hero", !effect.rule);
    if (display === "modal" || display === "fullScreen") standModal(on, box);
    else {
      const item = content.items?.[0]?.name;
      const top = /^top/.test(position ?? "");
      standFloating(
        on,
        box,
        [content.title, content.text, item].map((part) => textOf(part)),
        top ? "top" : "bottom",
      );
    }
    const after = Number(content.dismissAfterMs ?? (display === "toast" ? toastMs : 0));
    if (after > 0) leaveAfter(on, after);
    return undefined;
  }
}
