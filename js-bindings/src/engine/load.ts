import type { CoreFactory, PageEngine } from "./core-types.js";
import { createEngine } from "./instantiate.js";
import { type Kind, urlOf } from "./kinds.js";
import { createPageEngine } from "./page-engine.js";

/** There is no core to be had now: the file is missing or the network is down. The next page tries again. */
export class Unreachable extends Error {}

/**
 * The engine of a page: of the core of its kind, or the whole one where that cannot be had. Wasm is compiled while it streams
 * in, whole where its MIME type is wrong; where the page's policy refuses Wasm, the same core as JavaScript is fetched
 * instead.
 *
 * @param given the address of `waymark.wasm`, where it does not lie beside this file; the others lie beside it.
 */
export async function loadEngine(
  given: string | undefined,
  kind: Kind,
  note: (code: string, found: string) => void,
): Promise<PageEngine> {
  const compile = (one: Kind) => fetchModule(urlOf(one, given));
  try {
    const lean = await compile(kind).catch((error: unknown) => {
      if (!(error instanceof Unreachable)) throw error;
      return compile("whole");
    });
    return await createPageEngine(async (whole) => createEngine(whole ? await compile("whole") : lean));
  } catch (error) {
    if (error instanceof Unreachable) throw error;
    note("engine.fallback", String(error));
    const { default: factory } = (await import(new URL("./waymark-fallback.mjs", import.meta.url).href)) as {
      default: CoreFactory;
    };
    return factory({ printErr: () => {} });
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
