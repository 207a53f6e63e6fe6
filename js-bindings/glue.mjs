import { readFileSync } from "node:fs";

/**
 * Emscripten's small runtime instantiates the core itself and keeps its memory to itself, which one core hands to another: here
 * it asks its caller to do it (`js-bindings/src/engine/instantiate.ts`). A plugin of esbuild's.
 */
export const glue = {
  name: "glue",
  setup({ onLoad }) {
    onLoad({ filter: /waymark-core[.]mjs$/ }, ({ path }) => ({ contents: glueText(path) }));
  },
};

/** Text of Emscripten's glue at `path`, changed so. */
export function glueText(path) {
  return readFileSync(path, "utf8").replace(
    'WebAssembly.instantiate(Module["wasm"],imports)',
    'Module["instantiate"](imports)',
  );
}
