/** The storefront as a person lives it: what the database holds and what the screen shows. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import type { Json } from "../../js-bindings/src/protocol.ts";
import { readScenario } from "../scenarios/runner.ts";
import { nameOf } from "../support/storefront.ts";
import { until } from "../support/wait.ts";
import { needsWasm } from "../support/without-wasm.ts";
import { type Action, Visit } from "./visit.ts";

const scenarios = readdirSync(new URL("../scenarios/", import.meta.url))
  .filter((file) => file.endsWith(".json"))
  .map((file) => readScenario(`tests/scenarios/${file}`))
  .flatMap(({ name, browser }) => (browser ? [{ name, actions: browser as unknown as Action[] }] : []));

/** Above this a page is no longer "good" in Core Web Vitals (Cumulative Layout Shift). */
const maxLayoutShift = 0.1;

/** The day at the shop; a session ends with it. */
const shopDay = () => new Date().toLocaleDateString("en", { timeZone: "Asia/Ho_Chi_Minh" });

/** Plays it to the end and judges what must be so after any visit of one person. */
async function live(visit: Visit, actions: Action[]): Promise<void> {
  const day = shopDay();
  await visit.play(actions);
  await visit.settle();

  // Counts said on the way were said as of then; the last of each holds for good.
  const counted = Object.assign({}, ...actions.map((action) => ("database" in action ? action.database : {})));
  await visit.play([{ database: counted }]);

  const events = await visit.shop.events();
  const distinct = (values: unknown[]) => new Set(values).size;
  assert.equal(distinct(events.map(({ messageId }) => messageId)), events.length, "each once");
  assert.equal(distinct(events.map(({ anonymousId }) => anonymousId)), 1, "one visitor");
  if (shopDay() === day) {
    assert.equal(distinct(events.map(({ sessionId }) => sessionId)), 1, "one session");
    for (const { context } of events) assert.equal((context.session as { [key: string]: Json }).number, 1);
  }

  const decisions = (name: string) =>
    events.filter((event) => nameOf(event) === name).map(({ properties }) => properties.decisionId);
  const shown = decisions("Message Shown");
  assert.equal(distinct(shown), shown.length, "a message counts as shown once");
  for (const id of decisions("Message Clicked")) assert.ok(id && shown.includes(id), "clicked is what was shown");

  assert.deepEqual(visit.guest.problems, []);
  assert.ok(visit.shift < maxLayoutShift, `layout shift ${visit.shift}`);
}

for (const { name, actions } of scenarios) {
  test(`${name}, in Chromium under the strict CSP`, { skip: needsWasm }, async (t) => {
    const visit = await Visit.begin(t);
    await live(visit, actions);
    assert.ok(!visit.requests.has("/waymark/waymark-fallback.mjs"), "the core is WebAssembly");
    assert.deepEqual(await visit.shop.cspReports(), []);
  });

  test(`${name}, where the CSP refuses WebAssembly`, async (t) => {
    const visit = await Visit.begin(t, "no-wasm");
    await live(visit, actions);
    assert.ok(visit.requests.has("/waymark/waymark-fallback.mjs"), "the core is its twin in JavaScript");
    for (const report of (await visit.shop.cspReports()) as { "csp-report": { "blocked-uri": string } }[])
      assert.equal(report["csp-report"]["blocked-uri"], "wasm-eval", "only the attempt itself breaks the policy");
  });
}

test("a phone in English: the bar leaves the buy button free, home and cart fill with recommendations", async (t) => {
  const visit = await Visit.begin(t, "strict", { viewport: { width: 390, height: 844 }, isMobile: true });
  const { page } = visit;
  const row = "waymark-message .card";
  await visit.play([
    { goto: "/p/kc16?lang=en" },
    { goto: "/p/kc06" },
    { database: { "Product Viewed": 2 } },
    { click: "form[data-buy] button[type=submit]" },
    { waitFor: ".bar .title", text: "Goes well with your cart" },
    { waitFor: ".bar .action", text: "Take a look" },
  ]);
  // It rises into its place.
  await until("the bar above the buy button", async () => {
    const bar = await page.locator(".bar").boundingBox();
    const button = await page.locator(".buy-bar").boundingBox();
    return bar && button && bar.y > 0 && bar.y + bar.height <= button.y;
  });

  await visit.play([
    { click: ".bar .close" },
    { gone: ".bar" },
    { database: { "Message Dismissed": 1 } },
    { goto: "/" },
    { waitFor: "waymark-message h2", text: "Picked for you" },
  ]);
  await page.locator(row).first().scrollIntoViewIfNeeded();
  await live(visit, [
    { stored: { event: "Message Shown", properties: { rule: "home-next", slot: "home-recommendations" } } },
    { goto: "/cart" },
    { waitFor: "waymark-message h2", text: "Goes with your cart" },
    { waitFor: row },
    { database: { "Cart Viewed": 1, "Product Added": 1, "Product Viewed": 2 } },
  ]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(width, 390, "the page does not scroll sideways");
  assert.deepEqual(await visit.shop.cspReports(), []);
});
