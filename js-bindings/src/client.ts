import type { Engine } from "./engine/core-types.js";
import type { Effect } from "./protocol.js";

/** The loop between engine and effects. */
export interface Client {
  /**
   * One Input, as text, at a time in ms. By the time this returns its effects have run, and are given back; called
   * from inside one, they will have run later, and none are.
   */
  put(input: string, timeMs: number): Effect[];
  /** Bulk bytes for the engine (`BulkKind` in protocol.ts). */
  load(kind: string, bytes: Uint8Array): void;
  /** False after a trap: the engine is not called again. */
  readonly alive: boolean;
}

/**
 * A client of an engine. Inputs wait in an inbox that is drained one by one, so that the engine is never entered
 * while an effect of its own is still running.
 *
 * @param execute carries out one effect; what it answers comes back through `put`. Must not throw.
 * @param onTrap hears of a trap, once, with the text that caused it.
 */
export function createClient(
  engine: Engine,
  execute: (effect: Effect) => void,
  onTrap: (error: unknown, input: string) => void,
): Client {
  const inbox: (() => Effect[])[] = [];
  let draining = false;
  let alive = true;

  function step(work: () => string, input: string): Effect[] {
    let effects: Effect[] = [];
    try {
      effects = JSON.parse(work()) as Effect[];
    } catch (error) {
      alive = false;
      onTrap(error, input);
    }
    effects.forEach(execute);
    return effects;
  }

  function run(work: () => string, input: string): Effect[] {
    inbox.push(() => step(work, input));
    if (draining) return [];
    draining = true;
    let first: Effect[] | undefined;
    for (let next = inbox.shift(); next && alive; next = inbox.shift()) {
      const effects = next();
      first ??= effects;
    }
    draining = false;
    return first ?? [];
  }

  return {
    put: (input, timeMs) => run(() => engine.handle(input, timeMs), input),
    load: (kind, bytes) => run(() => engine.load(kind, bytes), `load ${kind}`),
    get alive() {
      return alive;
    },
  };
}
