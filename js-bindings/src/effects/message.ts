import type { Drawn, Report } from "../messages/index.js";
import type {
  HideMessageEffect,
  Json,
  MessageOutcomeInput,
  RecommendationsEffect,
  ShowMessageEffect,
} from "../protocol.js";

export interface Messages {
  /** False while calls of a page that was left are replayed: nothing is drawn, and the core is told so. */
  enabled: boolean;
  show(effect: ShowMessageEffect): void;
  hide(effect: HideMessageEffect): void;
  /** Draws the items a page asked for with a slot. */
  fill(effect: RecommendationsEffect): void;
}

/** Draws messages with the renderer, fetched when a first one is due. */
export function createMessages(answer: (outcome: MessageOutcomeInput) => void): Messages {
  /** Null while the renderer is on its way. */
  const shown = new Map<string, Drawn | null>();

  async function show(effect: ShowMessageEffect): Promise<void> {
    const { decisionId } = effect;
    const report: Report = (outcome, detail) => {
      if (outcome === "dismissed" || outcome === "blocked") shown.delete(decisionId);
      answer({ type: "messageOutcome", decisionId, outcome, ...(detail ? { detail } : {}) });
    };
    shown.set(decisionId, null);
    try {
      const { draw } = await import("../messages/index.js");
      // Taken back in the meantime.
      if (!shown.has(decisionId)) return;
      const drawn = await draw(effect, report);
      if (!drawn) return;
      if (shown.has(decisionId)) shown.set(decisionId, drawn);
      else drawn.remove();
    } catch (error) {
      report("blocked", { reason: `renderer: ${String(error)}`.slice(0, 200) });
    }
  }

  const messages: Messages = {
    enabled: true,
    show(effect) {
      if (messages.enabled) void show(effect);
      else
        answer({
          type: "messageOutcome",
          decisionId: effect.decisionId,
          outcome: "blocked",
          detail: { reason: "pageLeft" },
        });
    },
    hide({ decisionId }) {
      shown.get(decisionId)?.remove();
      shown.delete(decisionId);
    },
    fill(effect) {
      const { decisionId, strategy, items, slot } = effect;
      if (!slot || !items.length) return;
      const { currency } = effect as { currency?: Json };
      void show({
        type: "showMessage",
        decisionId,
        rule: "",
        template: "recommendations",
        slot,
        content: {
          language: document.documentElement.lang || navigator.language,
          strategy,
          items,
          ...(typeof currency === "string" ? { currency } : {}),
        },
      });
    },
  };
  return messages;
}
