import type { Engine } from "./engine/core-types.js";
import type { Effect } from "./protocol.js";

/** The loop between engine and effects. */
export interface Client {
  /** One Input, as text, at a time in ms. By the time this returns its effects have run, unless called from inside one. */
  put(input: string, timeMs: number): void;
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
  const inbox: (() => void)[] = [];
  let draining = false;
  let alive = true;

  function step(work: () => string, input: string): void {
    let effects: Effect[] = [];
    try {
      effects = JSON.parse(work()) as Effect[];
    } catch (error) {
      alive = false;
      onTrap(error, input);
    }
    effects.forEach(execute);
  }

  function run(work: () => string, input: string): void {
    inbox.push(() => step(work, input));
    if (draining) return;
    draining = true;
    for (let next = inbox.shift(); next && alive; next = inbox.shift()) next();
    draining = false;
  }

  return {
    put: (input, timeMs) => run(() => engine.handle(input, timeMs), input),
    load: (kind, bytes) => run(() => engine.load(kind, bytes), `load ${kind}`),
    get alive() {
      return alive;
    },
  };
}
