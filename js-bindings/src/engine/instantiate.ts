import factory from "waymark-core";
import type { Engine, SavedEngine } from "./core-types.js";

const pageBytes = 65_536;
/** Where the constants of all cores of this build end in their memory (js-bindings/build.mjs). */
declare const CONSTANTS_END: number;

/** An engine with a memory of its own, of a compiled core. */
export function createEngine(wasm: WebAssembly.Module): Promise<SavedEngine> {
  return new Promise((resolve, reject) => {
    let exports: WebAssembly.Exports;
    const instantiate = async (imports: WebAssembly.Imports): Promise<WebAssembly.Instance> => {
      try {
        const instance = await WebAssembly.instantiate(wasm, imports);
        exports = instance.exports;
        return instance;
      } catch (error) {
        // Emscripten's own promise never hears of a failure; told of one, its runtime would leave a rejection nobody handles.
        reject(error);
        return new Promise(() => {});
      }
    };
    factory({
      instantiate,
      instantiateWasm(imports, done) {
        void instantiate(imports).then(done);
        return {};
      },
      printErr: () => {},
    }).then(({ handle, load }: Engine) => resolve({ handle, load, ...inside(exports) }), reject);
  });
}

function inside(exports: WebAssembly.Exports): Omit<SavedEngine, keyof Engine> {
  const m = Object.values(exports).find((one) => one instanceof WebAssembly.Memory) as WebAssembly.Memory;
  return {
    save: () => new Uint8Array(m.buffer.slice(0)),
    restore(saved) {
      m.grow((saved.length - m.buffer.byteLength) / pageBytes);
      // Not its constants: each kind of core has those it needs.
      new Uint8Array(m.buffer).set(saved.subarray(CONSTANTS_END), CONSTANTS_END);
    },
  };
}
