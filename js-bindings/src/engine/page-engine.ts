import type { Engine, JointEngine, PageEngine } from "./core-types.js";
import { type PartName, partNames } from "./parts.js";

export type Modules = Map<PartName, WebAssembly.Module>;

/** Calls that are kept; then the engine's memory is, in their place. */
const enough = 500;

/**
 * An engine of what is in `modules`. Which of its functions call a part that is not there nobody can say beforehand;
 * but it is deterministic, so that a new one, told the same, is as the old one was before the call that trapped. What it
 * has been told is kept as long as a part is missing.
 *
 * @param make a new engine without parts.
 * @param bring puts a part into `modules`, or does not. Never rejects.
 */
export async function createPageEngine(
  make: () => Promise<JointEngine>,
  modules: Modules,
  bring: (part: PartName) => Promise<void>,
): Promise<PageEngine> {
  let told: ((engine: Engine) => string)[] = [];
  /** The memory as it was before the first of them. */
  let saved: Uint8Array<ArrayBuffer> | undefined;

  async function build(): Promise<JointEngine> {
    const built = await make();
    await Promise.all([...modules.values()].map((part) => built.join(part)));
    if (saved) built.restore(saved);
    return built;
  }

  function run(call: (engine: Engine) => string): string {
    const effects = call(engine);
    if (page.mend && told.push(call) >= enough) {
      saved = engine.save();
      told = [];
    }
    return effects;
  }

  let engine = await build();
  const page: PageEngine = {
    handle: (text, nowMs) => run((any) => any.handle(text, nowMs)),
    load: (kind, bytes) => run((any) => any.load(kind, bytes)),
    async mend() {
      const before = modules.size;
      await Promise.all(partNames.filter((part) => !modules.has(part)).map(bring));
      engine = await build();
      for (const call of told) call(engine);
      // No more need be kept of a whole engine.
      if (modules.size === partNames.length) {
        told = [];
        saved = page.mend = undefined;
      }
      return modules.size > before;
    },
  };
  return page;
}
