/**
 * The figures, in the order they are printed. `values(samples)` gives those of one SDK's samples (measure.mjs), of
 * which the median is taken; undefined: not measured, null: not within the time it was given.
 *
 * @typedef {object} Row
 * @property {string} id
 * @property {"bytes" | "kB" | "count" | "ms" | "s"} unit
 * @property {string} what
 * @property {(samples: object) => (number | null)[] | undefined} values
 * @property {number} [aim] What the project wants ours to be at most; nothing is enforced.
 */

/** A page waits so long for its last event after the collector has recovered. */
export const patienceMs = 120_000;
const patience = `${patienceMs / 60_000} minutes`;

/** @type {Row[]} */
export const rows = [
  row("download", "kB", "download: script, and what it fetches", ({ load }) => load?.map(({ bytes }) => bytes / 1_000)),
  row("files", "count", "download: files", of("load", "files")),
  row("start", "ms", "main thread at the start", of("load", "taskMs")),
  ...wireRows("small", 20, undefined),
  ...wireRows("large", 1_000, 60),
  row("mainThread", "ms", "main thread, an event, all in", ({ cost }) => cost?.map(({ taskMs }) => taskMs), 0.8),
  row("process", "ms", "all threads of the page, an event", ({ cost }) => cost?.map(({ processMs }) => processMs)),
  row("heap", "kB", "memory after 100 events", ({ cost }) => cost?.map(({ heapBytes }) => heapBytes / 1_000)),
  ...callRows("call", "`track()`", "calls", 0.5),
  ...callRows("slowCall", "`track()`, processor slowed 4 times", "slowCalls", undefined),
  row("outageRequests", "count", "60 s of 503: requests", of("outage", "requests"), 10),
  row("outagePreflights", "count", "60 s of 503: preflights", of("outage", "preflights"), 0),
  row("drained", "s", "then from recovery to drained", seconds("drainedMs")),
  row("drainedAfterAnswer", "s", "from the first good answer to drained", seconds("drainedAfterAnswerMs"), 10),
  row("undelivered", "count", `of 20 not delivered ${patience} after recovery`, of("outage", "missing"), 0),
  row("early", "count", "requests inside a Retry-After window", of("retryAfter", "inside"), 0),
];

function wireRows(member, events, aimBytes) {
  const each = (name) => (samples) =>
    samples[member]?.map((run) => (run.missing < events ? run[name] / (events - run.missing) : null));
  const those = `${events.toLocaleString("en")} events`;
  return [
    row(`bytes${events}`, "bytes", `${those}: an event, bodies and URLs`, each("bytes"), aimBytes),
    row(`allBytes${events}`, "bytes", `${those}: an event, with headers and preflights`, each("allBytes")),
    row(`requests${events}`, "count", `${those}: requests`, of(member, "requests"), 0.05 * events),
    row(`preflights${events}`, "count", `${those}: preflights`, of(member, "preflights"), 0),
    row(`missing${events}`, "count", `${those}: not delivered`, of(member, "missing"), 0),
  ];
}

function callRows(id, what, member, aim) {
  // Of each visit: one that the machine disturbed is then one of several, not a share of all calls.
  const share = (part) => (samples) => samples[member]?.map((calls) => at(calls, part));
  return [row(id, "ms", `${what}: median`, share(0.5), aim), row(`${id}95`, "ms", `${what}: p95`, share(0.95))];
}

function row(id, unit, what, values, aim) {
  return { id, unit, what, values, ...(aim === undefined ? {} : { aim }) };
}

function of(member, name) {
  return (samples) => samples[member]?.map((run) => run[name]);
}

function seconds(name) {
  return ({ outage }) => outage?.map((run) => (run[name] === null ? null : run[name] / 1_000));
}

/** The smallest of `values` that a share of them does not exceed. */
export function at(values, share) {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}
