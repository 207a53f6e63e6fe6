import { createFront, type Front, insideKey } from "./front.js";
import { createRecorder } from "./recorder.js";
import type { Complaint } from "./serialise.js";
import { watchClicks } from "./signals/click.js";
import { watchForms } from "./signals/form.js";
import { routeSignal } from "./signals/route.js";
import { defineSlot } from "./signals/slots.js";

/**
 * `dist/waymark.js`, the classic script: takes over `window.waymark`, records calls and the first signals with
 * their times, and loads the host from beside itself when the page is idle. Never throws into the page.
 */

/** The page is seldom idle on slow phones: load then all the same. */
const idleDeadlineMs = 2_000;

const holder = window as unknown as { waymark?: Front | unknown[] };
const script = document.currentScript as HTMLScriptElement | null;

function take(): void {
  const before = holder.waymark;
  if (before && insideKey in before) return;
  const front = createFront(createRecorder(Date.now));
  holder.waymark = front;
  const { [insideKey]: inside } = front;

  defineSlot();
  const heed = (complaint: Complaint) => inside.recorder.heed(complaint);
  watchClicks(inside.recorder.put, heed);
  watchForms(inside.recorder.put, heed);
  inside.begin = () => whenIdle(() => load(front));
  const queued = Array.isArray(before) ? (before as (unknown[] & { t?: number })[]) : [];
  // The page was there before what was queued on it.
  const arrive = () =>
    inside.recorder.put(routeSignal("load"), Math.min(Date.now(), ...queued.map((call) => call?.t ?? Infinity)));
  // A page made ready in advance has not been seen by anybody.
  if ((document as { prerendering?: boolean }).prerendering)
    document.addEventListener("prerenderingchange", arrive, { once: true });
  else arrive();
  // What was queued may hold `init` itself.
  front.push(...queued);
  const { config, wasm, debug } = script?.dataset ?? {};
  if (config) front.init({ config, debug: debug !== undefined, ...(wasm ? { wasmUrl: wasm } : {}) });
}

function whenIdle(run: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(run, { timeout: idleDeadlineMs });
  else setTimeout(run, 1);
}

function load(front: Front): void {
  const { settle } = front[insideKey];
  const url = new URL("host.mjs", script?.src || location.href).href;
  // Where it cannot be had the calls stay journaled, and the next page tries again.
  import(url).then(
    ({ start }: typeof import("./host.js")) => start(front),
    () => settle(true),
  );
}

try {
  take();
} catch {
  // The page goes on without us.
}
