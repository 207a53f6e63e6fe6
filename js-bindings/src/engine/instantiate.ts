import factory from "waymark-core";
import type { Engine, JointEngine } from "./core-types.js";

const pageBytes = 65_536;

/** An engine with a memory of its own, of the compiled `waymark.wasm` or, for which there are no parts, `waymark-whole.wasm`. */
export function createEngine(wasm: WebAssembly.Module): Promise<JointEngine> {
  return new Promise((resolve, reject) => {
    let exports: WebAssembly.Exports;
    const instantiate = async (imports: WebAssembly.Imports): Promise<WebAssembly.Instance> => {
      try {
        const instance = await WebAssembly.instantiate(wasm, imports);
        exports = instance.exports;
        return instance;
      } catch (error) {
        // Emscripten's own promise never hears of a failure.
        reject(error);
        throw error;
      }
    };
    factory({
      instantiate,
      instantiateWasm(imports, done) {
        instantiate(imports).then(done, () => {});
        return {};
      },
      printErr: () => {},
    }).then(({ handle, load }: Engine) => resolve({ handle, load, ...inside(exports) }), reject);
  });
}

function inside(exports: WebAssembly.Exports): Omit<JointEngine, keyof Engine> {
  const all = Object.values(exports);
  const t = all.find((one) => one instanceof WebAssembly.Table) as WebAssembly.Table;
  const m = all.find((one) => one instanceof WebAssembly.Memory) as WebAssembly.Memory;
  const g = all.find((one) => one instanceof WebAssembly.Global);
  // A part puts its functions into the table. What is shared it asks for by these names, functions by their slots.
  const shared = new Proxy({ t, m, g } as WebAssembly.ModuleImports, {
    get: (own, name: string) => own[name] ?? t.get(+name),
  });
  return {
    join: (part) => WebAssembly.instantiate(part, { "": shared }),
    save: () => new Uint8Array(m.buffer.slice(0)),
    restore(saved) {
      m.grow((saved.length - m.buffer.byteLength) / pageBytes);
      new Uint8Array(m.buffer).set(saved);
    },
  };
}
