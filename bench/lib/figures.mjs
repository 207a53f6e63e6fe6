/**
 * What the bench reports: figures with stable ids, each a summary of the samples of this run.
 *
 * @typedef {object} Figure
 * @property {string} id Dotted and stable: `track.node.handle`.
 * @property {"us" | "ms" | "s" | "bytes" | "KB" | "kB" | "count"} unit `KB` is 1,024 bytes, `kB` 1,000.
 * @property {number | null} median Null: it did not come within the time it was given.
 * @property {number | null} p95 With fewer than 20 samples this is the largest.
 * @property {number} samples How many measurements stand behind it; for a difference of medians 0, and p95 is null.
 * @property {string} what One line for people.
 * @property {number} [aim] What the project wants the median to be at most; nothing is enforced.
 */

/** Summary of `values`, which are left as they are. */
export function figure(id, unit, values, what, aim) {
  const sorted = [...values].sort((left, right) => left - right);
  const at = (share) => round(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]);
  return {
    id,
    unit,
    median: at(0.5),
    p95: sorted.length < 20 ? at(1) : at(0.95),
    samples: sorted.length,
    what,
    ...(aim === undefined ? {} : { aim }),
  };
}

/** What lies between two figures of the same unit: `more` does everything `less` does and one thing besides. */
export function difference(id, more, less, what) {
  return { id, unit: more.unit, median: round(more.median - less.median), p95: null, samples: 0, what };
}

/** A mean taken over `samples` calls, for parts of a call that are too short for the clock. */
export function mean(id, unit, value, samples, what) {
  return { id, unit, median: round(value), p95: null, samples, what: `${what} (mean)` };
}

/** A shared machine promises no more than three digits. */
function round(value) {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
