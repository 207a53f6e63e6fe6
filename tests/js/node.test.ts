import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import type { Effect, Input, NodeEngine } from "../../js-bindings/src/node.ts";
import { goods } from "../support/goods.ts";

// As a customer would: what was built, with the .wasm beside it.
const dist = new URL("../../dist/", import.meta.url);
const { createEngine } = (await import(
  new URL("node.mjs", dist).href
)) as typeof import("../../js-bindings/src/node.ts");

const start: Input = {
  type: "start",
  config: {
    version: 1,
    destinations: [{ id: "own", type: "segment", url: "https://collector.example/v1/batch", writeKey: "k" }],
  },
  snapshot: null,
  journal: [],
  seed: "000102030405060708090a0b0c0d0e0f",
  page: { url: "https://shop.example/" },
};
const track = (name: string, properties: object = {}): Input => ({
  type: "event",
  event: { type: "track", name, properties: properties as never },
});
const types = (effects: Effect[]) => effects.map((effect) => effect.type);

async function started(): Promise<NodeEngine> {
  const engine = await createEngine();
  engine.handle(start, 1_700_000_000_000);
  return engine;
}

test("an event is accepted into the journal", async () => {
  const engine = await started();
  const effects = engine.handle(track("Product Viewed", { price: 1.5 }), 1_700_000_000_100);
  const append = effects.find((effect) => effect.type === "append");
  assert.equal(append?.record.event.name, "Product Viewed");
  assert.equal(append?.record.event.timestamp, 1_700_000_000_100);
  assert.deepEqual(append?.record.event.properties, { price: 1.5 });
});

test("the same seed, inputs and times give the same effects, to the letter", async () => {
  const run = async () => {
    const engine = await started();
    return engine.handleText(JSON.stringify(track("A")), 1_700_000_000_001);
  };
  assert.equal(await run(), await run());
});

test("engines share nothing", async () => {
  const [first, second] = [await started(), await createEngine()];
  first.handle(track("A"), 1_700_000_000_001);
  assert.ok(!types(second.handle(track("A"), 1_700_000_000_002)).includes("send"));
});

test("the bytes of the core can be given", async () => {
  const engine = await createEngine({ wasm: new Uint8Array(await readFile(new URL("waymark-whole.wasm", dist))) });
  assert.ok(Array.isArray(engine.handle(start, 1)));
});

test("a catalogue is loaded as text or bytes and recommended from", async () => {
  for (const data of [JSON.stringify(goods), new TextEncoder().encode(JSON.stringify(goods))]) {
    const engine = await started();
    engine.load("catalogue", data);
    const effects = engine.handle(
      { type: "recommend", requestId: "1", strategy: "popular", limit: 2 },
      1_700_000_000_001,
    );
    const answer = effects.find((effect) => effect.type === "recommendations");
    assert.deepEqual(
      answer?.items.map((item) => item.id),
      ["p1", "p2"],
    );
  }
});

test("what is no Input, or no JSON, is answered with a log and nothing else", async () => {
  const engine = await started();
  for (const text of ["", "{", "null", "[]", '{"type":"nonsense"}', '"\\ud800"', "[".repeat(100_000)]) {
    const effects = JSON.parse(engine.handleText(text, 1_700_000_000_001)) as Effect[];
    assert.deepEqual([...new Set(types(effects))], ["log"], text.slice(0, 20));
  }
  assert.ok(types(engine.handle(track("Still There"), 1_700_000_000_002)).includes("append"));
});

test("values that are no JSON are repaired before the seam", async () => {
  const engine = await started();
  const effects = engine.handle(track("A", { n: Number.NaN, big: 5n, text: "\ud800" }), 1_700_000_000_001);
  const append = effects.find((effect) => effect.type === "append");
  assert.deepEqual(append?.record.event.properties, { n: null, big: 5, text: "\ufffd" });
});
