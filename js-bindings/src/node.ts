/**
 * The core in Node: the same Wasm as in the browser, in one piece, with nothing around it. Effects are returned, not executed.
 *
 * ```ts
 * import { createEngine } from "waymark/node";
 * const engine = await createEngine();
 * const effects = engine.handle(input, Date.now());
 * ```
 */
import { readFile } from "node:fs/promises";
import { createEngine as instantiate } from "./engine/instantiate.js";
import type { BulkKind, Effect, Input } from "./protocol.js";
import { serialise } from "./serialise.js";

export * from "./collector/index.js";
export type * from "./config.js";
export type * from "./protocol.js";

/** One engine: one visitor on one page. */
export interface NodeEngine {
  /** Effects of one Input at a time in ms since 1970 (UTC). */
  handle(input: Input, nowMs: number): Effect[];
  /** The seam itself: text of an Input in, text of a list of Effects out. */
  handleText(text: string, nowMs: number): string;
  /** Bulk bytes; `catalogue` is UTF-8 JSON of a `Catalogue`. */
  load(kind: BulkKind, bytes: Uint8Array | string): Effect[];
  /** All it knows: a copy of its memory, for `restore` of a new engine of any core of the same build. */
  save(): Uint8Array<ArrayBuffer>;
  restore(saved: Uint8Array<ArrayBuffer>): void;
}

/**
 * An engine with a memory of its own. `wasm`: the bytes of `waymark-whole.wasm`, else they are read from beside this file.
 */
export async function createEngine({ wasm }: { wasm?: Uint8Array<ArrayBuffer> } = {}): Promise<NodeEngine> {
  const bytes = wasm ?? (await readFile(new URL("./waymark-whole.wasm", import.meta.url)));
  const engine = await instantiate(await WebAssembly.compile(bytes));
  return {
    handle: (input, nowMs) => JSON.parse(engine.handle(serialiseInput(input), nowMs)) as Effect[],
    handleText: (text, nowMs) => engine.handle(text, nowMs),
    load: (kind, data) => JSON.parse(engine.load(kind, data)) as Effect[],
    save: engine.save,
    restore: engine.restore,
  };
}

/** `start` may hold a long journal, which was JSON before and needs no repair. */
function serialiseInput(input: Input): string {
  return input.type === "start" ? JSON.stringify(input) : serialise(input).text;
}
