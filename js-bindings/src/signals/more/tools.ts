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

/** What tells of scrolling, once where the browser can, or else again and again. */
export const scrolled = "onscrollend" in window ? "scrollend" : "scroll";

type Heard = (event: Event) => void;

/** Of each target: who listens to what. One listener of the browser's each, since calling into script is what costs. */
const hearers = new WeakMap<EventTarget, { [type: string]: Set<Heard> }>();

/** Listens passively, before anybody who could stop the event, until what is returned is called. */
export function listen(types: string, heard: Heard, target: EventTarget = document): () => void {
  const all = types.split(" ");
  const known = hearers.get(target) ?? {};
  hearers.set(target, known);
  for (const type of all) {
    known[type] ??= new Set();
    known[type].add(heard);
    target.addEventListener(type, pass, { capture: true, passive: true });
  }
  return () => {
    for (const type of all) {
      known[type]?.delete(heard);
      if (!known[type]?.size) target.removeEventListener(type, pass, true);
    }
  };
}

function pass(event: Event): void {
  for (const heard of hearers.get(event.currentTarget as EventTarget)?.[event.type] ?? []) {
    try {
      heard(event);
    } catch {
      // An element that is not what it seems.
    }
  }
}

/** Of a form too that has a field named `closest`. */
export const closest = (target: EventTarget | null, selector: string): Element | null =>
  target instanceof Element ? Element.prototype.closest.call(target, selector) : null;

export const isHidden = (): boolean => document.visibilityState === "hidden";

/** `data-waymark-ignore` on it, or around it. */
export const isIgnored = (target: EventTarget | null): boolean => !!closest(target, "[data-waymark-ignore]");
