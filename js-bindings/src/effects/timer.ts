import type { Clock } from "../ports/clock.js";
import type { WakeEffect } from "../protocol.js";

/** The one timer: a new `wake` replaces the old one. */
export function createTimer(clock: Clock, wake: () => void): (effect: WakeEffect) => void {
  let cancel = () => {};
  let wantedMs = 0;
  /** When it goes off; never later than wanted. Putting it off with each event would cost more than once too early. */
  let setMs: number | undefined;

  function set(delayMs: number): void {
    setMs = wantedMs;
    cancel = clock.after(delayMs, () => {
      const earlyMs = wantedMs - (setMs ?? 0);
      setMs = undefined;
      if (earlyMs > 0) set(earlyMs);
      else wake();
    });
  }

  return ({ atMs }) => {
    wantedMs = atMs;
    if (setMs !== undefined && setMs <= atMs) return;
    cancel();
    set(atMs - clock.now());
  };
}
