import { uuidV7 } from "./ids.js";
import { type RecordedCall, recordedCalls, toInput } from "./inputs.js";
import { pageFacts } from "./page-facts.js";
import type { Call } from "./recorder.js";
import { serialise } from "./serialise.js";

/**
 * `dist/stub.mjs`: the calls that the inline snippet (snippet.ts) has put into localStorage, because their page was
 * left before its loader had come. Fetched by the host where there are any; they count as pending calls from then on.
 */

/** By key, the ids of its calls that no core has taken yet. */
const waiting = new Map<string, Set<string>>();

/** All there are now. The same ones have the same ids, whoever reads them and whenever. */
export function read(): Call[] {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith("waymark.stub."))
    .flatMap((key) => {
      const calls = callsOf(localStorage.getItem(key) ?? "", key);
      waiting.set(key, new Set(calls.map(({ id }) => id)));
      return calls;
    });
}

/** They have been taken; what is empty then is removed. */
export function forget(ids: string[]): void {
  for (const [key, left] of waiting) {
    for (const id of ids) left.delete(id);
    if (left.size) continue;
    localStorage.removeItem(key);
    waiting.delete(key);
  }
}

/** The page view of the page that was left, and its calls; none where the text is not a snippet's. */
export function callsOf(text: string, key: string): Call[] {
  const [page, ...rows] = listOf(text);
  const known = rows.filter(
    (row): row is [unknown, RecordedCall, ...unknown[]] =>
      Array.isArray(row) && recordedCalls.includes(row[1] as RecordedCall),
  );
  if (!Array.isArray(page) || !known.length) return [];
  const [url, title, referrer] = page.map(String);
  const chance = key.replace(/\D/g, "").slice(1).padEnd(16, "0").slice(0, 16);
  const now = Date.now();
  // Lists that the site has pushed itself have no times: as old as the call before.
  let timeMs = known.map(([time]) => time as number).find(Number.isFinite) ?? now;
  const calls: Call[] = [];
  const add = (make: (id: string) => unknown): void => {
    timeMs = Math.min(timeMs, now);
    const sequence = calls.length + 1;
    const id = uuidV7(timeMs, sequence, chance);
    calls.push({ id, timeMs, sequence, page: `stub-${chance}`, input: serialise(make(id)).text });
  };
  const facts = { ...pageFacts(referrer), url, title };
  add(() => ({ type: "signal", kind: "route", detail: { trigger: "load", page: facts } }));
  for (const [time, name, ...args] of known) {
    if (Number.isFinite(time)) timeMs = time as number;
    add((id) => toInput(name, args, id));
  }
  return calls;
}

/** Whoever else writes there. */
function listOf(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
