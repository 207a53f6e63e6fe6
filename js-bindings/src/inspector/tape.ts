import type { Engine } from "../engine/core-types.js";
import type { Effect, Input } from "../protocol.js";

/** What crossed the seam once: an Input, when, and what came of it. */
export interface Entry {
  atMs: number;
  text: string;
  input: Input | undefined;
  effects: Effect[];
  /** How long the core took. */
  tookMs: number;
}

const maxEntries = 2_000;

/** Everything that crosses the seam from now on, and the clock the core is shown. */
export interface Tape {
  entries: Entry[];
  /** The tape runs from the page's first Input on: it can be played again. */
  whole: boolean;
  /** How far ahead of the real time the core lives. */
  shiftMs: number;
  heard: () => void;
}

const tapes = new WeakMap<Engine, Tape>();

/** Listens at the seam of an engine; `whole` where nothing has crossed it yet. */
export function record(engine: Engine, whole: boolean): Tape {
  const known = tapes.get(engine);
  if (known) return known;
  const tape: Tape = { entries: [], whole, shiftMs: 0, heard: () => {} };
  tapes.set(engine, tape);
  const handle = engine.handle.bind(engine);
  engine.handle = (text, nowMs) => {
    const atMs = nowMs + tape.shiftMs;
    const began = performance.now();
    let out = handle(text, atMs);
    const tookMs = performance.now() - began;
    const effects = JSON.parse(out) as Effect[];
    tape.entries.push({ atMs, text, input: read(text), effects: structuredClone(effects), tookMs });
    if (tape.entries.length > maxEntries) {
      tape.entries.shift();
      tape.whole = false;
    }
    if (tape.shiftMs) {
      // The host's timer lives in real time.
      for (const effect of effects) if (effect.type === "wake") effect.atMs -= tape.shiftMs;
      out = JSON.stringify(effects);
    }
    queueMicrotask(tape.heard);
    return out;
  };
  return tape;
}

function read(text: string): Input | undefined {
  try {
    return JSON.parse(text) as Input;
  } catch {
    return undefined;
  }
}

/** The tape as a file for tests/scenarios: what was given to the core, to the letter, with its times. */
export function scenarioOf(tape: Tape, title: string): string {
  const steps = tape.entries.map(({ atMs, text, input }) => (input ? { at: atMs, input } : { at: atMs, text }));
  return JSON.stringify(
    {
      name: title,
      description: `Recorded by the inspector${tape.whole ? "" : "; it does not begin with the page, so it cannot be played from its first step"}.`,
      host: { answers: false },
      ...(tape.entries[0] ? { start: tape.entries[0].atMs } : {}),
      steps,
    },
    null,
    2,
  );
}
