import { declaredEvent, declaredMoment, describe } from "../lent.js";
import type { Input } from "../protocol.js";
import { isSeen, thresholds } from "../visible.js";
import type { Complain } from "./describe.js";

/**
 * Elements with `data-waymark-on="load"` or `"visible"`: an event once when they are there, or once when half
 * of them has been on screen. Elements added later are found as well.
 */
export function watchAttributes(emit: (input: Input) => void, complain: Complain): void {
  const seen = new WeakSet<Element>();
  let waiting = false;

  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!isSeen(entry)) continue;
        const { target } = entry;
        observer.unobserve(target);
        const { event, properties } = declaredEvent(target, complain) ?? {};
        if (event)
          emit({
            type: "signal",
            kind: "visible",
            detail: { element: describe(target), event, ...(properties ? { properties } : {}) },
          });
      }
    },
    { threshold: thresholds },
  );

  const look = () => {
    waiting = false;
    for (const element of Array.from(document.querySelectorAll("[data-waymark-on=load],[data-waymark-on=visible]"))) {
      if (seen.has(element)) continue;
      seen.add(element);
      if (declaredMoment(element) === "visible") {
        observer.observe(element);
        continue;
      }
      const { event, properties } = declaredEvent(element, complain) ?? {};
      if (event) emit({ type: "event", event: { type: "track", name: event, ...(properties ? { properties } : {}) } });
    }
  };

  look();
  new MutationObserver(() => {
    if (!waiting) requestAnimationFrame(look);
    waiting = true;
  }).observe(document.documentElement, { childList: true, subtree: true });
}
