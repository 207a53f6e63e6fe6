import { isSeen, thresholds } from "../visible.js";

/** How long half of a message must be on screen to count as shown. */
export const impressionMs = 1_000;

/** Calls `seen` once when half of the element has been visible for a second on a visible page. Returns the way to stop. */
export function watchImpression(element: Element, seen: () => void): () => void {
  let timer: number | undefined;
  let inside = false;

  const check = () => {
    const visible = inside && document.visibilityState === "visible";
    if (!visible) {
      clearTimeout(timer);
      timer = undefined;
    } else if (timer === undefined) {
      timer = window.setTimeout(() => {
        stop();
        seen();
      }, impressionMs);
    }
  };
  const observer = new IntersectionObserver(
    (entries) => {
      inside = entries.some(isSeen);
      check();
    },
    { threshold: thresholds },
  );
  const stop = () => {
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener("visibilitychange", check);
  };
  observer.observe(element);
  document.addEventListener("visibilitychange", check);
  return stop;
}
