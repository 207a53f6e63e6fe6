/** The core's one object: text in, text of a list of Effects out. Synchronous; throws only on a trap. */
export interface Engine {
  handle(inputText: string, nowMs: number): string;
  load(kind: string, bytes: Uint8Array | string): string;
}

/** One that is asked between two calls only. */
export interface SavedEngine extends Engine {
  /** All it knows, and is: a copy of its memory. */
  save(): Uint8Array<ArrayBuffer>;
  /** Makes a new one what another was, of whichever kind. */
  restore(saved: Uint8Array<ArrayBuffer>): void;
}

/** The engine of a page. */
export interface PageEngine extends Engine {
  /**
   * There as long as the core is not the whole one: then a trap may mean no more than that something was called that sites of
   * its kind do not call. Fetches the whole core, and resolves once it is as the other was before the call that trapped; with
   * false where it cannot be had, and that call would trap again. Nothing else may be called meanwhile. Rejects where there
   * is no engine any more.
   */
  mend?: (() => Promise<boolean>) | undefined;
}

export interface CoreOptions {
  /** Instantiates the core, for Emscripten's small runtime (js-bindings/build.mjs makes it ask for it). */
  instantiate?: (imports: WebAssembly.Imports) => Promise<WebAssembly.Instance>;
  /** The same for its large runtime (newer emcc): must call `done` and return an object. */
  instantiateWasm?: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => object;
  /** Where the large runtime says why it stopped. */
  printErr?: (text: string) => void;
}

/** One module is one engine. */
export type CoreFactory = (options?: CoreOptions) => Promise<Engine>;
