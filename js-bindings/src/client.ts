import type { PageEngine } from "./engine/core-types.js";
import type { Effect } from "./protocol.js";

/** The loop between engine and effects. */
export interface Client {
  /**
   * One Input, as text, at a time in ms. By the time this returns its effects have run, and are given back; called
   * from inside one, or while the engine waits for the whole core, they will have run later, and none are.
   */
  put(input: string, timeMs: number): Effect[];
  /** The same of what its giver keeps until it is taken: undefined where the engine waits for the whole core and it has not. */
  offer(input: string, timeMs: number): Effect[] | undefined;
  /** Bulk bytes for the engine (`BulkKind` in protocol.ts). */
  load(kind: string, bytes: Uint8Array): void;
  /** Called before anything is told, where somebody has set it: what it tells comes first. */
  first?: () => void;
  /** False after a trap: the engine is not called again. */
  readonly alive: boolean;
  /** There while the engine waits for the whole core. */
  readonly waiting: Promise<void> | undefined;
}

interface Step {
  work: () => string;
  input: string;
}

/**
 * A client of an engine. Inputs wait in an inbox that is drained one by one, so that the engine is never entered
 * while an effect of its own is still running.
 *
 * @param execute carries out one effect; what it answers comes back through `put`. Must not throw.
 * @param onTrap hears of a trap, once, with the text that caused it.
 * @param onMended hears that the engine has waited for the whole core and goes on, and for which Input; `lost` where that cannot
 *   be had, and that Input is given up here.
 */
export function createClient(
  engine: PageEngine,
  execute: (effect: Effect) => void,
  onTrap: (error: unknown, input: string) => void,
  onMended: (input: string, lost: boolean) => void = () => {},
): Client {
  const inbox: Step[] = [];
  let draining = false;
  let alive = true;
  let waiting: Promise<void> | undefined;

  /** Undefined where the step has not been done. */
  function take(step: Step): Effect[] | undefined {
    let effects: Effect[] = [];
    try {
      effects = JSON.parse(step.work()) as Effect[];
    } catch (error) {
      if (engine.mend) return mend(step);
      trap(error, step);
    }
    effects.forEach(execute);
    return effects;
  }

  function trap(error: unknown, { input }: Step): void {
    alive = false;
    onTrap(error, input);
  }

  function mend(step: Step): undefined {
    waiting = (engine.mend as () => Promise<boolean>)().then(
      (more) => {
        waiting = undefined;
        if (!more && inbox[0] === step) inbox.shift();
        drain();
        onMended(step.input, !more);
      },
      (error: unknown) => {
        waiting = undefined;
        trap(error, step);
      },
    );
  }

  /** Effects of the first step. */
  function drain(): Effect[] {
    draining = true;
    let first: Effect[] | undefined;
    while (inbox[0] && alive && !waiting) {
      const effects = take(inbox[0]);
      if (!effects) break;
      inbox.shift();
      first ??= effects;
    }
    draining = false;
    return first ?? [];
  }

  function run(work: () => string, input: string): Effect[] {
    client.first?.();
    inbox.push({ work, input });
    return draining ? [] : drain();
  }

  const client: Client = {
    put: (input, timeMs) => run(() => engine.handle(input, timeMs), input),
    offer(input, timeMs) {
      if (waiting) return undefined;
      const before = inbox.length;
      const effects = run(() => engine.handle(input, timeMs), input);
      // Its own step is the last but for what its effects have put after it.
      const left = inbox[before];
      if (draining || !waiting || left?.input !== input) return effects;
      inbox.splice(before, 1);
      return undefined;
    },
    load: (kind, bytes) => run(() => engine.load(kind, bytes), `load ${kind}`),
    get alive() {
      return alive;
    },
    get waiting() {
      return waiting;
    },
  };
  return client;
}
