import type { Clock } from "../ports/clock.js";
import type { WakeEffect } from "../protocol.js";

/** The one timer: a new `wake` replaces the old one. */
export function createTimer(clock: Clock, wake: () => void): (effect: WakeEffect) => void {
  let cancel = () => {};
  return ({ atMs }) => {
    cancel();
    cancel = clock.after(atMs - clock.now(), wake);
  };
}
