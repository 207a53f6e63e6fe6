import type { Recommendations, RecommendOptions } from "../api.js";
import type { RecommendationsEffect, RecommendInput } from "../protocol.js";

export interface Requests {
  /** Asks the core; resolves with its answer. */
  ask(options: RecommendOptions): Promise<Recommendations>;
  /** Resolves the promise the effect answers. */
  answer(effect: RecommendationsEffect): void;
  /** Resolves all that wait, and all that ask later, with nothing: there is no core any more. */
  giveUp(): void;
}

const nothing: Recommendations = { decisionId: "", items: [] };

/** The promises of `recommend()` and the effects that answer them. */
export function createRequests(put: (input: RecommendInput) => void): Requests {
  const waiting = new Map<string, (answer: Recommendations) => void>();
  let count = 0;
  let over = false;
  return {
    ask(options) {
      return new Promise((resolve) => {
        if (over) return resolve(nothing);
        const requestId = String(++count);
        waiting.set(requestId, resolve);
        const { strategy, slot, itemId, category, exclude, limit } = options ?? ({} as RecommendOptions);
        const context = { itemId, category, exclude };
        put({ type: "recommend", requestId, strategy, slot, limit, context } as RecommendInput);
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
