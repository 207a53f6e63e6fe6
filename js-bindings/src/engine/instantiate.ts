import factory from "waymark-core";
import type { Engine, JointEngine } from "./core-types.js";

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
    }).then(
      (engine: Engine) => resolve({ handle: engine.handle, load: engine.load, join: (part) => join(exports, part) }),
      reject,
    );
  });
}

/** A part puts its functions into the table. It asks for what is shared by these names, and for functions by their slots. */
function join(exports: WebAssembly.Exports, part: WebAssembly.Module): Promise<unknown> {
  const all = Object.values(exports);
  const t = all.find((one) => one instanceof WebAssembly.Table) as WebAssembly.Table;
  const m = all.find((one) => one instanceof WebAssembly.Memory);
  const g = all.find((one) => one instanceof WebAssembly.Global);
  const shared = new Proxy({ t, m, g } as WebAssembly.ModuleImports, {
    get: (own, name: string) => own[name] ?? t.get(+name),
  });
  return WebAssembly.instantiate(part, { "": shared });
}
