import { kinds } from "../../wasm/lean/kinds.mjs";

/** The cores of all kinds of site. */
export const wasm = [...Object.keys(kinds), "waymark-whole"].map((name) => `/waymark/${name}.wasm`);

/**
 * Lets a shop serve `core`, an ES module whose default export makes an engine: as the JavaScript build of it, and in
 * place of the Wasm what does not compile.
 */
export function serveCore(shop: { files: Map<string, string> }, core: string): void {
  for (const path of wasm) shop.files.set(path, "not Wasm");
  shop.files.set("/waymark/waymark-fallback.mjs", core);
}

/** The real one again. */
export function serveOwnCore(shop: { files: Map<string, string> }): void {
  for (const path of [...wasm, "/waymark/waymark-fallback.mjs"]) shop.files.delete(path);
}

/**
 * A core that decides nothing: it journals every event, releases none, and keeps each Input in `window.inputs`.
 * The journal, who owns it and what is told to whom is the host's part alone, and shown by this.
 */
export const scriptedCore = `
window.inputs = [];
let origin = crypto.randomUUID();
let seq = 0;
export default async () => ({
  load: () => "[]",
  handle(text, nowMs) {
    const input = JSON.parse(text);
    inputs.push(input);
    const effects = [];
    if (input.type === "event") {
      const { messageId = crypto.randomUUID(), ...event } = input.event;
      effects.push({ type: "append", record: {
        id: messageId, origin, seq: ++seq, event: { ...event, messageId, timestamp: nowMs },
      } });
    }
    if (input.type === "lifecycle" && input.state === "leaving")
      effects.push({ type: "persist", key: "waymark.sent." + origin, text: "sent by " + location.pathname });
    if (input.type === "start" || input.type === "adopt")
      for (const text of input.sent ?? []) effects.push({ type: "log", level: "info", code: "asked", found: text });
    if (input.type === "flush")
      effects.push({ type: "flushed", requestId: input.requestId, delivered: 1, waiting: 2, destinations: [] });
    if (input.type === "inspect")
      effects.push({ type: "forward", target: "inspector", name: "state",
        payload: { stats: { accepted: seq }, destinations: [{ id: "own" }] } });
    window.respond?.(input, effects);
    return JSON.stringify(effects);
  },
});`;
