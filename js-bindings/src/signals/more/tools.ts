import type { SignalInput } from "../../protocol.js";
import type { Awaited, SignalSettings } from "../settings.js";

type Kind = SignalInput["kind"];
export type DetailOf<K extends Kind> = Extract<SignalInput, { kind: K }>["detail"];

/** What every signal of `signals.mjs` is given. */
export interface Tools {
  settings: SignalSettings;
  /** What rules wait for. */
  awaited: Awaited;
  /** Tells the core in this task: for what must be told before the page is left. */
  tell<K extends Kind>(kind: K, detail: DetailOf<K>): void;
  /** Tells it once the browser has painted what the visitor did; at the latest when the page is hidden. */
  later(make: () => void): void;
  describe(element: Element): string;
  /** Resolves once the visitor allows that anything is stored. */
  storing: Promise<void>;
  /** Calls back with `performance.now()` at each sign of life: pointer, keys, scrolling, playing media. */
  onInput(listener: (now: number) => void): void;
}

/** What a signal wants to hear besides; all optional. */
export interface Hooks {
  /** Another page begins without a load; still told as of the old one. */
  route?(): void;
  /** The page is hidden, perhaps for ever. */
  hidden?(): void;
  visible?(): void;
}

/** Listens passively, before anybody who could stop the event, until what is returned is called. */
export function listen(types: string, heard: (event: Event) => void, target: EventTarget = document): () => void {
  const safe = (event: Event) => {
    try {
      heard(event);
    } catch {
      // An element that is not what it seems.
    }
  };
  const all = types.split(" ");
  for (const type of all) target.addEventListener(type, safe, { capture: true, passive: true });
  return () => {
    for (const type of all) target.removeEventListener(type, safe, true);
  };
}

/** Of a form too that has a field named `closest`. */
export const closest = (target: EventTarget | null, selector: string): Element | null =>
  target instanceof Element ? Element.prototype.closest.call(target, selector) : null;

export const isHidden = (): boolean => document.visibilityState === "hidden";

/** `data-waymark-ignore` on it, or around it. */
export const isIgnored = (target: EventTarget | null): boolean => !!closest(target, "[data-waymark-ignore]");
