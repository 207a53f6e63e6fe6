import assert from "node:assert/strict";
import { test } from "node:test";
import type { Waymark } from "../../js-bindings/src/api.ts";
import type { Config } from "../../js-bindings/src/config.ts";
import { visitor } from "../support/browser.ts";
import { onlyIn } from "../support/engines/index.ts";
import { serveCore, serveOwnCore, wasm } from "../support/scripted-core.ts";
import { config, html, openShop, strictPolicy } from "../support/shop.ts";
import { until } from "../support/wait.ts";
import { needsWasm } from "../support/without-wasm.ts";

/** In the page. */
declare const waymark: Waymark;

async function setting(t: { after(fn: () => Promise<void>): void }) {
  const shop = await openShop();
  const guest = await visitor();
  t.after(async () => {
    await guest.close();
    await shop.close();
  });
  shop.files.set("/", html("<p>shop</p>"));
  return { shop, guest };
}

/** What the browser prints itself about a missing file is no complaint of ours. */
const ofOurs = (problems: string[]) => problems.filter((text) => !text.startsWith("Failed to load resource"));

test("without its .wasm the page sees no exception, and a later page delivers what was tracked", async (t) => {
  const { shop, guest } = await setting(t);
  for (const core of wasm) shop.missing.add(core);
  const page = await guest.open(`${shop.origin}/`);
  await page.evaluate(() => waymark.track("No Core", { n: 1 }));
  const answer = await page.evaluate(() => waymark.recommend({ strategy: "popular" }));
  assert.deepEqual(answer, { decisionId: "", items: [] });
  await page.evaluate(() => waymark.track("Still No Core"));
  assert.deepEqual(shop.events, []);
  shop.missing.clear();
  await page.reload();
  await shop.event("No Core");
  await shop.event("Still No Core");
  assert.deepEqual(ofOurs(guest.problems), []);
});

test("a .wasm of the wrong MIME type is compiled all the same", { skip: needsWasm }, async (t) => {
  const { shop, guest } = await setting(t);
  for (const core of wasm) shop.types.set(core, "application/octet-stream");
  await guest.open(`${shop.origin}/`);
  await shop.event("page");
  assert.ok(!shop.requests.includes("/waymark/waymark-fallback.mjs"));
  assert.deepEqual(guest.problems, []);
});

test("where the policy refuses WebAssembly the JavaScript build takes over", async (t) => {
  const { shop, guest } = await setting(t);
  shop.policy = strictPolicy.replace(" 'wasm-unsafe-eval'", "");
  const page = await guest.open(`${shop.origin}/`);
  await page.evaluate(() => waymark.ready);
  await page.evaluate(() => waymark.track("In JavaScript"));
  await shop.event("In JavaScript");
  assert.ok(shop.requests.includes("/waymark/waymark-fallback.mjs"));
  assert.deepEqual(
    guest.problems.filter((text) => text.startsWith("uncaught")),
    [],
  );
});

for (const [refusal, script] of [
  ["throws", `indexedDB.open = () => { throw new DOMException("no", "SecurityError") };`],
  [
    "fails",
    `try { const open = indexedDB.open.bind(indexedDB); open("waymark", 9); indexedDB.open = () => open("waymark", 1); } catch {}`,
  ],
  ["is not there", `Object.defineProperty(window, "indexedDB", { value: undefined });`],
] as const) {
  test(`where IndexedDB ${refusal} events are delivered, and localStorage keeps what is not`, async (t) => {
    const { shop, guest } = await setting(t);
    await guest.context.addInitScript(script);
    shop.collectorStatus = 503;
    const page = await guest.open(`${shop.origin}/`);
    await page.evaluate(() => waymark.ready);
    await page.evaluate(() => waymark.track("Without Database"));
    await page.goto(`${shop.origin}/`);
    shop.collectorStatus = 200;
    await shop.event("Without Database");
    assert.deepEqual(ofOurs(guest.problems), []);
  });
}

test("where nothing at all can be stored events are still delivered", async (t) => {
  const { shop, guest } = await setting(t);
  await guest.context.addInitScript(`
    indexedDB.open = () => { throw new DOMException("no", "SecurityError") };
    Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError") } });
    Object.defineProperty(window, "sessionStorage", { get() { throw new DOMException("no", "SecurityError") } });`);
  const page = await guest.open(`${shop.origin}/`);
  await page.evaluate(() => waymark.track("Nowhere To Keep"));
  await shop.event("Nowhere To Keep");
  assert.deepEqual(guest.problems, []);
});

test("where the origin's storage is full events are delivered, and the log says what could not be kept", {
  skip: onlyIn(["chromium"], "the driver has no quota to set; row QUOTA of the fault matrix plays it"),
}, async (t) => {
  const { shop, guest } = await setting(t);
  shop.files.set("/empty", "empty");
  const page = await guest.open(`${shop.origin}/empty`);
  const tools = await guest.context.newCDPSession(page);
  await tools.send("Storage.overrideQuotaForOrigin", { origin: shop.origin, quotaSize: 1 });
  await page.goto(`${shop.origin}/`);
  await page.evaluate(() => waymark.ready);
  await page.evaluate(() => waymark.track("No Room"));
  await shop.event("No Room");
  assert.match(JSON.stringify(await page.evaluate(() => waymark.inspect())), /storage\.journalRefused/);
  assert.deepEqual(ofOurs(guest.problems), []);
});

test("no argument whatever makes a call throw, and what can be said of it arrives", async (t) => {
  const { shop, guest } = await setting(t);
  const page = await guest.open(`${shop.origin}/`);
  const calls = () =>
    page.evaluate(() => {
      const cyclic: Record<string, unknown> = { kept: 1 };
      cyclic.self = cyclic;
      let deep: unknown = 1;
      for (let i = 0; i < 1_000; i++) deep = { deep };
      const hostile = new Proxy(
        {},
        {
          get() {
            throw new Error("hostile");
          },
        },
      );
      const throwing = {
        kept: 1,
        get bad(): never {
          throw new Error("getter");
        },
      };
      waymark.track("Not Finite", { a: Number.NaN, b: Number.POSITIVE_INFINITY, kept: 1 });
      waymark.track("Big", { n: 2n ** 70n, small: 7n, float: 2 ** 60 });
      waymark.track("Cyclic", cyclic);
      waymark.track("Long", { text: "x".repeat(10_000_000) });
      waymark.track("Deep", { deep, kept: 1 });
      waymark.track("Surrogates", { "k\ud800": "v\udc00", kept: "😀" });
      waymark.track("Throwing", throwing);
      waymark.track("Hostile", hostile as never);
      waymark.track(hostile as never, hostile as never, hostile as never);
      waymark.track(undefined as never);
      waymark.identify(Symbol("x") as never);
      waymark.consent(null as never);
      waymark.push(null as never, 5 as never, ["nonsense"], ["track"]);
      waymark.on("x", null as never)();
      void waymark.recommend(undefined as never);
      waymark.init(undefined as never);
      waymark.track("Last");
    });
  await calls();
  await page.evaluate(() => waymark.ready);
  await shop.event("Last");
  assert.deepEqual((await shop.event("Not Finite")).properties, { a: null, b: null, kept: 1 });
  assert.deepEqual((await shop.event("Cyclic")).properties, { kept: 1, self: null });
  assert.deepEqual((await shop.event("Surrogates")).properties, { "k\ufffd": "v\ufffd", kept: "😀" });
  assert.deepEqual((await shop.event("Throwing")).properties, { kept: 1, bad: null });
  assert.equal((await shop.event("Big")).properties?.small, 7);
  await calls();
  await until(
    "the second Last",
    () => shop.names().filter((name) => name === "Last").length === 2,
    () => shop.names(),
  );
  const log = JSON.stringify(await page.evaluate(() => waymark.inspect()));
  for (const code of ["event.notFinite", "event.notText", "event.cycle", "event.tooDeep", "event.truncated"])
    assert.match(log, new RegExp(code));
  assert.deepEqual(guest.problems, []);
});

for (const [what, text] of [
  ["is no JSON", "{"],
  ["is no configuration", '{"version":1,"destinations":"none"}'],
  ["is a number", "5"],
] as const) {
  test(`a configuration that ${what} stops nothing on the page, and what was tracked waits for a good one`, async (t) => {
    const { shop, guest } = await setting(t);
    const { config } = shop;
    shop.config = text;
    const page = await guest.open(`${shop.origin}/`);
    await page.evaluate(() => waymark.track("Waiting"));
    const state = await page.evaluate(() => waymark.inspect());
    assert.match(JSON.stringify(state), /config\./);
    shop.config = config;
    await page.reload();
    await shop.event("Waiting");
    assert.deepEqual(guest.problems, []);
  });
}

test("a configuration arrives whole: six thousand rules, and one nested deeper than any event may be", async (t) => {
  const { shop, guest } = await setting(t);
  let deep: unknown = { "==": [1, 1] };
  for (let depth = 0; depth < 30; depth++) deep = { "!": [deep] };
  const listens = (n: number) => ({
    and: [{ "==": [{ var: "event.n" }, n] }, { ">": [{ var: "session.number" }, 0] }],
  });
  shop.config = config({
    rules: Array.from({ length: 6_000 }, (_, n) => ({
      id: `r${n}`,
      on: { any: [{ type: "event", name: "Go" }] },
      when: n === 0 ? deep : listens(n),
      do: [{ type: "emit", event: `Said ${n}` }],
    })) as Config["rules"],
  });
  const page = await guest.open(`${shop.origin}/`);
  await page.evaluate(() => waymark.track("Go", { n: 5_999 }));
  await shop.event("Said 0");
  await shop.event("Said 5999");
  assert.deepEqual(guest.problems, []);
});

test("a trap of the core never reaches the page; what is tracked after it waits for a page whose core is well", async (t) => {
  const { shop, guest } = await setting(t);
  serveCore(
    shop,
    `export default async () => ({
       load: () => "[]",
       handle(text) {
         if (text.includes("Poison")) throw new WebAssembly.RuntimeError("unreachable");
         return "[]";
       },
     });`,
  );
  const page = await guest.open(`${shop.origin}/`);
  await page.evaluate(() => waymark.ready);
  await page.evaluate(() => {
    waymark.track("Poison");
    waymark.track("After Trap");
  });
  assert.match(JSON.stringify(await page.evaluate(() => waymark.inspect())), /engine\.trap.*Poison/);
  assert.deepEqual(await page.evaluate(() => waymark.recommend({ strategy: "popular" })), {
    decisionId: "",
    items: [],
  });
  serveOwnCore(shop);
  await page.reload();
  await shop.event("After Trap");
  assert.deepEqual(guest.problems, []);
});

test("the script twice on one page counts once", async (t) => {
  const { shop, guest } = await setting(t);
  shop.files.set("/", html("", '<script src="/waymark/waymark.js" data-config="/waymark.config.json"></script>'));
  const page = await guest.open(`${shop.origin}/`);
  await page.evaluate(() => waymark.ready);
  await page.evaluate(() => waymark.track("Once"));
  await shop.event("Once");
  assert.deepEqual(shop.names(), ["page", "Once"]);
});
