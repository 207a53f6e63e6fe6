import { isSeen, thresholds } from "../../visible.js";
import type { Hooks, Tools } from "./tools.js";

/** Elements that come later are looked for so long after the page has changed. */
const lookMs = 1_000;
/** The same where a rule waits for one. */
const shortLookMs = 500;

/** Elements of these selectors, each once a page when half of it has been on screen. */
export function watchVisible({ tell, describe, awaited }: Tools, selectors: string[]): Hooks {
  const pauseMs = awaited.visible.length ? shortLookMs : lookMs;
  let waiting = false;
  let seen = new WeakMap<Element, Set<string>>();

  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!isSeen(entry)) continue;
        observer.unobserve(entry.target);
        for (const selector of seen.get(entry.target) ?? [])
          tell("visible", { element: describe(entry.target), selector });
      }
    },
    { threshold: thresholds },
  );

  const look = () => {
    waiting = false;
    for (const selector of new Set(selectors)) {
      try {
        for (const element of document.querySelectorAll(selector)) {
          const known = seen.get(element) ?? new Set();
          if (known.has(selector)) continue;
          seen.set(element, known.add(selector));
          observer.observe(element);
        }
      } catch {
        // No selector: the configuration's author sees that nothing comes.
      }
    }
  };
  look();
  new MutationObserver((changes) => {
    if (waiting || !changes.some(({ addedNodes }) => [...addedNodes].some(isElement))) return;
    setTimeout(look, pauseMs);
    waiting = true;
  }).observe(document.documentElement, { childList: true, subtree: true });
  return {
    route() {
      seen = new WeakMap();
      observer.disconnect();
      if (!waiting) setTimeout(look, pauseMs);
      waiting = true;
    },
  };
}

const isElement = ({ nodeType }: Node): boolean => nodeType === Node.ELEMENT_NODE;
