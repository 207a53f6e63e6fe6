import { type Hooks, listen, scrolled, type Tools } from "./tools.js";

/**
 * Where the browser does not say when scrolling ends, or a rule waits for a depth, layout is asked for this long after the first
 * of a row of scroll events, out of the way of the next frame.
 */
const pauseMs = 200;

/**
 * Tells how deep the page was seen, where one of the depths asked for is reached.
 *
 * @param percents of the page's height that were in the window; `pixels`: CSS pixels scrolled down.
 */
export function watchScroll({ tell, awaited }: Tools, percents: number[], pixels: number[]): Hooks {
  let deepest = 0;
  let lowest = 0;
  let waiting = false;
  const lastPercent = Math.max(0, ...percents);
  const lastPixel = Math.max(0, ...pixels);

  const measure = () => {
    waiting = false;
    if (deepest >= lastPercent && lowest >= lastPixel) return;
    const height = document.documentElement.scrollHeight;
    const percent = Math.min(100, Math.floor(((scrollY + innerHeight) / Math.max(height, 1)) * 100));
    const px = Math.round(scrollY);
    if (
      percents.some((depth) => depth > deepest && depth <= percent) ||
      pixels.some((depth) => depth > lowest && depth <= px)
    )
      tell("scroll", { percent, px });
    deepest = Math.max(deepest, percent);
    lowest = Math.max(lowest, px);
  };

  const soon = () => {
    if (!waiting) setTimeout(measure, pauseMs);
    waiting = true;
  };
  const often = awaited.scroll.length > 0 || scrolled === "scroll";
  listen(often ? "scroll" : scrolled, often ? soon : measure);
  // Scrolled before this was there, or opened at an anchor.
  if (scrollY > 0) soon();
  const last = () => {
    if (waiting) measure();
  };
  return {
    hidden: last,
    route() {
      last();
      deepest = lowest = 0;
    },
  };
}
