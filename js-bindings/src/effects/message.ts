import type { Log } from "../log.js";
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
export function createMessages(tell: (outcome: MessageOutcomeInput) => void, log: Log, planner?: Planner): Messages {
  let renderer: Promise<Renderer> | undefined;

  const answer = (outcome: MessageOutcomeInput) => {
    if (/^(blocked|dismissed)$/.test(outcome.outcome)) planner?.over(outcome.decisionId);
    tell(outcome);
  };
  const complain = (code: string, found: string, pointer: string) => log.say("warn", code, found, pointer);
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

  /** Messages that are not drawn yet, with what they say by now, and those that are. */
  const waiting = new Map<string, ShowMessageEffect>();
  const drawn = new Set<string>();
  /** What gives back the locks of those that are not seen yet. */
  const held = new Map<string, () => void>();

  function over(decisionId: string): void {
    waiting.delete(decisionId);
    held.get(decisionId)?.();
    held.delete(decisionId);
  }

  /** From here on the locks are what keeps other tabs from drawing the same; what was overtaken is taken back. */
  async function drawOnce(effect: ShowMessageEffect, renderer: Renderer): Promise<void> {
    const { decisionId, reserve = [] } = effect;
    const free = await renderer.takeLocks(reserve, (release) => held.set(decisionId, release));
    if (!waiting.has(decisionId)) return over(decisionId);
    if (!free) {
      waiting.delete(decisionId);
      return block(decisionId, "otherTab");
    }
    answer({ type: "messageOutcome", decisionId, outcome: "ready" });
    const newest = waiting.get(decisionId);
    if (!newest) return over(decisionId);
    waiting.delete(decisionId);
    drawn.add(decisionId);
    await put(newest, renderer);
  }

  async function put(effect: ShowMessageEffect, { show }: Renderer): Promise<void> {
    await show(
      effect,
      (outcome) => {
        answer(outcome);
        if (outcome.outcome !== "clicked") over(effect.decisionId);
      },
      complain,
    );
    planner?.drawn(effect);
  }

  const messages: Messages = {
    enabled: true,
    show(effect) {
      const { decisionId } = effect;
      if (!messages.enabled) return block(decisionId, "pageLeft");
      if (drawn.has(decisionId)) return draw(decisionId, (renderer) => void put(effect, renderer));
      const waits = waiting.has(decisionId);
      waiting.set(decisionId, effect);
      if (waits) return;
      planner?.show(effect);
      draw(decisionId, (renderer) => void drawOnce(effect, renderer));
    },
    hide({ decisionId, reason }) {
      const gone = reason === "over" ? answer : undefined;
      const waited = waiting.has(decisionId);
      over(decisionId);
      if (waited) gone?.({ type: "messageOutcome", decisionId, outcome: "closed" });
      else renderer?.then(({ hide }) => hide(decisionId, gone)).catch(() => {});
    },
    fill(effect) {
      if (effect.slot && effect.items.length)
        draw(effect.decisionId, ({ fill }) => void fill(effect, answer, complain));
    },
  };
  return messages;
}
