import type { CoreFactory, Engine } from "./core-types.js";
import { createEngine } from "./instantiate.js";

/** There is no core to be had now: the file is missing or the network is down. The next page tries again. */
export class Unreachable extends Error {}

/**
 * The engine of a page. Wasm is compiled while it streams in, whole where its
 * MIME type is wrong; where the page's policy refuses Wasm, the same core as JavaScript is fetched instead.
 */
export async function loadEngine(wasmUrl: string, note: (code: string, found: string) => void): Promise<Engine> {
  try {
    return await createEngine(await compile(wasmUrl));
  } catch (error) {
    if (error instanceof Unreachable) throw error;
    note("engine.fallback", String(error));
    const { default: factory } = (await import(new URL("./waymark-fallback.mjs", import.meta.url).href)) as {
      default: CoreFactory;
    };
    return await factory({ printErr: () => {} });
  }
}

async function compile(wasmUrl: string): Promise<WebAssembly.Module> {
  const response = await fetch(wasmUrl, { credentials: "same-origin" }).catch((error: unknown) => {
    throw new Unreachable(String(error));
  });
  if (!response.ok) throw new Unreachable(`status ${response.status} for ${response.url}`);
  // Browsers stream only what is named exactly so.
  const streams =
    response.headers.get("content-type")?.toLowerCase() === "application/wasm" && "compileStreaming" in WebAssembly;
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}
