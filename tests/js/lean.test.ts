import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { actionOf, examples } from "../../demo-site/gallery/examples.ts";
import { catalogueItems } from "../../demo-site/gallery/goods.ts";
import type { Config, RuleAction } from "../../js-bindings/src/config.ts";
import type { Engine, PageEngine } from "../../js-bindings/src/engine/core-types.ts";
import { type Kind, kindOf } from "../../js-bindings/src/engine/kinds.ts";
import { createPageEngine } from "../../js-bindings/src/engine/page-engine.ts";
import type { Effect } from "../../js-bindings/src/protocol.ts";
import { kinds as workloads } from "../../wasm/lean/kinds.mjs";
import { createVisitor } from "../../wasm/lean/site.mjs";
import { oneOfACrowd } from "../../wasm/lean/workloads/crowd.mjs";
import { livedThrough, readScenario } from "../scenarios/runner.ts";

const dist = new URL("../../dist/", import.meta.url);
const { createEngine } = (await import(
  new URL("node.mjs", dist).href
)) as typeof import("../../js-bindings/src/node.ts");
const fileOf = (kind: Kind) => (kind ? `waymark-${kind}` : "waymark");
const bytesOf = (kind: Kind) => new Uint8Array(readFileSync(new URL(`${fileOf(kind)}.wasm`, dist)));
const kinds = Object.keys(workloads).map((name) => name.replace(/^waymark-?/, "") as Kind);

type Workload = { config: object; visit: (visitor: object) => Promise<void> };

/** The engine of a page; `asked`: how often it has asked for the whole core. */
async function pageEngine(kind: Kind, reachable = () => true) {
  const lean = bytesOf(kind);
  const state = { asked: 0 };
  const engine = await createPageEngine(async (whole) => {
    if (whole) state.asked++;
    if (whole && !reachable()) throw new Error("no whole core");
    const made = await createEngine({ wasm: whole ? bytesOf("whole") : lean });
    const load = (what: string, bytes: Uint8Array | string) => JSON.stringify(made.load(what as "catalogue", bytes));
    return { handle: made.handleText, load, save: made.save, restore: made.restore };
  });
  return { engine, state };
}

type Call = { work: (engine: Engine) => string; effects: string };

/** Whole cores that note what they are told, and answer, by page load. */
function noted() {
  const pages: Call[][] = [];
  async function make() {
    const whole = await createEngine();
    const page: Call[] = [];
    pages.push(page);
    const note = (work: (engine: Engine) => string, effects: string) => {
      page.push({ work, effects });
      return effects;
    };
    return {
      handle: (text: string, nowMs: number) => note((any) => any.handle(text, nowMs), whole.handleText(text, nowMs)),
      load: (what: string, bytes: Uint8Array | string) =>
        note((any) => any.load(what, bytes), JSON.stringify(whole.load(what as "catalogue", bytes))),
    };
  }
  return { pages, make };
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

const same = (text: string) => JSON.stringify(JSON.parse(text));

/** The same pages with cores that begin as that kind: all effects as they were; how many needed the whole core. */
async function relived(pages: Call[][], kind: Kind): Promise<number> {
  let needed = 0;
  for (const page of pages) {
    const { engine, state } = await pageEngine(kind);
    for (const { work, effects } of page) assert.equal(same(await mended(engine, work)), same(effects));
    needed += state.asked;
  }
  return needed;
}

function kindOfStart(text: string): Kind {
  const { config } = JSON.parse(text) as { config: Config };
  const templates = config.destinations?.some(({ definition }) => definition);
  return kindOf(config, JSON.stringify(config), !!templates);
}

const scenarios = readdirSync(new URL("../scenarios/", import.meta.url)).filter((name) => name.endsWith(".json"));
for (const file of scenarios)
  test(`${file}: whichever core a page begins with, it does the same`, async () => {
    const { pages, make } = noted();
    let kind: Kind = "";
    await livedThrough(readScenario(`tests/scenarios/${file}`), async () => {
      const { handle, load } = await make();
      return {
        handleText(text, nowMs) {
          if (text.startsWith('{"type":"start"')) kind = kindOfStart(text);
          return handle(text, nowMs);
        },
        load: (what, bytes) => JSON.parse(load(what, bytes)) as Effect[],
      };
    });
    for (const first of new Set<Kind>(["", kind])) await relived(pages, first);
  });

for (const kind of kinds)
  test(`${fileOf(kind)}.wasm: its own visitors run on it, and strangers do the same as on the whole core`, async () => {
    const own = (workloads as { [file: string]: Workload[][] })[fileOf(kind)]?.flat() ?? [];
    const few = own.filter((_, i) => i % 16 === 0);
    for (const { config, visit } of few) {
      const { pages, make } = noted();
      await visit(createVisitor(make, config));
      assert.equal(await relived(pages, kind), 0);
    }
    let all = 0;
    let needed = 0;
    for (const [i, { config }] of few.entries()) {
      const { pages, make } = noted();
      await oneOfACrowd(90_000 + i)(createVisitor(make, config));
      needed += await relived(pages, kind);
      all += pages.length;
    }
    assert.ok(needed <= all / 20, `${needed} of ${all} pages`);
  });

const destinations: Config["destinations"] = [{ id: "main", type: "ndjson", url: "/v1/events", writeKey: "k" }];

for (const [name, example] of Object.entries(examples))
  test(`${name}: a visitor sees and closes it without the whole core`, async () => {
    const { items } = example;
    const config: Config = {
      version: 1,
      site: { language: "vi", timeZone: "Asia/Ho_Chi_Minh" },
      ...(items && { catalogue: { url: "/catalogue.json" } }),
      destinations,
      rules: [{ id: name, on: { any: [{ type: "event", name: "Go" }] }, do: [actionOf(example) as RuleAction] }],
    };
    const { pages, make } = noted();
    const visitor = createVisitor(make, config);
    await visitor.arrive({ url: "https://shop.example/p/p1", referrer: "" });
    if (items) visitor.load("catalogue", JSON.stringify({ version: 1, items: catalogueItems("vi", 40) }));
    visitor.signal("route", { trigger: "load", page: visitor.page });
    visitor.pass(800);
    visitor.track("Go");
    visitor.pass(500);
    const { decisionId } = visitor.shown as unknown as { decisionId: string };
    for (const outcome of ["ready", "shown", "dismissed"]) {
      visitor.put({ type: "messageOutcome", decisionId, outcome });
      visitor.pass(1_500);
    }
    visitor.lifecycle("leaving");
    assert.equal(await relived(pages, kindOf(config, JSON.stringify(config), false)), 0);
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
const track = (name: string) => JSON.stringify({ type: "event", event: { type: "track", name, properties: {} } });

test("where the whole core cannot be had the engine goes on as if it had not been asked", async () => {
  let reachable = false;
  const { engine, state } = await pageEngine("", () => reachable);
  engine.handle(start({ destinations }), 1_000);
  for (const _ of [1, 2]) {
    assert.throws(() => engine.handle('{"type":"forget"}', 2_000));
    assert.equal(await engine.mend?.(), false);
    assert.match(engine.handle(track("Product Viewed"), 3_000), /"append"/);
  }
  reachable = true;
  assert.match(await mended(engine, (any) => any.handle('{"type":"forget"}', 4_000)), /Data Deletion Requested/);
  assert.equal(state.asked, 3);
});

test("what a page has been told for hours is kept as memory, and the whole core goes on from there", async () => {
  const { engine, state } = await pageEngine("");
  const whole = await createEngine();
  const both = async (text: string, nowMs: number) =>
    assert.equal(await mended(engine, (any) => any.handle(text, nowMs)), whole.handleText(text, nowMs));
  await both(start({ destinations }), 1_000);
  // Past what the memory was at first, too.
  for (let i = 0; i < 1_200; i++) await both(track(`Seen ${"x".repeat(200)} ${i}`), 2_000 + i * 100);
  assert.equal(state.asked, 0);
  await both('{"type":"inspect"}', 200_000);
  assert.equal(state.asked, 1);
  await both('{"type":"config","config":{"version":2}}', 200_500);
  await both('{"type":"forget"}', 201_000);
  assert.equal(engine.mend, undefined);
});

test("a configuration says what kind of site it is, as far as anybody can say", () => {
  const kind = (config: object, templates = false) => kindOf(config, JSON.stringify(config), templates);
  const rule = { id: "a" };
  assert.equal(kind({ destinations }), "");
  assert.equal(kind({ destinations }, true), "destinations");
  assert.equal(kind({ rules: [rule] }), "rules");
  assert.equal(kind({ rules: [rule] }, true), "all");
  assert.equal(kind({ rules: [{ do: [{ content: { en: { title: "{{ page.url }}" } } }] }] }), "rich");
  assert.equal(kind({ rules: [{ when: { startsWith: [{ var: "page.path" }, "/p/"] } }] }), "rich");
  assert.equal(kind({ rules: [{ whenGb: {} }] }), "rich");
  assert.equal(kind({ rules: [{ when: { ">": [{ "ev.count": ["Product Viewed", "7d"] }, 1] } }] }), "rules");
  assert.equal(kind({ rules: [{ when: { ">": [{ "ev.sum": ["Order Completed", "total", "7d"] }, 1] } }] }), "rich");
  assert.equal(kind({ rules: [{ do: [{ type: "emit" }] }] }), "rich");
  assert.equal(kind({ privacy: { patterns: ["[0-9]{9}"] } }), "rich");
  assert.equal(kind({ catalogue: { url: "/c.json" } }), "recommend");
  assert.equal(kind(null as unknown as object), "");
});
