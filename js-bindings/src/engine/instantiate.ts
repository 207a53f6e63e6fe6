import factory from "waymark-core";
import type { Engine } from "./core-types.js";

/** An engine with a memory of its own, of the compiled `waymark.wasm`. */
export function createEngine(wasm: WebAssembly.Module): Promise<Engine> {
  return new Promise((resolve, reject) => {
    const made = factory({
      wasm,
      instantiateWasm(imports, done) {
        // Emscripten's own promise never hears of a failure.
        WebAssembly.instantiate(wasm, imports).then(done, reject);
        return {};
      },
      printErr: () => {},
    });
    made.then(resolve, reject);
  });
}
