import type { InitOptions, Waymark } from "./api.js";
import { recordedCalls } from "./inputs.js";
import { createListeners, type Listeners } from "./listeners.js";
import type { Json } from "./protocol.js";
import type { Recorder } from "./recorder.js";

/** How loader, module and host find each other on one object: the site may keep it from before the core was there. */
export const insideKey = Symbol.for("waymark.inside");

/** What lies behind the object the site calls. */
export interface Inside {
  recorder: Recorder;
  listeners: Listeners;
  options: InitOptions | undefined;
  /** The browser's own, from before the site could replace it. */
  fetch: typeof fetch;
  /** Called once, when `init` has been called: brings the host (`host.ts`) and so the core. */
  begin: () => void;
  /** `failed`: there will be no core on this page. */
  settle: (failed: boolean) => void;
  /** There will be no host either, and nobody else to say so. */
  fail: (error: unknown) => void;
}

export type Front = Waymark & { [insideKey]: Inside };

/** What is asked of the core, and waits for it. */
const asked = [
  ...([
    "recommend",
    "inspect",
    "stats",
    "flush",
    "export",
    "profile",
    "exportProfile",
    "mergeProfile",
    "debug",
  ] as const),
];

/**
 * The object a site calls. Until the module takes over, calls that are Inputs are recorded, and those that
 * want an answer wait for the core.
 */
export function createFront(recorder: Recorder): Front {
  let settle: (failed: boolean) => void = () => {};
  const settled = new Promise<boolean>((resolve) => (settle = resolve));
  /** Never, where there will be no core. */
  const ready = settled.then((failed) => (failed ? new Promise<void>(() => {}) : undefined));
  const listeners = createListeners();
  const log: Json[] = [];
  const inside: Inside = {
    recorder,
    listeners,
    options: undefined,
    fetch: globalThis.fetch,
    begin: () => {},
    settle,
    fail(error) {
      const entry = { type: "log", level: "error", code: "engine.unavailable", found: `${error}`, timeMs: Date.now() };
      log.push(entry);
      listeners.call("log", entry);
      settle(true);
    },
  };
  /** Answer of a page that will have no core. */
  const unavailable = (name: string) => {
    const pending = recorder.calls.length;
    if (name === "recommend") return { decisionId: "", items: [] };
    if (name === "flush") return { delivered: 0, waiting: pending, destinations: [] };
    return { engine: "unavailable", pending, log };
  };
  const front = { [insideKey]: inside, ready, on: listeners.on } as unknown as Front;
  for (const name of recordedCalls) front[name] = (...args: unknown[]) => recorder.call(name, args);
  for (const name of asked) {
    const waiting = (...args: unknown[]) =>
      settled.then(() =>
        front[name] === waiting ? unavailable(name) : (front[name] as (...all: unknown[]) => unknown)(...args),
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

/** When a call of the queueing stub was made: `t`, where the inline snippet has noted it; never in the future. */
export function timeOf(call: unknown): number | undefined {
  try {
    const { t } = call as { t?: unknown };
    return Number.isFinite(t) ? Math.min(t as number, Date.now()) : undefined;
  } catch {
    return undefined;
  }
}

/** One call of the queueing stub: `[method, ...args]`. */
function replay(front: Front, call: unknown): void {
  try {
    const [name, ...args] = call as [string, ...unknown[]];
    const recorded = recordedCalls.find((known) => known === name);
    if (recorded) front[insideKey].recorder.call(recorded, args, timeOf(call));
    else if (/^(init|on|flush)$/.test(name)) (front[name as "on"] as (...all: unknown[]) => unknown)(...args);
  } catch {
    // Not a call of ours.
  }
}
