import { functionNames, readModule } from "../module.mjs";
import { orderFunctions } from "../order-functions.mjs";
import { functionsRun, instrument } from "./instrument.mjs";
import { createVisitor } from "./site.mjs";
import { splitModule } from "./split.mjs";
import { workloads } from "./workloads.mjs";

/**
 * Where a function belongs by its name, though no workload calls it. The seam, delivery and what tells of losses are whole
 * everywhere.
 */
const features = [
  [
    "",
    /waymark::(codec|queue|timers|consent|identity|event)::|waymark::delivery::(Delivery|Health)\b|waymark::delivery::Batch>/,
  ],
  [
    "",
    /Engine::Impl::lose|List<waymark::Error>|::complaint\(|effect::Unflushed|^(void )?std::__2::(basic_string|vector|allocator)/,
  ],
  [
    "templates",
    /waymark::delivery::(Evaluator|Definition|Budget|read_definition|encode_by|render|read_reply|query_of|url_encoded|child)/,
  ],
  ["", /waymark::delivery::|waymark::(timers|queue)|input::Flush|effect::Flushed/],
  ["texts", /waymark::text::/],
  ["growthbook", /growthbook|GrowthBook/],
  ["recommend", /waymark::(Model|recommend)::|Engine::Impl::(items_for|answer)\b/],
  ["rules", /waymark::(decision::|PersonaConfig|ScoreConfig|SegmentConfig|RuleConfig)/],
  ["conditions", /waymark::rules::/],
];
/** What no workload calls, and no feature's name stands in. */
const rest = "rare";
export const partNames = ["rules", "conditions", "recommend", "texts", "templates", "growthbook", rest];

/**
 * The core, linked with names, as files: `waymark` is what every site needs, the others are its parts
 * (docs/decisions/0021-the-core-in-parts.md). Which function goes where is told by the workloads.
 *
 * @param {Uint8Array} bytes
 * @param {(options: object) => Promise<object>} factory what Emscripten has made for it (js-bindings/src/engine/core-types.ts)
 * @returns {Promise<{ [file: string]: Uint8Array }>} by name, without ".wasm"
 */
export async function cutCore(bytes, factory) {
  const partOf = await choose(bytes, factory);
  const modules = Object.entries(splitModule(bytes, partOf));
  return Object.fromEntries(
    modules.map(([name, module]) => [name ? `waymark-${name}` : "waymark", orderFunctions(module)]),
  );
}

export async function choose(bytes, factory) {
  const callers = await partsThatCall(bytes, factory);
  const module = readModule(bytes);
  const names = functionNames(module);
  const homes = module.bodies.map((_, i) => {
    const parts = callers.get(i);
    // What two parts need is everybody's.
    if (parts) return parts.size === 1 ? [...parts][0] : "";
    const name = names.get(module.imported + i) ?? "";
    const feature = features.find(([, mine]) => mine.test(name));
    return feature ? feature[0] : rest;
  });
  return (i) => homes[i];
}

/** By function, the parts whose sites call it; "" where every site does. */
async function partsThatCall(bytes, factory) {
  const wasm = await WebAssembly.compile(instrument(bytes));
  const callers = new Map();
  for (const { part, within = [], visits } of workloads) {
    const instances = [];
    const instantiate = async (imports) => {
      const instance = await WebAssembly.instantiate(wasm, imports);
      instances.push(instance.exports);
      return instance;
    };
    const make = () =>
      factory({
        instantiate,
        instantiateWasm(imports, done) {
          instantiate(imports).then(done);
          return {};
        },
        printErr: console.error,
      });
    for (const [config, visit] of visits) await visit(createVisitor(make, config));
    for (const i of new Set(instances.flatMap(functionsRun))) {
      const before = callers.get(i) ?? new Set();
      if (before.has("") || within.some((other) => before.has(other))) continue;
      callers.set(i, before.add(part));
    }
  }
  return callers;
}
