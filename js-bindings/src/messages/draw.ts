import type { MessageOutcomeInput, ShowMessageEffect } from "../protocol.js";
import { drawBar } from "./bar.js";
import { drawRecommendations } from "./recommendations.js";

/** Tells the core what became of a message. */
export type Report = (outcome: MessageOutcomeInput["outcome"], detail?: MessageOutcomeInput["detail"]) => void;

/** A message on the page. */
export interface Drawn {
  /** Takes it away without an outcome. */
  remove(): void;
}

/** Draws a message and reports its outcomes; `blocked`, with a reason, where it cannot be drawn. */
export async function draw(effect: ShowMessageEffect, report: Report): Promise<Drawn | undefined> {
  if (document.readyState === "loading") {
    await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
  }
  switch (effect.template) {
    case "bar":
      return drawBar(effect, report);
    case "recommendations":
      return drawRecommendations(effect, report);
    default:
      report("blocked", { reason: "templateUnknown" });
      return undefined;
  }
}
