import { writeFileSync } from "node:fs";
import { createEngine } from "../../dist/node.mjs";
import { eventGapMs, startVisit } from "../lib/visit.mjs";
import { eventInput, startMs } from "../lib/workload.mjs";

const letters = { event: "E", input: "I", load: "L" };

/**
 * Writes a visit of `events` product views to `path`, one line an input, as bench/native/tape.h reads it. Returns
 * what the Wasm core answered to the last of them, an `inspect`: who replays the tape must arrive at the same.
 */
export async function writeTape(path, events, options = {}) {
  const tape = [];
  const shop = startVisit(await createEngine(), { ...options, tape });
  const { engine } = shop;
  for (let n = 0; n < events; n++) {
    const text = JSON.stringify(eventInput(n, startMs + (n + 1) * eventGapMs));
    shop.event(text, (nowMs) => JSON.parse(engine.handleText(text, nowMs)));
  }
  const state = shop.inspect();
  writeFileSync(path, tape.map(({ kind, timeMs, text }) => `${letters[kind]} ${timeMs} ${text}\n`).join(""));
  return state;
}
