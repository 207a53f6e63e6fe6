import type { Planner } from "../plan/keep.js";
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

/** Draws messages with the renderer, fetched when a first one is due. `planner` keeps what stands in slots. */
export function createMessages(tell: (outcome: MessageOutcomeInput) => void, planner?: Planner): Messages {
  let renderer: Promise<Renderer> | undefined;

  const answer = (outcome: MessageOutcomeInput) => {
    if (/^(blocked|dismissed)$/.test(outcome.outcome)) planner?.over(outcome.decisionId);
    tell(outcome);
  };
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

  /** Messages that are not drawn yet, and what gives back the locks of those that are not seen yet. */
  const waiting = new Set<string>();
  const held = new Map<string, () => void>();

  function over(decisionId: string): void {
    waiting.delete(decisionId);
    held.get(decisionId)?.();
    held.delete(decisionId);
  }

  /** From here on the locks are what keeps other tabs from drawing the same; what was overtaken is taken back. */
  async function drawOnce(effect: ShowMessageEffect, { show, takeLocks }: Renderer): Promise<void> {
    const { decisionId, reserve = [] } = effect;
    const free = await takeLocks(reserve, (release) => held.set(decisionId, release));
    if (!waiting.has(decisionId)) return over(decisionId);
    if (!free) {
      waiting.delete(decisionId);
      return block(decisionId, "otherTab");
    }
    answer({ type: "messageOutcome", decisionId, outcome: "ready" });
    if (!waiting.delete(decisionId)) return over(decisionId);
    await show(effect, (outcome) => {
      answer(outcome);
      if (outcome.outcome !== "clicked") over(decisionId);
    });
    planner?.drawn(effect);
  }

  const messages: Messages = {
    enabled: true,
    show(effect) {
      const { decisionId } = effect;
      if (!messages.enabled) return block(decisionId, "pageLeft");
      waiting.add(decisionId);
      planner?.show(effect);
      draw(decisionId, (renderer) => void drawOnce(effect, renderer));
    },
    hide({ decisionId }) {
      over(decisionId);
      renderer?.then(({ hide }) => hide(decisionId)).catch(() => {});
    },
    fill(effect) {
      if (effect.slot && effect.items.length) draw(effect.decisionId, ({ fill }) => void fill(effect, answer));
    },
  };
  return messages;
}
