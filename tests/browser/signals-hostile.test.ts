/** Pages and browsers that stand in the way of what is heard and remembered. */
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Waymark } from "../../js-bindings/src/api.ts";
import { isUncaught, visitor } from "../support/browser.ts";
import { config, html, openShop, strictPolicy } from "../support/shop.ts";
import { until } from "../support/wait.ts";

/** In the page. */
declare const waymark: Waymark;

async function setting(t: TestContext) {
  const shop = await openShop();
  t.after(() => shop.close());
  const guest = await visitor();
  t.after(() => guest.close());
  shop.config = config({
    signals: { elementClick: true, deadClick: true, copy: true, exitIntent: true, idle: true, visible: ["p"] },
    identity: { cookie: "waymark_id" },
    dataLayer: true,
    jsonLd: true,
  });
  shop.files.set("/", html("<p>shop</p>"));
  return { shop, guest };
}

test("in a frame of another site, and in a sandboxed one, nothing breaks; the first is tracked", async (t) => {
  const { shop, guest } = await setting(t);
  const { port } = new URL(shop.origin);
  shop.policy = `${strictPolicy}; frame-src *`;
  shop.files.set(
    "/around",
    `<!doctype html><title>Around</title><iframe src="http://shop.localhost:${port}/"></iframe><iframe sandbox="allow-scripts" src="http://shop.localhost:${port}/?sandboxed"></iframe>`,
  );
  const page = await guest.context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => isUncaught(error) && errors.push(error.message));
  await page.goto(`http://other.localhost:${port}/around`);
  const { context } = await shop.event("page");
  assert.equal(context?.page?.url, `http://shop.localhost:${port}/`);
  await page.waitForTimeout(500);
  assert.deepEqual(errors, []);
});

test("storage that is cleared in the middle of a visit costs neither events nor the visitor", async (t) => {
  const { shop, guest } = await setting(t);
  const page = await guest.open(`${shop.origin}/`);
  const { anonymousId } = await shop.event("page");
  await until("a cookie", async () => (await guest.context.cookies()).length === 1);
  await guest.context.clearCookies();
  await page.evaluate(async () => {
    localStorage.clear();
    sessionStorage.clear();
    await new Promise((done) => {
      const asked = indexedDB.deleteDatabase("waymark");
      asked.onsuccess = asked.onerror = asked.onblocked = done;
    });
  });
  await page.evaluate(() => waymark.track("Afterwards"));
  assert.equal((await shop.event("Afterwards")).anonymousId, anonymousId);
  await page.reload();
  await until("the second page view", () => shop.names().filter((name) => name === "page").length === 2);
  assert.equal(shop.events.filter(({ type }) => type === "page").at(-1)?.anonymousId, anonymousId);
  assert.deepEqual(guest.problems, []);
});

test("a thousand open tabs tell of their events, and then they are all closed", async (t) => {
  const { shop, guest } = await setting(t);
  const tabs = await guest.open(`${shop.origin}/icon.svg`);
  await tabs.evaluate(async () => {
    const held: Promise<unknown>[] = [];
    for (let n = 0; n < 1_000; n++)
      held.push(
        new Promise((given) => {
          void navigator.locks.request(`waymark-page-${n.toString(16).padStart(16, "0")}`, () => {
            given(0);
            return new Promise(() => {});
          });
        }),
      );
    await Promise.all(held);
  });
  const page = await guest.open(`${shop.origin}/`);
  await shop.event("page");
  await tabs.evaluate(() => {
    const channel = new BroadcastChannel("waymark");
    for (let n = 0; n < 1_000; n++) {
      const origin = n.toString(16).padStart(12, "0");
      const id = `019b8b00-0000-7000-8000-${origin}`;
      const session = { id, number: 1, start: 1 };
      const event = { messageId: id, type: "track", name: "Of A Tab", timestamp: Date.now(), anonymousId: id, session };
      channel.postMessage({ page: n.toString(16).padStart(16, "0"), records: [{ id, origin, seq: 1, event }] });
    }
  });
  const answered = await page.evaluate(async () => {
    const begin = performance.now();
    waymark.track("Meanwhile");
    await waymark.flush();
    return performance.now() - begin;
  });
  await shop.event("Meanwhile");
  await tabs.close();
  await page.evaluate(() => waymark.track("Alone Again"));
  await shop.event("Alone Again");
  assert.ok(answered >= 0);
  assert.ok(!shop.names().includes("Of A Tab"), "who accepted an event sends it");
  // Its own journal is still in order: what was told is delivered once.
  assert.equal(shop.names().filter((name) => name === "Meanwhile").length, 1);
  // The browser asks for a picture of a page that is one.
  assert.deepEqual(
    guest.problems.filter((text) => !text.startsWith("Failed to load resource")),
    [],
  );
});
