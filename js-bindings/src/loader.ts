import { createFront, type Front, insideKey, timeOf } from "./front.js";
import { createRecorder } from "./recorder.js";
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
  watchClicks(inside.recorder);
  watchForms(inside.recorder);
  inside.begin = () => whenIdle(() => load(front));
  const queued: unknown[] = Array.isArray(before) ? before : [];
  const arrive = () => {
    // The page was there before what was queued on it.
    let timeMs = Date.now();
    for (const call of queued) timeMs = Math.min(timeMs, timeOf(call) ?? timeMs);
    inside.recorder.put(routeSignal("load"), timeMs);
  };
  // A page made ready in advance has not been seen by anybody.
  if ((document as { prerendering?: boolean }).prerendering)
    document.addEventListener("prerenderingchange", arrive, { once: true });
  else arrive();
  // What was queued may hold `init` itself.
  for (const call of queued) front.push(call as unknown[]);
  const { config, wasm, debug } = script?.dataset ?? {};
  if (config) front.init({ config, debug: debug !== undefined, wasmUrl: wasm || undefined });
  // A site may call `init` late, after consent say; one that forgot it should find a word somewhere.
  else addEventListener("load", () => inside.options || console.info("waymark", "config.missing"));
}

function whenIdle(run: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(run, { timeout: idleDeadlineMs });
  else setTimeout(run, 1);
}

function load(front: Front): void {
  const url = new URL("host.mjs", script?.src || location.href).href;
  // Where it cannot be had the calls stay journaled, and the next page tries again.
  import(url).then(({ start }: typeof import("./host.js")) => start(front)).catch(front[insideKey].fail);
}

try {
  take();
} catch {
  // The page goes on without us.
}
