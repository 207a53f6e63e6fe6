import { routeSignal } from "../lent.js";
import type { Input, PageFacts, SignalInput } from "../protocol.js";
import { watchAttributes } from "./attributes.js";
import type { Complain } from "./describe.js";
import { watchScroll } from "./scroll.js";
import { watchRoutes } from "./watch-routes.js";

/**
 * Starts every signal but clicks and forms, which are heard before the core is there, and the page's life. Returns
 * the way to say that the page is back from the back/forward cache.
 */
export function watchSignals(
  emit: (input: Input) => void,
  complain: Complain,
  zones: (timeMs: number) => Partial<PageFacts>,
): () => void {
  const scrollAnew = watchScroll(emit);
  const route = (signal: SignalInput) => {
    if (signal.kind === "route") Object.assign(signal.detail.page, zones(Date.now()));
    scrollAnew();
    emit(signal);
  };
  watchRoutes(route);
  watchAttributes(emit, complain);
  return () => route(routeSignal("restored"));
}
