/** The inline snippet on pages that are left before its script has come: the next page delivers what they called. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { Waymark } from "../../js-bindings/src/api.ts";
import { visitor } from "../support/browser.ts";
import { wasm } from "../support/scripted-core.ts";
import { html, openShop } from "../support/shop.ts";

/** In the page. */
declare const waymark: Waymark;

async function setting(t: { after(fn: () => Promise<void>): void }, calls: string) {
  const shop = await openShop();
  const guest = await visitor();
  t.after(async () => {
    await guest.close();
    await shop.close();
  });
  const icon = '<link rel="icon" href="/icon.svg">';
  shop.files.set("/calls.js", calls);
  shop.files.set(
    "/early",
    `<!doctype html><title>Early</title>${icon}<script src="/waymark/snippet.js"></script><script src="/calls.js"></script>`,
  );
  shop.files.set("/", html("<p>shop</p>"));
  shop.files.set("/empty", `<!doctype html><title>Empty</title>${icon}`);
  const page = await guest.open(`${shop.origin}/early`);
  return { shop, guest, page, go: (path: string) => page.goto(shop.origin + path) };
}

const ours = (page: Page) =>
  page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith("waymark")) as [string, string][]);
const stubs = async (page: Page) => (await ours(page)).filter(([key]) => key.startsWith("waymark.stub."));
const ready = (page: Page) => page.evaluate(() => waymark.ready);

test("what was called before the loader came is delivered by the next page, once, with its page and its time", async (t) => {
  const { shop, guest, page, go } = await setting(
    t,
    `waymark.init({ config: "/waymark.config.json" });
     waymark.track("One", { number: 1 }); waymark.track("Two"); waymark.push(["track", "Listed"]);
     waymark.track("Not JSON", { big: 1n }); waymark.identify("u1"); window.made = Date.now();`,
  );
  const made = (await page.evaluate("made")) as number;
  await go("/empty");
  assert.equal((await stubs(page)).length, 1);
  // A page that gets no core leaves them to the one after it.
  for (const core of wasm) shop.missing.add(core);
  await go("/");
  assert.equal(((await page.evaluate(() => waymark.inspect())) as { engine?: string }).engine, "unavailable");
  shop.missing.clear();
  await go("/");
  const one = await shop.event("One");
  await shop.event("identify");
  await ready(page);
  await page.evaluate(() => waymark.flush());
  const wanted = ["One", "Two", "Listed", "identify"];
  assert.deepEqual(
    shop.names().filter((name) => wanted.includes(name)),
    wanted,
  );
  const ids = shop.events.map(({ messageId }) => messageId);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(Date.parse(one.timestamp) <= made);
  assert.deepEqual([one.context?.page?.path, one.properties], ["/early", { number: 1 }]);
  // And its view.
  assert.ok(shop.events.some(({ type, context }) => type === "page" && context?.page?.path === "/early"));
  await go("/empty");
  assert.deepEqual(await stubs(page), []);
  await go("/");
  await ready(page);
  await page.evaluate(() => waymark.flush());
  assert.equal(shop.events.filter(({ event }) => event === "Two").length, 1);
  assert.deepEqual(
    guest.problems.filter((text) => !text.startsWith("Failed to load")),
    [],
  );
});

test("a list that the loader has taken over is not kept by the snippet", async (t) => {
  const { shop, page, go } = await setting(t, 'waymark.track("Mine");');
  shop.files.set("/both", html("", '<script src="/waymark/snippet.js"></script><script src="/calls.js"></script>'));
  await go("/empty");
  await page.evaluate(() => localStorage.clear());
  await go("/both");
  await shop.event("Mine");
  await go("/empty");
  assert.deepEqual(await stubs(page), []);
});

test("snippets keep to our share of localStorage, page after page, and leave room as it is there", async (t) => {
  const { page, go } = await setting(
    t,
    'for (let i = 0; i < 200; i++) waymark.track("Viewed", { text: "x".repeat(200) });',
  );
  await page.evaluate(() => localStorage.setItem("of the site", "x".repeat(200_000)));
  for (let visit = 0; visit < 3; visit++) await go("/early");
  await go("/empty");
  const all = await ours(page);
  const size = all.reduce((sum, [key, text]) => sum + key.length + text.length, 0);
  assert.ok(all.length > 1 && size > 50_000 && size <= 65_536, `${all.length} entries of ${size} characters`);
  for (const [, text] of all) assert.ok(Array.isArray(JSON.parse(text)));
});
