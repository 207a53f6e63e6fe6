import type { Config } from "../../config.js";
import type { Input, SignalInput } from "../../protocol.js";
import type { Recorder } from "../../recorder.js";

/** Batch ages that small signals wait here, before they wait with others to be sent (docs/decisions/0029-calm-signals.md). */
const ages = 5;
const defaultAgeMs = 1_000;

/** Somebody waits for one of them: a rule, a segment, a stage; or hears each event as it comes. */
const awaited =
  /"(Link Clicked|File Downloaded|Element (Clicked|Viewed)|Scroll Depth Reached|Page Engaged|Form (Started|Abandoned))"|"type":"(scroll|activeTime|visible|click)"|"forward":/;

const small = ["click", "scroll", "engagement", "visible", "form"];

/** What may wait: of no use to anybody before it is sent. What the site has named itself, and submissions, may not. */
function mayWait(input: Input): boolean {
  const { type, kind, detail } = input as SignalInput & { detail: { event?: unknown; action?: string } };
  return type === "signal" && small.includes(kind) && !detail.event && detail.action !== "submit";
}

/**
 * Small signals wait here and are told together, each in its own time: a core that has just run takes a fifth of the time for
 * the next. They are told before anything else is, so that the order of all things stays.
 *
 * @returns tells what waits; to be called before anything else is told.
 */
export function keepCalm(config: unknown, recorder: Recorder, now: () => number): () => void {
  const { batch } = (config ?? {}) as Config;
  const delayMs = (batch?.maxAgeMs ?? defaultAgeMs) * ages;
  let waiting: [input: Input, timeMs: number][] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const { put } = recorder;
  const tell = () => {
    clearTimeout(timer);
    const told = waiting;
    waiting = [];
    for (const one of told) put(...one);
  };
  if (delayMs > 0 && !awaited.test(JSON.stringify(config)))
    recorder.put = (input, timeMs = now()) => {
      if (!mayWait(input)) return put(input, timeMs);
      if (waiting.push([input, timeMs]) === 1) timer = setTimeout(tell, delayMs);
    };
  return tell;
}
