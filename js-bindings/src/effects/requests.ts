import type { Flushed, Recommendations, RecommendOptions } from "../api.js";
import type {
  ExportedEffect,
  ExportInput,
  FlushedEffect,
  FlushInput,
  Json,
  RecommendationsEffect,
  RecommendInput,
} from "../protocol.js";

type Question = RecommendInput | FlushInput | ExportInput;
type Answer = RecommendationsEffect | FlushedEffect | ExportedEffect;

/** What the site asks the core, and waits for. */
export interface Requests {
  /** Resolves with the core's answer. */
  recommend(options: RecommendOptions): Promise<Recommendations>;
  flush(): Promise<Flushed>;
  export(of?: ExportInput["of"]): Promise<Json>;
  /** Resolves the promise the effect answers. */
  recommended(effect: RecommendationsEffect): void;
  flushed(effect: FlushedEffect): void;
  exported(effect: ExportedEffect): void;
  /** Resolves that request with nothing: the core lacks the part that could answer it. */
  refuse(requestId: string): void;
  /** Resolves all that wait, and all that ask later, with nothing: there is no core any more. */
  giveUp(): void;
}

/** Answers where there is no core; a copy each, for they are the site's. */
export const noItems = (): Recommendations => ({ decisionId: "", items: [] });
/** `waiting`: what is known to wait. */
export const notFlushed = (waiting: number): Flushed => ({ delivered: 0, waiting, destinations: [] });

/** The promises of `recommend()`, `flush()` and `export()` and the effects that answer them. */
export function createRequests(put: (input: Question) => void): Requests {
  /** By request: undefined is the answer of a core that is gone. */
  const waiting = new Map<string, (effect?: Answer) => void>();
  let count = 0;
  let over = false;

  function ask(input: Question, answer: (effect?: Answer) => void) {
    if (over) return answer();
    waiting.set(input.requestId, answer);
    put(input);
  }

  function refuse(requestId: string, effect?: Answer): void {
    waiting.get(requestId)?.(effect);
    waiting.delete(requestId);
  }
  const answered = (effect: Answer): void => refuse(effect.requestId, effect);

  return {
    async recommend(options) {
      const requestId = String(++count);
      let asked: RecommendOptions | undefined;
      try {
        // As they are now, whatever the site does with them meanwhile.
        asked = { ...options };
      } catch {
        // Nothing that could be asked.
      }
      const { inputOf } = await import("../recommend.js").catch(() => ({ inputOf: () => undefined }));
      const input = inputOf(asked, requestId);
      return new Promise((resolve) => {
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
    export(of) {
      return new Promise((resolve) => {
        ask({ type: "export", requestId: String(++count), ...(of ? { of } : {}) }, (effect) =>
          resolve(effect?.type === "exported" ? effect.data : null),
        );
      });
    },
    recommended: answered,
    flushed: answered,
    exported: answered,
    refuse,
    giveUp() {
      over = true;
      for (const answer of waiting.values()) answer();
      waiting.clear();
    },
  };
}
