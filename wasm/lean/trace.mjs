import {
  bodyOf,
  constant,
  kind,
  leb,
  list,
  number,
  op,
  section,
  sized,
  take,
  vector,
  withSections,
} from "../module.mjs";

const i32 = 0x7f;
const functionType = 0x60;
/** A function of a traced module's: it puts into memory, from its beginning, a byte for each way: 1 once somebody has gone it. */
const tell = "tell";

/**
 * The module, noting which ways through its functions are gone. They are numbered through all functions, in their order.
 * @param {import("../module.mjs").Module} module
 * @param {{ at: number }[][]} ways of each function (ways.mjs)
 * @returns {Uint8Array}
 */
export function traced({ sections, imported, bodies }, ways) {
  const globals = leb(bodyOf(sections, section.globals), { i: 0 });
  const all = ways.flat().map((_, i) => i);
  let next = globals;
  const code = bodies.map((body, i) => sized(noting(body, ways[i], () => next++)));
  const telling = all.flatMap((i) => [...constant(i), op.globalGet, ...number(globals + i), op.i32Store8, 0, 0]);
  return withSections(sections, {
    [section.functions]: (body) => grown(body, [number(typeOfNothing(sections))]),
    [section.globals]: (body) =>
      grown(
        body,
        all.map(() => [i32, 1, ...constant(0), op.end]),
      ),
    [section.exports]: (body) =>
      grown(body, [
        [...sized([...new TextEncoder().encode(tell)]), kind.function, ...number(imported + bodies.length)],
      ]),
    [section.code]: () => vector([...code, sized([0, ...telling, op.end])]),
  });
}

/** A byte for each of so many ways: 1 where it was gone in an instance of a traced module, which is of no use any more. */
export function waysGone(exports, ways) {
  exports[tell]();
  const { buffer } = Object.values(exports).find((one) => one instanceof WebAssembly.Memory);
  return new Uint8Array(buffer, 0, ways);
}

/** A function that sets a global, by its index, at the beginning of each way. */
function noting(body, ways, nextGlobal) {
  const out = [];
  let from = 0;
  for (const { at } of ways) {
    for (const byte of body.subarray(from, at)) out.push(byte);
    out.push(...constant(1), op.globalSet, ...number(nextGlobal()));
    from = at;
  }
  for (const byte of body.subarray(from)) out.push(byte);
  return out;
}

/** Of functions that take and give nothing. */
function typeOfNothing(sections) {
  const types = list(bodyOf(sections, section.types), (from, at) => {
    if (from[at.i++] !== functionType) throw new Error("a type that is no function's");
    return take(from, at).length + take(from, at).length;
  });
  return types.indexOf(0);
}

/** A section's list with more at its end. */
function grown(body, more) {
  const at = { i: 0 };
  const count = leb(body, at);
  return [...number(count + more.length), ...body.subarray(at.i)].concat(more.flat());
}
