import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import type { Engine, PageEngine } from "../../js-bindings/src/engine/core-types.ts";
import { createPageEngine, type Modules } from "../../js-bindings/src/engine/page-engine.ts";
import { type PartName, partNames, partsFor, withoutParts } from "../../js-bindings/src/engine/parts.ts";
import { livedThrough, readScenario } from "../scenarios/runner.ts";

const dist = new URL("../../dist/", import.meta.url);
const { createEngine } = (await import(
  new URL("node.mjs", dist).href
)) as typeof import("../../js-bindings/src/node.ts");
const bytesOf = (name: string) => new Uint8Array(readFileSync(new URL(name, dist)));
const primary = bytesOf("waymark.wasm");
const partBytes = new Map(partNames.map((name) => [name, bytesOf(`waymark-${name}.wasm`)]));

/** One engine of the first module; parts are known by their bytes here. */
async function joint() {
  const engine = await createEngine({ wasm: primary });
  return {
    handle: engine.handleText,
    load: (kind: string, bytes: Uint8Array | string) => JSON.stringify(engine.load(kind as "catalogue", bytes)),
    join: (part: unknown) => engine.join(part as Uint8Array<ArrayBuffer>),
    save: engine.save,
    restore: engine.restore,
  };
}

/** `lacking`: parts that cannot be had. */
async function pageEngine(there: PartName[], lacking: PartName[] = []) {
  const modules = new Map() as Modules;
  const asked: PartName[] = [];
  const take = (part: PartName) => modules.set(part, partBytes.get(part) as unknown as WebAssembly.Module);
  there.forEach(take);
  const engine = await createPageEngine(joint, modules, async (part) => {
    asked.push(part);
    if (!lacking.includes(part)) take(part);
  });
  return { engine, asked };
}

type Call = { work: (engine: Engine) => string; effects: string };

/** What the whole core is told in a scenario, by page load, and what it answers. */
async function recorded(file: string): Promise<Call[][]> {
  const pages: Call[][] = [];
  await livedThrough(readScenario(`tests/scenarios/${file}`), async () => {
    const whole = await createEngine();
    const page: Call[] = [];
    pages.push(page);
    return {
      handleText(text, nowMs) {
        const effects = whole.handleText(text, nowMs);
        page.push({ work: (engine) => engine.handle(text, nowMs), effects });
        return effects;
      },
      load(kind, bytes) {
        const effects = whole.load(kind, bytes);
        page.push({ work: (engine) => engine.load(kind, bytes), effects: JSON.stringify(effects) });
        return effects;
      },
    };
  });
  return pages;
}

/** One call, with the mending it takes. */
async function mended(engine: PageEngine, work: (engine: Engine) => string): Promise<string> {
  try {
    return work(engine);
  } catch (error) {
    assert.ok(engine.mend, `a trap of the whole core: ${error}`);
    assert.equal(await engine.mend(), true);
    return work(engine);
  }
}

const files = readdirSync(new URL("../scenarios/", import.meta.url)).filter((name) => name.endsWith(".json"));

for (const file of files)
  test(`${file}: parts that come when they are called change nothing`, async () => {
    for (const page of await recorded(file)) {
      const { engine } = await pageEngine([]);
      for (const { work, effects } of page)
        assert.equal(JSON.stringify(JSON.parse(await mended(engine, work))), JSON.stringify(JSON.parse(effects)));
    }
  });

const start = (config: object) =>
  JSON.stringify({
    type: "start",
    config: { version: 1, ...config },
    snapshot: null,
    journal: [],
    seed: "00112233445566778899aabbccddeeff",
    page: { url: "https://shop.example/", siteOffsetMinutes: 420 },
  });
const destinations = [{ id: "main", type: "ndjson", url: "/v1/events", writeKey: "k" }];
const patterns = { privacy: { patterns: ["[0-9]{9}"] } };
const track = (name: string) => JSON.stringify({ type: "event", event: { type: "track", name, properties: {} } });

test("a page that only tracks needs the first module alone", async () => {
  const { engine, asked } = await pageEngine([]);
  engine.handle(start({ destinations }), 1_000);
  engine.handle(track("Product Viewed"), 2_000);
  engine.handle('{"type":"wake"}', 9_000);
  engine.handle('{"type":"lifecycle","state":"leaving"}', 9_100);
  assert.deepEqual(asked, []);
});

test("where a part cannot be had the engine goes on as if it had not been asked", async () => {
  const { engine } = await pageEngine([], ["rare"]);
  engine.handle(start({ destinations }), 1_000);
  assert.throws(() => engine.handle('{"type":"forget"}', 2_000));
  assert.equal(await engine.mend?.(), true);
  assert.throws(() => engine.handle(`{"type":"forget"}`, 2_000));
  assert.equal(await engine.mend?.(), false);
  assert.match(engine.handle(track("Product Viewed"), 3_000), /"append"/);
  assert.ok(engine.mend);
});

test("what a page has been told for hours is kept as memory, and a part that comes late changes nothing", async () => {
  const { engine, asked } = await pageEngine([]);
  const whole = await createEngine();
  const both = async (text: string, nowMs: number) =>
    assert.equal(await mended(engine, (any) => any.handle(text, nowMs)), whole.handleText(text, nowMs));
  await both(start({ destinations }), 1_000);
  // Past what the memory was at first, too.
  for (let i = 0; i < 1_200; i++) await both(track(`Seen ${"x".repeat(200)} ${i}`), 2_000 + i * 100);
  assert.deepEqual(asked, []);
  await both('{"type":"inspect"}', 200_000);
  assert.deepEqual(asked.sort(), [...partNames].sort());
  await both('{"type":"forget"}', 201_000);
  assert.equal(engine.mend, undefined);
});

test("a configuration says which parts it needs, as far as anybody can say", () => {
  const needed = (config: object, templates = false) => partsFor(config, JSON.stringify(config), templates);
  assert.deepEqual(needed({ destinations }), []);
  assert.deepEqual(needed({ destinations }, true), ["templates"]);
  assert.deepEqual(needed({ rules: [{ id: "a" }] }), ["rules"]);
  assert.deepEqual(needed({ rules: [{ do: [{ content: { en: { title: "{{ page.url }}" } } }] }] }), ["rules", "texts"]);
  assert.deepEqual(needed({ rules: [{ when: { startsWith: [{ var: "page.path" }, "/p/"] } }] }), [
    "rules",
    "conditions",
  ]);
  assert.deepEqual(needed({ catalogue: { url: "/c.json" } }), ["recommend"]);
  assert.deepEqual(needed(null as unknown as object), []);
});

test("without a part, what needs it is left out and the rest holds", () => {
  const config = { version: 1, destinations, rules: [], catalogue: { url: "/c.json" } };
  assert.deepEqual(withoutParts(config, ["rules"]), { version: 1, destinations });
  assert.equal(withoutParts(config, ["templates"]), config);
  assert.equal(withoutParts(config, []), config);
});

test("a pattern of the site's own brings what compiles it", async () => {
  const { engine } = await pageEngine([]);
  assert.match(await mended(engine, (any) => any.handle(start({ destinations, ...patterns }), 1_000)), /^\[/);
});
