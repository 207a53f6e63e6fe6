import { bodyOf, constant, kind, leb, number, op, readModule, section, sized, vector } from "../module.mjs";

const i32 = 0x7f;
/** Exported under it and the place of the function among the module's own: a global that is 1 once it has run. */
const prefix = "ran";

/** The module, noting which of its functions run. */
export function instrument(bytes) {
  const { sections, bodies } = readModule(bytes);
  const globals = leb(bodyOf(sections, section.globals), { i: 0 });
  const noting = (i) => [...constant(1), op.globalSet, ...number(globals + i)];
  const write = {
    [section.globals]: (body) =>
      grown(
        body,
        bodies.map(() => [i32, 1, ...constant(0), op.end]),
      ),
    [section.exports]: (body) =>
      grown(
        body,
        bodies.map((_, i) => [
          ...sized([...new TextEncoder().encode(prefix + i)]),
          kind.global,
          ...number(globals + i),
        ]),
      ),
    [section.code]: () =>
      vector(
        bodies.map((one, i) => {
          const begin = endOfLocals(one);
          return sized([...one.subarray(0, begin), ...noting(i), ...one.subarray(begin)]);
        }),
      ),
  };
  let out = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  for (const { id, body } of sections)
    if (id !== section.custom) out = out.concat(id, sized(write[id]?.(body) ?? [...body]));
  return Uint8Array.from(out);
}

/** Places of the functions that have run in an instance of an instrumented module. */
export function functionsRun(exports) {
  return Object.keys(exports)
    .filter((name) => name.startsWith(prefix) && exports[name].value === 1)
    .map((name) => Number(name.slice(prefix.length)));
}

/** A section's list with more at its end. */
function grown(body, more) {
  const at = { i: 0 };
  const count = leb(body, at);
  return [...number(count + more.length), ...body.subarray(at.i), ...more.flat()];
}

function endOfLocals(body) {
  const at = { i: 0 };
  for (let groups = leb(body, at); groups > 0; --groups) {
    leb(body, at);
    at.i++;
  }
  return at.i;
}
