/** What pages download of the core, and what happens where a part comes late or cannot be had. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { Waymark } from "../../js-bindings/src/api.ts";
import type { Config, Rule } from "../../js-bindings/src/config.ts";
import { visitor } from "../support/browser.ts";
import { config, html, openShop } from "../support/shop.ts";
import { until } from "../support/wait.ts";

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
  const parts = () => shop.requests.filter((path) => path.endsWith(".wasm")).map((path) => path.slice(9));
  return { shop, guest, parts };
}

const part = (name: string) => `/waymark/waymark-${name}.wasm`;
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

test("a site that only tracks downloads the first module alone", async (t) => {
  const { shop, guest, parts } = await setting(t, { destinations: [{ id: "own", type: "ndjson", url: "/v1/lines" }] });
  shop.files.set("/v1/lines", "{}");
  const page = await guest.open(`${shop.origin}/`);
  await ready(page);
  await track(page, "Product Viewed");
  await page.evaluate(() => waymark.flush());
  await page.reload();
  await ready(page);
  await page.evaluate(() => waymark.flush());
  assert.deepEqual([...new Set(parts())], ["waymark.wasm"]);
});

test("a site with a destination by definition gets the template engine, one with messages the rules", async (t) => {
  const { shop, guest, parts } = await setting(t, { rules: [bar] });
  const page = await guest.open(`${shop.origin}/`);
  await ready(page);
  await track(page, "Show");
  await shop.event("Show");
  await shownBar(page);
  // Before anything is called.
  assert.deepEqual(parts().slice(0, 3).sort(), ["waymark-rules.wasm", "waymark-templates.wasm", "waymark.wasm"]);
  assert.deepEqual(guest.problems, []);
});

test("a call that is rarely made brings its part; the visitor, the calls before and those meanwhile are there", async (t) => {
  const { shop, guest, parts } = await setting(t);
  const page = await guest.open(`${shop.origin}/`);
  await ready(page);
  await track(page, "Before");
  const before = await shop.event("Before");
  assert.ok(!parts().includes("waymark-conditions.wasm"));
  const [state] = await Promise.all([
    page.evaluate(async () => {
      const answer = waymark.inspect();
      waymark.track("Meanwhile");
      return (await answer) as unknown as { state: { stats: { accepted: number } } };
    }),
    shop.event("Meanwhile"),
  ]);
  assert.ok(state.state.stats.accepted >= 2);
  assert.ok(parts().includes("waymark-conditions.wasm"));
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

test("a page left while its core waits for a part loses nothing of what was called", async (t) => {
  const { shop, guest } = await setting(t);
  const page = await guest.open(`${shop.origin}/`);
  await ready(page);
  await shop.event("page");
  // Never answered.
  await page.route(`**${part("rare")}`, () => {});
  await page.evaluate(() => {
    void waymark.inspect();
    waymark.track("While It Waits");
    waymark.track("And Another");
  });
  await page.unroute(`**${part("rare")}`);
  await page.goto(`${shop.origin}/next`);
  await shop.event("While It Waits");
  await shop.event("And Another");
  const names = shop.events.map((event) => event.event ?? event.type);
  assert.equal(names.filter((name) => name === "While It Waits").length, 1);
  assert.deepEqual(guest.problems, []);
});

test("where the rare part cannot be had the page tracks on, and what called it is left for a page that has it", async (t) => {
  const { shop, guest } = await setting(t);
  shop.missing.add(part("rare"));
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

test("without the rules a site shows no messages and tracks on; with them back it shows them", async (t) => {
  const { shop, guest } = await setting(t, { rules: [bar] });
  shop.missing.add(part("rules"));
  const page = await guest.open(`${shop.origin}/`);
  await ready(page);
  await track(page, "Show");
  await shop.event("Show");
  assert.equal(await page.locator("waymark-message").count(), 0);
  assert.ok((await codes(page)).includes("engine.partMissing"));
  shop.missing.clear();
  await page.reload();
  await ready(page);
  await track(page, "Show");
  await shownBar(page);
  assert.deepEqual(ofOurs(guest.problems), []);
});

test("a start that needs a part nobody foresaw begins again with it", async (t) => {
  const { shop, guest, parts } = await setting(t, {
    loyalty: { moneyPerPoint: 10, tiers: [{ id: "gold", points: 5 }] },
  });
  shop.config = config({
    privacy: { retentionDays: 30 },
    journey: { stages: [{ id: "a" }, { id: "b", entry: { var: "loyalty.points" } }] },
  });
  const page = await guest.open(`${shop.origin}/`);
  await ready(page);
  await track(page, "Began");
  await shop.event("Began");
  assert.ok(parts().length > 2, String(parts()));
  assert.deepEqual(
    shop.names().filter((name) => name === "Began"),
    ["Began"],
  );
  assert.deepEqual(guest.problems, []);
});
