import type { VitalsDetail } from "../../protocol.js";
import { type Hooks, isHidden, listen, type Tools } from "./tools.js";

/*
 * Core Web Vitals as web.dev/articles/{lcp,inp,cls,fcp,ttfb} define them:
 * - LCP: the last `largest-contentful-paint` before the first key, click or hiding; FCP: the paint of that name, if the
 *   page was not hidden before; both since activation (prerendered pages).
 * - CLS: the largest session window of shifts without recent input: gaps below 1 s, 5 s in all.
 * - INP: the longest interaction, of each 50 one being left out.
 * - TTFB: `responseStart` since activation.
 * A return from the back/forward cache begins anew: LCP and FCP are the second frame after it, TTFB is 0.
 */

const gapMs = 1_000;
const windowMs = 5_000;
/** Longest interactions kept: one is left out for each 50, and a page of more than 500 is rare. */
const maxInteractions = 10;
const perOutlier = 50;
/** Interactions shorter than this are not told by the browser, and good anyway. */
const leastInteractionMs = 40;

interface Shift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
}

interface Timing extends PerformanceEntry {
  interactionId?: number;
}

type Navigation = PerformanceNavigationTiming & { activationStart?: number };

/** Told when the page is hidden, and again if they have grown when it is hidden once more. */
export function watchVitals({ tell }: Tools): Hooks {
  const [navigation] = performance.getEntriesByType("navigation") as Navigation[];
  const activated = navigation?.activationStart ?? 0;
  const since = (time: number): number => Math.max(0, time - activated);

  /** From when on the page was hidden: what it painted then nobody saw. */
  let hiddenMs = isHidden() ? 0 : Number.POSITIVE_INFINITY;
  for (const { name, startTime } of performance.getEntriesByType("visibility-state"))
    if (name === "hidden" && startTime >= activated) hiddenMs = Math.min(hiddenMs, startTime);

  let kind = (navigation?.type ?? "navigate").replace("_", "-");
  if (activated) kind = "prerender";
  let ttfb = navigation ? since(navigation.responseStart) : undefined;
  let fcp: number | undefined;
  let lcp: number | undefined;
  let lcpOver = false;
  let cls = 0;
  let shifts: Shift[] = [];
  let shifted = 0;
  /** Longest first: duration by interaction. */
  let longest: { id: number; duration: number }[] = [];
  let firstCount = 0;
  let ids = { least: Number.POSITIVE_INFINITY, most: 0 };
  let told = "";

  const observers: [PerformanceObserver, (entry: PerformanceEntry) => void][] = [];
  function observe(type: string, take: (entry: PerformanceEntry) => void, more = {}): boolean {
    try {
      if (!PerformanceObserver.supportedEntryTypes.includes(type)) return false;
      const observer = new PerformanceObserver((list) => list.getEntries().forEach(take));
      observer.observe({ type, buffered: true, ...more });
      observers.push([observer, take]);
      return true;
    } catch {
      return false;
    }
  }

  observe("paint", ({ name, startTime }) => {
    if (name === "first-contentful-paint" && startTime < hiddenMs) fcp ??= since(startTime);
  });
  observe("largest-contentful-paint", ({ startTime }) => {
    if (!lcpOver && startTime < hiddenMs) lcp = since(startTime);
  });
  const knowsShifts = observe("layout-shift", (entry) => {
    const shift = entry as Shift;
    if (shift.hadRecentInput) return;
    const [first, last] = [shifts[0], shifts[shifts.length - 1]];
    if (!first || !last || shift.startTime - last.startTime >= gapMs || shift.startTime - first.startTime >= windowMs) {
      shifts = [];
      shifted = 0;
    }
    shifts.push(shift);
    shifted += shift.value;
    cls = Math.max(cls, shifted);
  });

  const interactionCount = (): number => {
    const { interactionCount: counted } = performance as { interactionCount?: number };
    // Where the browser does not count: ids of one page are 7 apart.
    return counted ?? (ids.most ? (ids.most - ids.least) / 7 + 1 : 0);
  };
  const interacted = (entry: PerformanceEntry) => {
    const { interactionId: id, duration, entryType } = entry as Timing;
    if (!id) return;
    ids = { least: Math.min(ids.least, id), most: Math.max(ids.most, id) };
    // A first input shorter than the threshold comes by itself.
    if (entryType === "first-input" && longest.some((known) => known.id === id)) return;
    const known = longest.find((one) => one.id === id);
    if (known) known.duration = Math.max(known.duration, duration);
    else longest.push({ id, duration });
    longest.sort((a, b) => b.duration - a.duration).splice(maxInteractions);
  };
  observe("event", interacted, { durationThreshold: leastInteractionMs });
  observe("first-input", interacted);

  const rounded = (value: number | undefined, digits = 0): number | undefined =>
    value === undefined ? undefined : Number(value.toFixed(digits));

  function report(): void {
    for (const [observer, take] of observers) observer.takeRecords().forEach(take);
    const count = interactionCount() - firstCount;
    const inp = longest[Math.min(longest.length - 1, Math.floor(count / perOutlier))]?.duration;
    const detail: VitalsDetail = { navigation: kind };
    const metrics = {
      lcp: rounded(lcp),
      inp: rounded(inp),
      cls: knowsShifts && fcp !== undefined ? rounded(cls, 4) : undefined,
      fcp: rounded(fcp),
      ttfb: rounded(ttfb),
    };
    for (const [name, value] of Object.entries(metrics))
      if (value !== undefined) Object.assign(detail, { [name]: value });
    const text = JSON.stringify(detail);
    if (text === told || Object.keys(detail).length < 2) return;
    told = text;
    tell("vitals", detail);
  }

  const freeze = ({ isTrusted }: Event) => {
    if (isTrusted) lcpOver = true;
  };
  listen("keydown click", freeze);

  listen(
    "pageshow",
    (event) => {
      if (!(event as PageTransitionEvent).persisted) return;
      kind = "back-forward-cache";
      hiddenMs = Number.POSITIVE_INFINITY;
      fcp = lcp = undefined;
      lcpOver = true;
      ttfb = cls = shifted = 0;
      shifts = [];
      longest = [];
      firstCount = interactionCount();
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          fcp = lcp = performance.now() - event.timeStamp;
        }),
      );
    },
    window,
  );

  return {
    hidden() {
      report();
      lcpOver = true;
      hiddenMs = Math.min(hiddenMs, performance.now());
    },
  };
}
