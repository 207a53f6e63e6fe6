import type { Input, SignalInput } from "../protocol.js";
import { watchAttributes } from "./attributes.js";
import type { Complain } from "./describe.js";
import { watchLifecycle } from "./lifecycle.js";
import { routeSignal, watchRoutes } from "./route.js";
import { watchScroll } from "./scroll.js";

/** Starts every signal but clicks and forms, which are heard before the core is there. */
export function watchSignals(
  emit: (input: Input) => void,
  complain: Complain,
  siteOffset: (timeMs: number) => number,
): void {
  const scrollAnew = watchScroll(emit);
  const route = (signal: SignalInput) => {
    if (signal.kind === "route") signal.detail.page.siteOffsetMinutes = siteOffset(Date.now());
    scrollAnew();
    emit(signal);
  };
  watchLifecycle((state) => {
    emit({ type: "lifecycle", state });
    if (state === "restored") route(routeSignal("restored"));
  });
  watchRoutes(route);
  watchAttributes(emit, complain);
}
