/** Time and timers, injected so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970 (UTC). */
  now(): number;
  /** Calls `run` once after `delayMs`; returns the way to call it off. */
  after(delayMs: number, run: () => void): () => void;
}

/** The longest delay `setTimeout` keeps: 2^31 - 1 ms; longer ones fire at once. */
export const maxDelayMs = 2_147_483_647;

/** The browser's clock. */
export const browserClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, Math.min(Math.max(delayMs, 0), maxDelayMs));
    return () => clearTimeout(timer);
  },
};
