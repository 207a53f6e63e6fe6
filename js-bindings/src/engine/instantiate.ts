import factory from "waymark-core";
import type { Engine } from "./core-types.js";

/** An engine with a memory of its own, of the compiled `waymark.wasm`. */
export function createEngine(wasm: WebAssembly.Module): Promise<Engine> {
  return factory({
    wasm,
    instantiateWasm(imports, done) {
      void WebAssembly.instantiate(wasm, imports).then(done);
      return {};
    },
    printErr: () => {},
  });
}
