const dayMs = 86_400_000;

/**
 * Milliseconds from `nowMs` that a `Retry-After` header (RFC 9110: seconds or an HTTP date) asks for;
 * undefined where it says nothing that can be understood. A date gone by is 0; a day is the most.
 */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, dayMs);
  // A date names its day; bare numbers with signs or fractions are no dates, whatever Date.parse makes of them.
  const dateMs = /[a-z]{3}/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(dateMs) ? undefined : Math.min(Math.max(0, dateMs - nowMs), dayMs);
}
