/** Races the rule engines in a page: bundled by bench/browser/rules.mjs. */
import { createEngine } from "../../../dist/node.mjs";
import { enginesOf, race } from "../../rules/engines.mjs";

window.raceRules = async (set, base64, options) => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const core = await createEngine({ wasm: bytes });
  const engine = { handle: (text, nowMs) => core.handleText(text, nowMs) };
  // JSON drops nothing of the set that matters here; a trigger is far longer than the clock's 5 us.
  return race(enginesOf(engine, set), set, options);
};
