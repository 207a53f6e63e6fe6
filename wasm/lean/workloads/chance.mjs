/** The same choices in every build: a generator of 32 bits (mulberry32, Tommy Ettinger, public domain). */
export function chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n) => Math.floor(next() * n);
  const of = (list) => list[below(list.length)];
  return {
    next,
    /** A whole number from 0 to n - 1. */
    below,
    of,
    /** True so often. */
    when: (share) => next() < share,
    /** Some of a list, in its order. */
    some: (list, share = 0.5) => list.filter(() => next() < share),
    hex: (digits) => Array.from({ length: digits }, () => below(16).toString(16)).join(""),
  };
}
