import type { Recommendations, RecommendOptions } from "../api.js";
import type { RecommendationsEffect, RecommendInput, Strategy } from "../protocol.js";

export interface Requests {
  /** Asks the core; resolves with its answer. */
  ask(options: RecommendOptions): Promise<Recommendations>;
  /** Resolves the promise the effect answers. */
  answer(effect: RecommendationsEffect): void;
  /** Resolves all that wait, and all that ask later, with nothing: there is no core any more. */
  giveUp(): void;
}

const nothing: Recommendations = { decisionId: "", items: [] };

const strategies: readonly unknown[] = ["next", "similar", "cart", "popular", "recent"] satisfies Strategy[];

/** The Input for what a site asks; none where the core could only refuse it and would never answer. */
function inputOf(options: RecommendOptions | undefined, requestId: string): RecommendInput | undefined {
  try {
    const { strategy, slot, itemId, category, exclude, limit } = options ?? ({} as RecommendOptions);
    if (!strategies.includes(strategy)) return undefined;
    const input: RecommendInput = { type: "recommend", requestId, strategy, context: {} };
    if (slot !== undefined) input.slot = String(slot);
    if (limit !== undefined) input.limit = Math.min(50, Math.max(1, Math.floor(Number(limit)) || 1));
    if (itemId !== undefined) input.context = { ...input.context, itemId: String(itemId) };
    if (category !== undefined) input.context = { ...input.context, category: String(category) };
    if (Array.isArray(exclude)) input.context = { ...input.context, exclude: exclude.map(String) };
    return input;
  } catch {
    return undefined;
  }
}

/** The promises of `recommend()` and the effects that answer them. */
export function createRequests(put: (input: RecommendInput) => void): Requests {
  const waiting = new Map<string, (answer: Recommendations) => void>();
  let count = 0;
  let over = false;
  return {
    ask(options) {
      return new Promise((resolve) => {
        const input = over ? undefined : inputOf(options, String(++count));
        if (!input) return resolve(nothing);
        waiting.set(input.requestId, resolve);
        put(input);
      });
    },
    answer({ requestId, decisionId, items }) {
      waiting.get(requestId)?.({ decisionId, items });
      waiting.delete(requestId);
    },
    giveUp() {
      over = true;
      for (const resolve of waiting.values()) resolve(nothing);
      waiting.clear();
    },
  };
}
