import { readModule, writeModule } from "./module.mjs";

/** Functions are alike by the runs of so many bytes that they share. */
const runLength = 5;
/** How many of those written last a function is compared with: the nearer, the more it counts. */
const nearby = 12;

/**
 * The same module with its functions in an order that compresses better (1.6 % less after brotli): each beside those it
 * resembles, so that what it repeats lies near. Those called most come first, as they did: their indices take one byte.
 * Always the same bytes for the same bytes. Throws an Error where it meets what Emscripten does not make of the core.
 * @param {Uint8Array} bytes
 */
export function orderFunctions(bytes) {
  const module = readModule(bytes);
  const called = new Array(module.bodies.length).fill(0);
  for (const { callee } of module.calls.flat()) if (callee >= module.imported) ++called[callee - module.imported];
  const byCalls = [...called.keys()].sort((a, b) => called[b] - called[a] || a - b);
  const oneByte = Math.max(0, 128 - module.imported);
  const alike = likeness(module.bodies);
  return writeModule(module, [...chain(byCalls.slice(0, oneByte), alike), ...chain(byCalls.slice(oneByte), alike)]);
}

/** From the first on, always the one that is most like the last ones. */
function chain(members, alike) {
  const left = new Set(members);
  const order = [];
  for (let next = members[0]; left.size > 0; ) {
    order.push(next);
    left.delete(next);
    const last = order.slice(-nearby).reverse();
    let most = -1;
    for (const candidate of left) {
      const sum = last.reduce((all, other, i) => all + alike(other, candidate) / (i + 1), 0);
      if (sum <= most) continue;
      most = sum;
      next = candidate;
    }
  }
  return order;
}

/** How alike two functions are: the runs of bytes they share, rare ones first, by what they could share. */
function likeness(bodies) {
  const runs = bodies.map(runsOf);
  const shared = new Map();
  for (const run of runs.flatMap((some) => [...some])) shared.set(run, (shared.get(run) ?? 0) + 1);
  const known = new Map();
  return (a, b) => {
    const pair = Math.min(a, b) * bodies.length + Math.max(a, b);
    const before = known.get(pair);
    if (before !== undefined) return before;
    const [fewer, more] = runs[a].size < runs[b].size ? [runs[a], runs[b]] : [runs[b], runs[a]];
    let weight = 0;
    for (const run of fewer) if (more.has(run)) weight += 1 / shared.get(run);
    weight /= Math.sqrt((fewer.size + 1) * (more.size + 1));
    known.set(pair, weight);
    return weight;
  };
}

function runsOf(body) {
  const runs = new Set();
  for (let i = 0; i + runLength <= body.length; ++i)
    runs.add(body.subarray(i, i + runLength).reduce((all, byte) => all * 256 + byte, 0));
  return runs;
}
