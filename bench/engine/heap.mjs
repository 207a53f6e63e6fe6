import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createEngine } from "../../dist/node.mjs";
import { figure } from "../lib/figures.mjs";
import { events } from "../lib/heap.mjs";
import { eventGapMs, startVisit } from "../lib/visit.mjs";
import { eventInput, startMs } from "../lib/workload.mjs";
import { nativeHeap } from "./native.mjs";

/** The core's memory after 10,000 events, on Wasm in Node and natively, with replies and without. */
export async function heapOfCore() {
  const figures = [];
  for (const [name, acknowledge] of [
    ["up", true],
    ["down", false],
  ]) {
    const end = acknowledge ? "all acknowledged" : "collector down";
    const wasm = await nodeHeap(acknowledge);
    const native = await nativeHeap(events, { acknowledge });
    const kb = (id, bytes, what) => figure(`heap.${id}`, "KB", [bytes / 1_024], what);
    figures.push(
      kb(`node.${name}.wasmBefore`, wasm.before.wasm, "the core's memory in Node after start and catalogue"),
      kb(`node.${name}.wasm`, wasm.after.wasm, `the same after ${events} events, ${end}`),
      kb(`node.${name}.js`, wasm.after.js - wasm.before.js, "growth of Node's own heap, garbage collected"),
      kb(`native.${name}.before`, native.before, "bytes the native core holds after start and catalogue"),
      kb(`native.${name}`, native.after, `the same after ${events} events, ${end}`),
    );
  }
  return { figures };
}

async function nodeHeap(acknowledge) {
  const { engine, memory } = await createObserved();
  const shop = startVisit(engine, { acknowledge });
  const before = bytes(memory);
  for (let n = 0; n < events; n++) {
    const text = JSON.stringify(eventInput(n, startMs + (n + 1) * eventGapMs));
    shop.event(text, (nowMs) => JSON.parse(engine.handleText(text, nowMs)));
  }
  return { before, after: bytes(memory) };
}

/** An engine and its memory, which the package keeps to itself: caught while it is made. */
async function createObserved() {
  const { instantiate } = WebAssembly;
  let memory;
  WebAssembly.instantiate = async (...args) => {
    const made = await instantiate(...args);
    memory = Object.values((made.instance ?? made).exports).find((one) => one instanceof WebAssembly.Memory);
    return made;
  };
  try {
    return { engine: await createEngine(), memory };
  } finally {
    WebAssembly.instantiate = instantiate;
  }
}

function bytes(memory) {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return { wasm: memory.buffer.byteLength, js: process.memoryUsage().heapUsed };
}
