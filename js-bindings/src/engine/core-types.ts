/** The core's one object: text in, text of a list of Effects out. Synchronous; throws only on a trap. */
export interface Engine {
  handle(inputText: string, nowMs: number): string;
  load(kind: string, bytes: Uint8Array | string): string;
}

export interface CoreOptions {
  /** The compiled core, for Emscripten's small runtime, which instantiates it. */
  wasm?: WebAssembly.Module;
  /** The same for its large runtime (newer emcc): must call `done` and return an object. */
  instantiateWasm?: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => object;
  /** Where the large runtime says why it stopped. */
  printErr?: (text: string) => void;
}

/** One module is one engine. */
export type CoreFactory = (options?: CoreOptions) => Promise<Engine>;
