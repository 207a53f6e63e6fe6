import type { InitOptions, Waymark } from "./api.js";
import { recordedCalls } from "./inputs.js";
import { createListeners, type Listeners } from "./listeners.js";
import type { Recorder } from "./recorder.js";

/** How loader, module and host find each other on one object: the site may keep it from before the core was there. */
export const insideKey = Symbol.for("waymark.inside");

/** What lies behind the object the site calls. */
export interface Inside {
  recorder: Recorder;
  listeners: Listeners;
  options: InitOptions | undefined;
  /** Called once, when `init` has been called: brings the host (`host.ts`) and so the core. */
  begin: () => void;
  /** `failed`: there will be no core on this page. */
  settle: (failed: boolean) => void;
}

/** Answers of a page that will have no core. */
const empty = { recommend: { decisionId: "", items: [] }, inspect: null, flush: undefined };

export type Front = Waymark & { [insideKey]: Inside };

/**
 * The object a site calls. Until the module takes over, calls that are Inputs are recorded, and those that
 * want an answer wait for the core.
 */
export function createFront(recorder: Recorder): Front {
  let settle: (failed: boolean) => void = () => {};
  let settled: Promise<void>;
  const ready = new Promise<void>((resolve) => {
    settled = new Promise((either) => {
      settle = (failed) => {
        either();
        if (!failed) resolve();
      };
    });
  });
  const inside: Inside = {
    recorder,
    listeners: createListeners(),
    options: undefined,
    begin: () => {},
    settle,
  };
  const front = { [insideKey]: inside, ready, on: inside.listeners.on } as unknown as Front;
  for (const name of recordedCalls) front[name] = (...args: unknown[]) => recorder.call(name, args);
  for (const name of ["recommend", "inspect", "flush"] as const) {
    const waiting = (...args: unknown[]) =>
      settled.then(() =>
        front[name] === waiting ? empty[name] : (front[name] as (...all: unknown[]) => unknown)(...args),
      );
    front[name] = waiting as never;
  }
  front.init = (options) => {
    if (inside.options || !options) return;
    inside.options = options;
    inside.begin();
  };
  front.push = (...calls) => {
    for (const call of calls) replay(front, call);
  };
  return front;
}

/** One call of the queueing stub: `[method, ...args]`, with the time in `t` where the inline snippet made it. */
function replay(front: Front, call: unknown): void {
  try {
    const [name, ...args] = call as [string, ...unknown[]];
    const recorded = recordedCalls.find((known) => known === name);
    const timeMs = (call as { t?: unknown }).t;
    if (recorded) front[insideKey].recorder.call(recorded, args, typeof timeMs === "number" ? timeMs : undefined);
    else if (name === "init" || name === "on") (front[name] as (...all: unknown[]) => unknown)(...args);
  } catch {
    // Not a call of ours.
  }
}
