import type { Json, MessageOutcomeInput, RecommendationsEffect, ShowMessageEffect } from "../protocol.js";
import { type Drawn, draw, type Report } from "./draw.js";

type Answer = (outcome: MessageOutcomeInput) => void;

/** Null while it is being drawn. */
const shown = new Map<string, Drawn | null>();

/** Draws a message; whatever becomes of it is answered. */
export async function show(effect: ShowMessageEffect, answer: Answer): Promise<void> {
  const { decisionId } = effect;
  const report: Report = (outcome, detail) => {
    if (outcome === "dismissed" || outcome === "blocked" || outcome === "closed") shown.delete(decisionId);
    answer({ type: "messageOutcome", decisionId, outcome, ...(detail ? { detail } : {}) });
  };
  shown.set(decisionId, null);
  try {
    const drawn = await draw(effect, report, () => shown.has(decisionId));
    if (!drawn) return void shown.delete(decisionId);
    // Taken back in the meantime.
    if (shown.has(decisionId)) shown.set(decisionId, drawn);
    else drawn.remove();
  } catch (error) {
    report("blocked", { reason: `renderer: ${String(error)}`.slice(0, 200) });
  }
}

/** Takes a message away without an outcome. */
export function hide(decisionId: string): void {
  shown.get(decisionId)?.remove();
  shown.delete(decisionId);
}

/** Draws the items a page asked for with a slot. */
export function fill(effect: RecommendationsEffect, answer: Answer): Promise<void> {
  const { decisionId, strategy, items, slot } = effect;
  const { currency } = effect as { currency?: Json };
  return show(
    {
      type: "showMessage",
      decisionId,
      rule: "",
      template: "recommendations",
      slot: slot as string,
      content: {
        language: document.documentElement.lang || navigator.language,
        strategy,
        items,
        ...(typeof currency === "string" ? { currency } : {}),
      },
    },
    answer,
  );
}
