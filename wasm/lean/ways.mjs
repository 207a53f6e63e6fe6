import { endOfLocals, instructions, op } from "../module.mjs";

/**
 * The ways through a function: each begins where control may come or not (its start, a branch of an `if`, what follows a
 * `br_if` or the end of a block), and ends where the block ends that it is in.
 * @param {Uint8Array} body
 * @returns {{ at: number, end: number }[]} by `at`: where its first instruction stands in the body, and the `end` or
 *   `else` after its last
 */
export function waysThrough(body) {
  const ways = [];
  const open = [[]];
  const begin = (at) => {
    const way = { at, end: at };
    open.at(-1).push(way);
    ways.push(way);
  };
  begin(endOfLocals(body));
  for (const { code, at, next } of instructions(body)) {
    if (code === op.block || code === op.loop || code === op.if) open.push([]);
    if (code === op.else || code === op.end) for (const way of open.pop()) way.end = at;
    if (code === op.else) open.push([]);
    if (next < body.length && branches.has(code)) begin(next);
  }
  return ways;
}

const branches = new Set([op.if, op.else, op.brIf, op.end]);

/**
 * The function without the ways nobody goes: there it stops. What follows `unreachable` in a block may be missing, whatever
 * the block gives.
 * @param {(i: number) => boolean} isGone by place in `ways`
 */
export function withoutWays(body, ways, isGone) {
  const out = [];
  let from = 0;
  ways.forEach(({ at, end }, i) => {
    if (isGone(i) || at < from) return;
    for (const byte of body.subarray(from, at)) out.push(byte);
    if (at < end) out.push(op.unreachable);
    from = end;
  });
  for (const byte of body.subarray(from)) out.push(byte);
  return out;
}
