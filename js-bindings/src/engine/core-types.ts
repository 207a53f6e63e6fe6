/** The core's one object: text in, text of a list of Effects out. Synchronous; throws only on a trap. */
export interface Engine {
  handle(inputText: string, nowMs: number): string;
  load(kind: string, bytes: Uint8Array | string): string;
}

/** One that is asked between two calls only. */
export interface JointEngine extends Engine {
  /** Puts a part to it. */
  join(part: WebAssembly.Module): Promise<unknown>;
  /** All it knows, and is: a copy of its memory. */
  save(): Uint8Array<ArrayBuffer>;
  /** Makes a new one what another was. */
  restore(saved: Uint8Array<ArrayBuffer>): void;
}

/** The engine of a page, of which some parts may not be there. */
export interface PageEngine extends Engine {
  /**
   * There as long as parts are missing: then a trap may mean no more than that one of them was called. Brings them, and
   * resolves once the engine is as it was before the call that trapped: with false where it has no more parts than before
   * and would trap again. Nothing else may be called meanwhile. Rejects where there is no engine any more.
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
