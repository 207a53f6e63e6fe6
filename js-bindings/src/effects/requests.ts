import type { Flushed, Recommendations, RecommendOptions } from "../api.js";
import type { FlushedEffect, FlushInput, RecommendationsEffect, RecommendInput, Strategy } from "../protocol.js";

/** What the site asks the core, and waits for. */
export interface Requests {
  /** Resolves with the core's answer. */
  recommend(options: RecommendOptions): Promise<Recommendations>;
  flush(): Promise<Flushed>;
  /** Resolves the promise the effect answers. */
  recommended(effect: RecommendationsEffect): void;
  flushed(effect: FlushedEffect): void;
  /** Resolves all that wait, and all that ask later, with nothing: there is no core any more. */
  giveUp(): void;
}

/** Answers where there is no core; a copy each, for they are the site's. */
export const noItems = (): Recommendations => ({ decisionId: "", items: [] });
/** `waiting`: what is known to wait. */
export const notFlushed = (waiting: number): Flushed => ({ delivered: 0, waiting, destinations: [] });

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

/** The promises of `recommend()` and `flush()` and the effects that answer them. */
export function createRequests(put: (input: RecommendInput | FlushInput) => void): Requests {
  /** By request: undefined is the answer of a core that is gone. */
  const waiting = new Map<string, (effect?: RecommendationsEffect | FlushedEffect) => void>();
  let count = 0;
  let over = false;

  function ask(input: RecommendInput | FlushInput, answer: (effect?: RecommendationsEffect | FlushedEffect) => void) {
    if (over) return answer();
    waiting.set(input.requestId, answer);
    put(input);
  }

  function answered(effect: RecommendationsEffect | FlushedEffect): void {
    waiting.get(effect.requestId)?.(effect);
    waiting.delete(effect.requestId);
  }

  return {
    recommend(options) {
      return new Promise((resolve) => {
        const input = inputOf(options, String(++count));
        if (!input) return resolve(noItems());
        ask(input, (effect) => {
          if (effect?.type !== "recommendations") return resolve(noItems());
          const { decisionId, items } = effect;
          resolve({ decisionId, items });
        });
      });
    },
    flush() {
      return new Promise((resolve) => {
        ask({ type: "flush", requestId: String(++count) }, (effect) => {
          if (effect?.type !== "flushed") return resolve(notFlushed(0));
          const { delivered, waiting, destinations } = effect;
          resolve({ delivered, waiting, destinations });
        });
      });
    },
    recommended: answered,
    flushed: answered,
    giveUp() {
      over = true;
      for (const answer of waiting.values()) answer();
      waiting.clear();
    },
  };
}
