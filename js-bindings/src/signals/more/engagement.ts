import { type Hooks, isHidden, type Tools } from "./tools.js";

/** Who has touched nothing for so long is taken to look elsewhere. */
const attentionMs = 15_000;
/** Less than this is told with the next report, or never. */
const leastMs = 500;
const defaultHeartbeatMs = 30_000;

/**
 * Engaged time: the page is visible, and there was input in the last 15 s. Told each `heartbeatMs` of it, when the
 * page is hidden and when it gives way to another, and at the times rules wait for. No timer runs meanwhile.
 */
export function watchEngagement({ settings, awaited, tell, onInput }: Tools): Hooks {
  const reports = settings.engagement !== false;
  const heartbeatMs = reports ? (settings.heartbeatMs ?? defaultHeartbeatMs) : 0;
  const moments = awaited.activeTime.sort((a, b) => a - b);
  let activeMs = 0;
  let toldMs = 0;
  let place = 0;
  /** Counted up to here; the attention of the last input lasts until then. */
  let since = performance.now();
  let until = since + attentionMs;
  let seen = !isHidden();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function count(): number {
    const now = performance.now();
    const end = Math.min(now, until);
    if (seen && end > since) activeMs += end - since;
    since = Math.max(since, now);
    return now;
  }

  function report(leastAddedMs: number): void {
    const addedMs = Math.round(activeMs - toldMs);
    if (!reports || addedMs < leastAddedMs) return;
    toldMs = activeMs;
    tell("engagement", { action: "time", activeMs: Math.round(activeMs), addedMs });
  }

  function arm(): void {
    clearTimeout(timer);
    const next = Math.min(
      moments[place] ?? Number.POSITIVE_INFINITY,
      toldMs + (heartbeatMs || Number.POSITIVE_INFINITY),
    );
    timer = Number.isFinite(next) ? setTimeout(step, Math.max(next - activeMs, 0) + 1) : undefined;
  }

  function step(): void {
    timer = undefined;
    const now = count();
    while (activeMs >= (moments[place] ?? Number.POSITIVE_INFINITY))
      tell("engagement", { action: "reached", activeMs: moments[place++] as number });
    if (heartbeatMs && activeMs - toldMs >= heartbeatMs) report(0);
    if (seen && now < until) arm();
  }

  function begin(): void {
    since = performance.now();
    until = since + attentionMs;
    arm();
  }

  onInput((now) => {
    if (now >= until) count();
    until = now + attentionMs;
    if (!timer && seen) arm();
  });
  begin();
  return {
    route() {
      count();
      report(leastMs);
      activeMs = toldMs = place = 0;
      begin();
    },
    hidden() {
      count();
      report(leastMs);
      seen = false;
      clearTimeout(timer);
      timer = undefined;
    },
    visible() {
      seen = true;
      begin();
    },
  };
}
