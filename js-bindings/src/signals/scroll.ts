import type { SignalInput } from "../protocol.js";

/** Reports the deepest part of the page seen, by whole percents, at most once a frame. Returns the way to begin anew. */
export function watchScroll(emit: (input: SignalInput) => void): () => void {
  let deepest = 0;
  let waiting = false;

  const measure = () => {
    waiting = false;
    const height = document.documentElement.scrollHeight;
    const percent = Math.min(100, Math.floor(((scrollY + innerHeight) / Math.max(height, 1)) * 100));
    if (percent <= deepest) return;
    deepest = percent;
    emit({ type: "signal", kind: "scroll", detail: { percent, px: Math.round(scrollY) } });
  };

  addEventListener(
    "scroll",
    () => {
      if (!waiting) requestAnimationFrame(measure);
      waiting = true;
    },
    { passive: true },
  );
  return () => {
    deepest = 0;
  };
}
