import { readFile } from "node:fs/promises";
import { createEngine } from "../../dist/node.mjs";
import { figure } from "../lib/figures.mjs";

const engines = 20;

/** What it costs Node to make one more engine, the bytes already read. */
export async function startInNode() {
  const bytes = await readFile(new URL("../../dist/waymark.wasm", import.meta.url));
  const samples = [];
  for (let n = 0; n < engines; n++) {
    // A custom section of its own, or V8 would know the bytes.
    const wasm = new Uint8Array([...bytes, 0, 4, 2, 0x62, 0x6e, n]);
    const from = performance.now();
    await createEngine({ wasm });
    samples.push(performance.now() - from);
  }
  return {
    figures: [figure("start.node", "ms", samples, "createEngine() in Node: compile, instantiate, no input yet")],
  };
}
