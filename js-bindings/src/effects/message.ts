import type { HideMessageEffect, MessageOutcomeInput, RecommendationsEffect, ShowMessageEffect } from "../protocol.js";

type Renderer = typeof import("../messages/index.js");

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
  let renderer: Promise<Renderer> | undefined;

  const block = (decisionId: string, reason: string) =>
    answer({ type: "messageOutcome", decisionId, outcome: "blocked", detail: { reason } });

  function draw(decisionId: string, run: (renderer: Renderer) => void): void {
    renderer ??= import("../messages/index.js");
    renderer.then(run).catch((error: unknown) => {
      // The next message tries again.
      renderer = undefined;
      block(decisionId, `renderer: ${String(error)}`.slice(0, 200));
    });
  }

  const messages: Messages = {
    enabled: true,
    show(effect) {
      const { decisionId } = effect;
      if (messages.enabled) draw(decisionId, ({ show }) => void show(effect, answer));
      else block(decisionId, "pageLeft");
    },
    hide: ({ decisionId }) => void renderer?.then(({ hide }) => hide(decisionId)).catch(() => {}),
    fill(effect) {
      if (effect.slot && effect.items.length) draw(effect.decisionId, ({ fill }) => void fill(effect, answer));
    },
  };
  return messages;
}
