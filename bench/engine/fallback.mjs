import { figure } from "../lib/figures.mjs";
import { askText, startRun, warmUp } from "./node.mjs";

const events = 2_000;
/** Events a run handles before it is the other one's turn. */
const turn = 100;
const engines = 10;

const factoryOf = async () => (await import("../../dist/waymark-fallback.mjs")).default;

/** One engine of the core as JavaScript, with the face of `createEngine()` of dist/node.mjs. */
async function createTwin() {
  const engine = await (await factoryOf())({ printErr: () => {} });
  return {
    handleText: (text, nowMs) => engine.handle(text, nowMs),
    load: (kind, bytes) => JSON.parse(engine.load(kind, bytes)),
  };
}

/** What a page pays where WebAssembly is refused: the same event on the same core, as JavaScript and as WebAssembly. */
export async function trackOnTwin() {
  const ask = (engine, _input, text, nowMs) => askText(engine, text, nowMs);
  const twin = await startRun(ask, {}, createTwin);
  const wasm = await startRun(ask);
  for (let done = 0; done < warmUp + events; done += turn) for (const run of [twin, wasm]) run.advance(turn);
  const starts = [];
  const factory = await factoryOf();
  for (let n = 0; n < engines; n++) {
    const from = performance.now();
    await factory({ printErr: () => {} });
    starts.push(performance.now() - from);
  }
  const seam = figure(
    "fallback.node.seam",
    "us",
    twin.samples,
    "the seam on waymark-fallback.mjs: one event, text to text",
  );
  const usual = figure("fallback.node.wasm", "us", wasm.samples, "the same on WebAssembly, in turns with it");
  return {
    figures: [
      seam,
      usual,
      figure("fallback.node.ratio", "count", [seam.median / usual.median], "the first by the second"),
      figure("fallback.node.create", "ms", starts, "one more engine, its file read and compiled before"),
    ],
  };
}
