import { readModule, section, sized, vector, withSections } from "../module.mjs";
import { orderFunctions } from "../order-functions.mjs";
import { constantsOf } from "./constants.mjs";
import { kinds } from "./kinds.mjs";
import { optimised } from "./optimise.mjs";
import { createVisitor } from "./site.mjs";
import { traced, waysGone } from "./trace.mjs";
import { waysThrough, withoutWays } from "./ways.mjs";

/**
 * The core as files: one for each kind of site, with what its visitors run, and `waymark-whole`
 * (docs/decisions/0023-a-core-for-each-kind-of-site.md).
 *
 * @param {Uint8Array} bytes the core as it was linked
 * @param {(options: object) => Promise<object>} factory what Emscripten has made for it (js-bindings/src/engine/core-types.ts)
 * @param {string} map the linker's (`wasm-ld --Map`)
 * @returns {Promise<{ cores: { [file: string]: Uint8Array }, constantsEnd: number }>} cores by name, without ".wasm"; where in
 *   their memory the constants end, which are not the same in all
 */
export async function leanCores(bytes, factory, map) {
  const whole = readModule(bytes);
  const constants = constantsOf(map, whole);
  const ways = whole.bodies.map(waysThrough);
  const gone = await waysOf(Object.values(kinds).flat(), whole, ways, factory);
  const cores = Object.entries(kinds).map(([name, workloads]) => {
    const isGone = (way) => workloads.some((workload) => gone.get(workload)[way] === 1);
    return [name, orderFunctions(constants.trim(optimised(trimmed(whole, ways, isGone))))];
  });
  return {
    cores: { ...Object.fromEntries(cores), "waymark-whole": orderFunctions(bytes) },
    constantsEnd: constants.end,
  };
}

/** By workload, a byte for each way: 1 where a visitor goes it. */
async function waysOf(workloads, whole, ways, factory) {
  const wasm = await WebAssembly.compile(traced(whole, ways));
  const count = ways.flat().length;
  const gone = new Map();
  for (const workload of new Set(workloads)) {
    const instances = [];
    const make = () =>
      factory({
        async instantiate(imports) {
          const instance = await WebAssembly.instantiate(wasm, imports);
          instances.push(instance.exports);
          return instance;
        },
        instantiateWasm(imports, done) {
          this.instantiate(imports).then(done);
          return {};
        },
        printErr: console.error,
      });
    for (const { config, visit } of workload) await visit(createVisitor(make, config));
    const all = new Uint8Array(count);
    for (const exports of instances)
      waysGone(exports, count).forEach((byte, way) => {
        all[way] |= byte;
      });
    gone.set(workload, all);
  }
  return gone;
}

/** The module with nothing but those ways. */
function trimmed({ sections, bodies }, ways, isGone) {
  let first = 0;
  const code = bodies.map((body, i) => {
    const before = first;
    first += ways[i].length;
    return sized(withoutWays(body, ways[i], (way) => isGone(before + way)));
  });
  return withSections(sections, { [section.code]: () => vector(code) });
}
