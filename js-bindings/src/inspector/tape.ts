import type { Engine } from "../engine/core-types.js";
import type { Effect, Input } from "../protocol.js";
import { readTrial, type Trial } from "./trial.js";

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

/** Everything that crosses the seam from now on, and what the core is made believe. */
export interface Tape {
  entries: Entry[];
  /** The tape runs from the page's first Input on: it can be played again. */
  whole: boolean;
  trial: Trial;
  /** As it was loaded. */
  catalogue: string | undefined;
  heard: () => void;
}

const tapes = new WeakMap<Engine, Tape>();

/** Listens at the seam of an engine; `whole` where nothing has crossed it yet. */
export function record(engine: Engine, whole: boolean): Tape {
  const known = tapes.get(engine);
  if (known) return known;
  const tape: Tape = { entries: [], whole, trial: readTrial(), catalogue: undefined, heard: () => {} };
  tapes.set(engine, tape);
  const handle = engine.handle.bind(engine);
  const load = engine.load.bind(engine);
  engine.load = (kind, bytes) => {
    if (kind === "catalogue") tape.catalogue = typeof bytes === "string" ? bytes : new TextDecoder().decode(bytes);
    return load(kind, bytes);
  };
  engine.handle = (text, nowMs) => {
    const { shiftMs } = tape.trial;
    const atMs = nowMs + shiftMs;
    const began = performance.now();
    let out = handle(text, atMs);
    const tookMs = performance.now() - began;
    const effects = JSON.parse(out) as Effect[];
    tape.entries.push({ atMs, text, input: read(text), effects: structuredClone(effects), tookMs });
    if (tape.entries.length > maxEntries) {
      tape.entries.shift();
      tape.whole = false;
    }
    if (shiftMs) {
      // The host's timer lives in real time.
      for (const effect of effects) if (effect.type === "wake") effect.atMs -= shiftMs;
      out = JSON.stringify(effects);
    }
    queueMicrotask(tape.heard);
    return out;
  };
  return tape;
}

/** The last message of the rule is decided and neither drawn nor given up. False where the tape does not reach back so far. */
export function isPending({ entries }: Tape, rule: string): boolean {
  let pending = "";
  for (const { input, effects } of entries) {
    if (input?.type === "messageOutcome" && input.decisionId === pending && input.outcome !== "ready") pending = "";
    for (const effect of effects) {
      if (effect.type === "showMessage" && effect.rule === rule) pending = effect.decisionId;
      if (effect.type === "hideMessage" && effect.decisionId === pending) pending = "";
    }
  }
  return pending !== "" && !document.querySelector(`waymark-message[data-decision="${CSS.escape(pending)}"]`);
}

function read(text: string): Input | undefined {
  try {
    return JSON.parse(text) as Input;
  } catch {
    return undefined;
  }
}

/** The tape as a file for tests/scenarios: what was given to the core, to the letter, with its times, and what it showed. */
export function scenarioOf(tape: Tape, title: string): string {
  const steps = tape.entries
    // What only asked for this drawer changes nothing.
    .filter(({ text }) => text !== '{"type":"inspect"}')
    .map(({ atMs, text, input, effects }) => {
      const expect = effects.flatMap((effect) =>
        effect.type === "showMessage" ? [{ type: effect.type, rule: effect.rule, template: effect.template }] : [],
      );
      return { at: atMs, ...(input ? { input } : { text }), ...(expect.length ? { expect } : {}) };
    });
  return JSON.stringify(
    {
      name: title,
      description: `Recorded by the inspector${tape.whole ? "" : "; it does not begin with the page, so it cannot be played from its first step"}.`,
      host: { answers: false },
      ...(tape.catalogue ? { catalogue: JSON.parse(tape.catalogue) } : {}),
      ...(tape.entries[0] ? { start: tape.entries[0].atMs } : {}),
      steps,
    },
    null,
    2,
  );
}
