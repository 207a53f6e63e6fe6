import type { Engine, JointEngine, PageEngine } from "./core-types.js";
import { type PartName, partNames } from "./parts.js";

export type Modules = Map<PartName, WebAssembly.Module>;

/** Calls after which the missing parts are fetched unasked, so that no more need be kept. */
const enough = 500;

/**
 * An engine of what is in `modules`. Which of its functions call a part that is not there nobody can say beforehand;
 * but it is deterministic, so that a new one, told the same, is as the old one was before the call that trapped. What it
 * has been told is kept as long as that may be needed.
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
  let limit = enough;

  async function build(): Promise<JointEngine> {
    const built = await make();
    await Promise.all([...modules.values()].map((part) => built.join(part)));
    return built;
  }

  /** Fetches what is missing; whether more is there now than before. */
  async function complete(): Promise<boolean> {
    const before = modules.size;
    await Promise.all(partNames.filter((part) => !modules.has(part)).map(bring));
    return modules.size > before;
  }

  /** No more need be kept of a whole engine. */
  function settle(): void {
    if (modules.size < partNames.length) return;
    told = [];
    page.mend = undefined;
  }

  function run(call: (engine: Engine) => string): string {
    const effects = call(engine);
    if (page.mend && told.push(call) >= limit) {
      limit *= 2;
      const joined = engine;
      const there = new Set(modules.values());
      void complete().then(async () => {
        await Promise.all([...modules.values()].map((part) => there.has(part) || joined.join(part)));
        if (joined === engine) settle();
      });
    }
    return effects;
  }

  let engine = await build();
  const page: PageEngine = {
    handle: (text, nowMs) => run((any) => any.handle(text, nowMs)),
    load: (kind, bytes) => run((any) => any.load(kind, bytes)),
    async mend() {
      const more = await complete();
      engine = await build();
      for (const call of told) call(engine);
      settle();
      return more;
    },
  };
  return page;
}
