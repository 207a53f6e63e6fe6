/** What pages download of the core, and what happens where the whole one comes late or cannot be had. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { Waymark } from "../../js-bindings/src/api.ts";
import type { Config, Rule } from "../../js-bindings/src/config.ts";
import { visitor } from "../support/browser.ts";
import { config, html, openShop } from "../support/shop.ts";
import { until } from "../support/wait.ts";
import { needsWasm } from "../support/without-wasm.ts";

/** In the page. */
declare const waymark: Waymark;

async function setting(t: { after(fn: () => Promise<void>): void }, more: Partial<Config> = {}) {
  const shop = await openShop();
  const guest = await visitor();
  t.after(async () => {
    await guest.close();
    await shop.close();
  });
  shop.config = config(more);
  shop.files.set("/", html("<p>shop</p>"));
  shop.files.set("/next", html("<p>next</p>"));
  const cores = () => shop.requests.filter((path) => path.endsWith(".wasm")).map((path) => path.slice(9));
  return { shop, guest, cores };
}

const core = (kind: string) => `/waymark/waymark-${kind}.wasm`;
const ready = (page: Page) => page.evaluate(() => waymark.ready);
const track = (page: Page, name: string) => page.evaluate((event) => waymark.track(event), name);
const codes = (page: Page) =>
  page.evaluate(async () => ((await waymark.inspect()) as { log: { code: string }[] }).log.map(({ code }) => code));
/** What the browser prints itself about a missing file is no complaint of ours. */
const ofOurs = (problems: string[]) => problems.filter((text) => !text.startsWith("Failed to load resource"));

const bar: Rule = {
  id: "hello",
  on: { any: [{ type: "event", name: "Show" }] },
  do: [{ type: "message", template: "bar", content: { en: { title: "Hello" } } }],
};
const shownBar = (page: Page) =>
  until(
    "the message",
    async () => (await page.locator("waymark-message").count()) || undefined,
    () => undefined,
  );

test("a site that only tracks downloads the smallest core alone", { skip: needsWasm }, async (t) => {
  const { shop, guest, cores } = await setting(t, { destinations: [{ id: "own", type: "ndjson", url: "/v1/lines" }] });
  shop.files.set("/v1/lines", "{}");
  const page = await guest.open(`${shop.origin}/`);
  await ready(page);
  await track(page, "Product Viewed");
  await page.evaluate(() => waymark.flush());
  await page.reload();
  await ready(page);
  await page.evaluate(() => waymark.flush());
  assert.deepEqual([...new Set(cores())], ["waymark.wasm"]);
});

test("a site with messages and a destination by definition gets a core that has both", {
  skip: needsWasm,
}, async (t) => {
  const { shop, guest, cores } = await setting(t, { rules: [bar] });
  const page = await guest.open(`${shop.origin}/`);
  await ready(page);
  await track(page, "Show");
  await shop.event("Show");
  await shownBar(page);
  assert.deepEqual(cores(), ["waymark-all.wasm"]);
  assert.deepEqual(guest.problems, []);
});

test("a call that sites of its kind do not make brings the whole core; visitor, calls before and those meanwhile are there", {
  skip: needsWasm,
}, async (t) => {
  const { shop, guest, cores } = await setting(t);
  const page = await guest.open(`${shop.origin}/`);
  await ready(page);
  await track(page, "Before");
  const before = await shop.event("Before");
  assert.deepEqual(cores(), ["waymark-destinations.wasm"]);
  const [state] = await Promise.all([
    page.evaluate(async () => {
      const answer = waymark.inspect();
      waymark.track("Meanwhile");
      return (await answer) as unknown as { state: { stats: { accepted: number } } };
    }),
    shop.event("Meanwhile"),
  ]);
  assert.ok(state.state.stats.accepted >= 2);
  assert.deepEqual(cores(), ["waymark-destinations.wasm", "waymark-whole.wasm"]);
  assert.ok((await codes(page)).includes("engine.wholeFetched"));
  await track(page, "After");
  const after = await shop.event("After");
  assert.equal(after.anonymousId, before.anonymousId);
  const names = shop.events.map((event) => event.event ?? event.type);
  assert.deepEqual(
    names.filter((name) => /Before|Meanwhile|After/.test(name)),
    ["Before", "Meanwhile", "After"],
  );
  assert.deepEqual(guest.problems, []);
});

test("a page left while it waits for the whole core loses nothing of what was called", {
  skip: needsWasm,
}, async (t) => {
  const { shop, guest } = await setting(t);
  const page = await guest.open(`${shop.origin}/`);
  await ready(page);
  await shop.event("page");
  // Never answered.
  await page.route(`**${core("whole")}`, () => {});
  await page.evaluate(() => {
    void waymark.inspect();
    waymark.track("While It Waits");
    waymark.track("And Another");
  });
  await page.unroute(`**${core("whole")}`);
  await page.goto(`${shop.origin}/next`);
  await shop.event("While It Waits");
  await shop.event("And Another");
  const names = shop.events.map((event) => event.event ?? event.type);
  assert.equal(names.filter((name) => name === "While It Waits").length, 1);
  assert.deepEqual(guest.problems, []);
});

test("where the whole core cannot be had the page tracks on, and what called it is left for a page that has it", {
  skip: needsWasm,
}, async (t) => {
  const { shop, guest } = await setting(t);
  shop.missing.add(core("whole"));
  const page = await guest.open(`${shop.origin}/`);
  await ready(page);
  await track(page, "Before");
  await page.evaluate(() => waymark.forget());
  await track(page, "After");
  await shop.event("Before");
  await shop.event("After");
  assert.ok(!shop.names().includes("Data Deletion Requested"));
  shop.missing.clear();
  await page.goto(`${shop.origin}/next`);
  await shop.event("Data Deletion Requested");
  assert.deepEqual(ofOurs(guest.problems), []);
});

test("where the core of its kind cannot be had, a site gets the whole one", { skip: needsWasm }, async (t) => {
  const { shop, guest, cores } = await setting(t, { rules: [bar] });
  shop.missing.add(core("all"));
  const page = await guest.open(`${shop.origin}/`);
  await ready(page);
  await track(page, "Show");
  await shownBar(page);
  assert.deepEqual(cores(), ["waymark-all.wasm", "waymark-whole.wasm"]);
  assert.deepEqual(ofOurs(guest.problems), []);
});

test("a start that sites of its kind do not have begins again on the whole core", { skip: needsWasm }, async (t) => {
  const { shop, guest, cores } = await setting(t, {
    savedGroups: { vip: ["u-1"] },
    slots: { home: { pin: ["p1"], boost: [] } },
  });
  const page = await guest.open(`${shop.origin}/`);
  await ready(page);
  await track(page, "Began");
  await shop.event("Began");
  assert.ok(cores().includes("waymark-whole.wasm"), String(cores()));
  assert.deepEqual(
    shop.names().filter((name) => name === "Began"),
    ["Began"],
  );
  assert.deepEqual(guest.problems, []);
});
