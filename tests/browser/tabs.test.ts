import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { Waymark } from "../../js-bindings/src/api.ts";
import { visitor } from "../support/browser.ts";
import { noReturn, onlyIn } from "../support/engines/index.ts";
import { html, openShop } from "../support/shop.ts";
import { until } from "../support/wait.ts";

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
  shop.files.set("/other", html("<p>other</p>"));
  return { shop, guest };
}

/** How many records lie in a store of the page's database. */
function stored(page: Page, store: "journal" | "pending"): Promise<number> {
  return page.evaluate(
    (name) =>
      new Promise<number>((resolve) => {
        const open = indexedDB.open("waymark");
        open.onsuccess = () => {
          const count = open.result.transaction(name).objectStore(name).count();
          count.onsuccess = () => {
            open.result.close();
            resolve(count.result);
          };
        };
      }),
    store,
  );
}

test("what was delivered leaves the journal, and what a core has taken is pending no more", async (t) => {
  const { shop, guest } = await setting(t);
  const page = await guest.open(`${shop.origin}/`);
  await page.evaluate(() => waymark.track("Early"));
  await page.evaluate(() => waymark.ready);
  await page.evaluate(() => waymark.track("Late"));
  await shop.event("Early");
  await shop.event("Late");
  await until("an empty journal", async () => (await stored(page, "journal")) === 0);
  assert.equal(await stored(page, "pending"), 0);
});

test("calls of a page that is alive but has no core yet are left to it, and taken when it is gone", async (t) => {
  const { shop, guest } = await setting(t);
  shop.missing.add("/waymark/host.mjs");
  const first = await guest.open(`${shop.origin}/`);
  await first.evaluate(() => waymark.track("Waiting"));
  await until("the call in the database", async () => (await stored(first, "pending")) === 2);
  await until("the host asked for in vain", () => shop.requests.includes("/waymark/host.mjs"));
  shop.missing.clear();

  const second = await guest.open(`${shop.origin}/other`);
  await second.evaluate(() => waymark.ready);
  await second.evaluate(() => waymark.track("Second Page"));
  await shop.event("Second Page");
  assert.equal(await stored(second, "pending"), 2);

  await first.close();
  assert.equal((await shop.event("Waiting")).context?.page?.url, `${shop.origin}/`);
});

test("two tabs of one visitor deliver each event once and tell each other", async (t) => {
  const { shop, guest } = await setting(t);
  const one = await guest.open(`${shop.origin}/`);
  await one.evaluate(() => waymark.ready);
  await one.evaluate(() => waymark.track("Alone"));
  const { anonymousId } = await shop.event("Alone");
  await until("a snapshot for the next tab", async () => (await stored(one, "journal")) === 0);

  const two = await guest.open(`${shop.origin}/other`);
  await two.evaluate(() => waymark.ready);
  const listening = two.evaluate(
    () =>
      new Promise<void>((resolve) => {
        new BroadcastChannel("waymark").onmessage = ({ data }) =>
          data.records?.[0].event.name === "From One" && resolve();
      }),
  );
  await two.evaluate(() => waymark.track("From Two"));
  await one.evaluate(() => waymark.track("From One"));
  await listening;
  assert.equal((await shop.event("From One")).anonymousId, anonymousId);
  assert.equal((await shop.event("From Two")).anonymousId, anonymousId);
  assert.deepEqual(
    ["From One", "From Two"].map((name) => shop.events.filter((event) => event.event === name).length),
    [1, 1],
  );
  assert.deepEqual(guest.problems, []);
});

test("the page may enter the back/forward cache, and goes on when it comes back", {
  skip: onlyIn(["chromium", "webkit"], noReturn),
}, async (t) => {
  const { shop, guest } = await setting(t);
  const page = await guest.open(`${shop.origin}/`);
  await page.evaluate(() => waymark.ready);
  await page.evaluate(() => Object.assign(window, { marker: 1 }));
  await page.goto(`${shop.origin}/other`);
  await page.evaluate(() => waymark.ready);
  await page.goBack({ waitUntil: "commit" });
  await until("the same page", () => page.evaluate(() => (window as { marker?: number }).marker === 1));
  await page.evaluate(() => waymark.track("After Return"));
  assert.equal((await shop.event("After Return")).context?.page?.url, `${shop.origin}/`);
});
