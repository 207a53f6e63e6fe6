import type { Client } from "../client.js";
import { describe, routeSignal } from "../lent.js";
import type { LifecycleInput, PageFacts, SignalInput } from "../protocol.js";
import type { Recorder } from "../recorder.js";
import { watchAttributes } from "./attributes.js";
import { needsMore } from "./settings.js";
import { watchRoutes } from "./watch-routes.js";

/** What has to be said to the signals. */
export interface Signals {
  /** Before the core hears of it. */
  life(state: LifecycleInput["state"]): void;
  /** The page is back from the back/forward cache: a page view. */
  showAgain(): void;
}

/**
 * Starts every signal but clicks and forms, which are heard before the core is there, and the page's life. Most of them
 * lie in a file of their own that is fetched when the page is idle.
 *
 * @param config of the site, which nobody has checked yet.
 * @param turned hears of each route.
 * @param storing resolves once the visitor allows that anything is stored.
 */
export function watchSignals(
  config: unknown,
  { recorder, client }: { recorder: Recorder; client: Client },
  zones: (timeMs: number) => Partial<PageFacts>,
  turned: () => void,
  storing: Promise<void>,
): Signals {
  const { put: emit, heed: complain } = recorder;
  let more: ((what: "route" | "hidden" | "visible") => void) | undefined;
  const route = (signal: SignalInput) => {
    if (signal.kind === "route") Object.assign(signal.detail.page, zones(Date.now()));
    more?.("route");
    turned();
    emit(signal);
  };
  watchRoutes(route);
  watchAttributes(emit, complain);
  if (needsMore(config))
    whenIdle(() => {
      import("./more/index.js").then(
        ({ keepCalm, watchMore }) => {
          client.first = keepCalm(config, recorder, Date.now);
          more = watchMore(config, (input) => recorder.put(input), describe, storing);
        },
        () => complain({ code: "signals.unavailable", pointer: "" }),
      );
    });
  return {
    life(state) {
      if (state === "visible") more?.(state);
      else if (state === "hidden" || state === "leaving") more?.("hidden");
    },
    showAgain: () => route(routeSignal("restored")),
  };
}

function whenIdle(run: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(run, { timeout: 1_000 });
  else setTimeout(run, 1);
}
