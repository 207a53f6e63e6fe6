import type { CoreFactory, PageEngine } from "./core-types.js";
import { createEngine } from "./instantiate.js";
import { createPageEngine, type Modules } from "./page-engine.js";
import { type PartName, urlOf } from "./parts.js";

/** There is no core to be had now: the file is missing or the network is down. The next page tries again. */
export class Unreachable extends Error {}

/**
 * The engine of a page, with those parts that can be had now. Wasm is compiled while it streams in, whole where its
 * MIME type is wrong; where the page's policy refuses Wasm, the same core as JavaScript is fetched instead.
 *
 * @param given the address of `waymark.wasm`, where it does not lie beside this file; its parts lie beside it.
 * @returns with it, the names of `parts` that cannot be had.
 */
export async function loadEngine(
  given: string | undefined,
  parts: PartName[],
  note: (code: string, found: string) => void,
): Promise<{ engine: PageEngine; missing: PartName[] }> {
  const compile = (part?: PartName) => fetchModule(urlOf(part, given));
  const modules: Modules = new Map();
  const bring = (part: PartName) =>
    compile(part).then(
      (module) => void modules.set(part, module),
      (error: unknown) => note("engine.partMissing", `${part}: ${error}`),
    );
  try {
    const [wasm] = await Promise.all([compile(), ...parts.map(bring)]);
    const engine = await createPageEngine(() => createEngine(wasm), modules, bring);
    return { engine, missing: parts.filter((part) => !modules.has(part)) };
  } catch (error) {
    if (error instanceof Unreachable) throw error;
    note("engine.fallback", String(error));
    const { default: factory } = (await import(new URL("./waymark-fallback.mjs", import.meta.url).href)) as {
      default: CoreFactory;
    };
    return { engine: await factory({ printErr: () => {} }), missing: [] };
  }
}

async function fetchModule(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url, { credentials: "same-origin" }).catch((error: unknown) => {
    throw new Unreachable(String(error));
  });
  if (!response.ok) throw new Unreachable(`status ${response.status} for ${response.url}`);
  // Browsers stream only what is named exactly so.
  const streams =
    response.headers.get("content-type")?.toLowerCase() === "application/wasm" && "compileStreaming" in WebAssembly;
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}
