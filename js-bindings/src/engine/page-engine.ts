import type { Engine, PageEngine, SavedEngine } from "./core-types.js";

/** Calls that are kept; then the engine's memory is, in their place. */
const enough = 500;

/**
 * An engine that has what its kind of site runs, and stops where it has not. It is deterministic, so that the whole one, told the
 * same, is as this one was before the call that stopped it. What it has been told is kept for that.
 *
 * @param make a new engine: the whole one, or of the page's kind. Rejects where the whole one cannot be had.
 */
export async function createPageEngine(make: (whole: boolean) => Promise<SavedEngine>): Promise<PageEngine> {
  let told: ((engine: Engine) => string)[] = [];
  /** The memory as it was before the first of them. */
  let saved: Uint8Array<ArrayBuffer> | undefined;
  let engine = await make(false);

  function run(call: (engine: Engine) => string): string {
    const effects = call(engine);
    if (page.mend && told.push(call) >= enough) {
      saved = engine.save();
      told = [];
    }
    return effects;
  }

  const page: PageEngine = {
    handle: (text, nowMs) => run((any) => any.handle(text, nowMs)),
    load: (kind, bytes) => run((any) => any.load(kind, bytes)),
    async mend() {
      const whole = await make(true).catch(() => undefined);
      engine = whole ?? (await make(false));
      if (saved) engine.restore(saved);
      for (const call of told) call(engine);
      if (!whole) return false;
      told = [];
      saved = page.mend = undefined;
      return true;
    },
  };
  return page;
}
