/** Storage that is cleared, damaged, stuck or full: what was accepted is delivered wherever anything still holds it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { Waymark } from "../../js-bindings/src/api.ts";
import type { Input } from "../../js-bindings/src/protocol.ts";
import { visitor } from "../support/browser.ts";
import { onlyIn } from "../support/engines/index.ts";
import { scriptedCore, serveCore } from "../support/scripted-core.ts";
import { html, openShop } from "../support/shop.ts";
import { until } from "../support/wait.ts";

/** In the page. */
declare const waymark: Waymark;
declare const inputs: Input[];

/** Timers of seconds fire at once: what waits for a store that hangs need not be waited for. */
const hurry = `{
  const after = window.setTimeout;
  window.setTimeout = (run, delayMs, ...more) => after(run, delayMs >= 3_000 ? 30 : delayMs, ...more);
}`;

async function setting(t: { after(fn: () => Promise<void>): void }) {
  const shop = await openShop();
  const guest = await visitor();
  t.after(async () => {
    await guest.close();
    await shop.close();
  });
  shop.files.set("/", html("<p>shop</p>"));
  shop.files.set("/empty", '<!doctype html><title>Empty</title><link rel="icon" href="/icon.svg">');
  const ready = async (page: Page) => {
    await page.goto(`${shop.origin}/`);
    await page.evaluate(() => waymark.ready);
  };
  return { shop, guest, ready };
}

const track = (page: Page, name: string) => page.evaluate((event) => waymark.track(event), name);
const logOf = async (page: Page) => JSON.stringify(await page.evaluate(() => waymark.inspect()));

/** Ids in the journal of the page's database. */
const journaled = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<unknown[]>((resolve) => {
        const open = indexedDB.open("waymark");
        // Where there is none just now, it is not for us to make one.
        open.onupgradeneeded = () => open.transaction?.abort();
        open.onerror = () => resolve([]);
        open.onsuccess = () => {
          const keys = open.result.transaction("journal").objectStore("journal").getAllKeys();
          keys.onsuccess = () => {
            open.result.close();
            resolve(keys.result);
          };
        };
      }),
  );

const oursInLocalStorage = (page: Page) =>
  page.evaluate(() =>
    Object.entries(localStorage)
      .filter(([key]) => key.startsWith("waymark"))
      .reduce((sum, [key, text]) => sum + key.length + String(text).length, 0),
  );

for (const [what, clear] of [
  [
    "cleared by the visitor",
    async (page: Page, origin: string) => {
      const tools = await page.context().newCDPSession(page);
      await tools.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb,local_storage" });
    },
  ],
  [
    "deleted by the site",
    (page: Page) =>
      page.evaluate(
        () => new Promise<void>((resolve) => (indexedDB.deleteDatabase("waymark").onsuccess = () => resolve())),
      ),
  ],
] as const) {
  const skip = what.includes("visitor") && onlyIn(["chromium"], "its driver clears no storage");
  test(`a database that is ${what} between two events is filled again from memory`, { skip }, async (t) => {
    const { shop, guest, ready } = await setting(t);
    shop.collectorStatus = 503;
    const page = await guest.context.newPage();
    await ready(page);
    await track(page, "Before");
    await until("the first records", async () => (await journaled(page)).length === 2);
    await clear(page, shop.origin);
    await track(page, "After");
    await until("all records", async () => (await journaled(page)).length === 3);
    shop.collectorStatus = 200;
    await ready(page);
    await shop.event("Before");
    await shop.event("After");
    assert.deepEqual(
      guest.problems.filter((text) => !text.startsWith("Failed to load")),
      [],
    );
  });
}

test("rows that are no records are left out, named and deleted; the rest is delivered", async (t) => {
  const { shop, guest, ready } = await setting(t);
  const page = await guest.context.newPage();
  shop.collectorStatus = 503;
  await ready(page);
  await track(page, "Sound");
  await until("the record", async () => (await journaled(page)).length === 2);
  await page.goto(`${shop.origin}/empty`);
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const open = indexedDB.open("waymark");
        open.onsuccess = () => {
          const transaction = open.result.transaction(["journal", "pending", "kv"], "readwrite");
          const journal = transaction.objectStore("journal");
          const cyclic: { [key: string]: unknown } = { id: "cyclic", origin: "o", seq: 1 };
          cyclic.event = cyclic;
          for (const row of [
            { id: 5 },
            { id: "torn", row: '{"id":"torn","origin":"o","seq":' },
            { id: "number", row: "5" },
            { id: "text", origin: "o", seq: 1, event: "x" },
            { id: "big", origin: "o", seq: 1, event: { n: 2n ** 70n } },
            { id: "later", origin: "o", seq: Number.NaN, event: {} },
            cyclic,
          ])
            journal.put(row);
          transaction.objectStore("pending").put({ id: "call", input: 5, timeMs: "x" });
          transaction.objectStore("kv").put({ no: "text" }, "waymark.snapshot");
          transaction.objectStore("kv").put("text", 7);
          transaction.oncomplete = () => {
            open.result.close();
            localStorage.setItem("waymark.journal.x", "{");
            localStorage.setItem("waymark.pending.x", "5");
            localStorage.setItem("waymark.lost.pending.full", "x");
            resolve();
          };
        };
      }),
  );
  shop.collectorStatus = 200;
  await ready(page);
  await shop.event("Sound");
  await until("an empty journal", async () => (await journaled(page)).length === 0);
  assert.match(await logOf(page), /journal\.recordBroken.*cyclic/);
  assert.equal(await page.evaluate(() => localStorage.getItem("waymark.journal.x")), null);
});

for (const [what, script] of [
  ["is never opened", `indexedDB.open = () => ({});`],
  [
    "is opened and never answers",
    `for (const name of ["oncomplete", "onabort"])
       Object.defineProperty(IDBTransaction.prototype, name, { set() {}, configurable: true });`,
  ],
] as const) {
  test(`where the database ${what} events are delivered, and localStorage keeps what is not`, async (t) => {
    const { shop, guest, ready } = await setting(t);
    await guest.context.addInitScript(hurry + script);
    shop.collectorStatus = 503;
    const page = await guest.context.newPage();
    await ready(page);
    await track(page, "Hanging");
    await page.goto(`${shop.origin}/empty`);
    shop.collectorStatus = 200;
    await ready(page);
    await shop.event("Hanging");
  });
}

test("with thousands of events waiting, the site has its own storage to itself", async (t) => {
  const { shop, guest, ready } = await setting(t);
  shop.collectorStatus = 503;
  const page = await guest.context.newPage();
  await ready(page);
  await page.evaluate(() => {
    for (let i = 0; i < 3_000; i++) waymark.track("Hoarded", { i, text: "x".repeat(100) });
  });
  await until("the records", async () => (await journaled(page)).length === 3_001);
  await page.goto(`${shop.origin}/empty`);
  assert.ok((await oursInLocalStorage(page)) <= 65_536);
  assert.ok(
    await page.evaluate(() => {
      localStorage.setItem("theirs", "x".repeat(1_000_000));
      return localStorage.getItem("theirs")?.length === 1_000_000;
    }),
  );
});

test("without a database our share of localStorage is never passed, page after page, and what did not fit is told", async (t) => {
  const { shop, guest } = await setting(t);
  await guest.context.addInitScript(`indexedDB.open = () => { throw new DOMException("no", "SecurityError") };`);
  shop.missing.add("/waymark/host.mjs");
  const page = await guest.context.newPage();
  for (let visit = 0; visit < 3; visit++) {
    await page.goto(`${shop.origin}/`);
    await page.evaluate(() => {
      for (let i = 0; i < 100; i++) waymark.track("Left Behind", { text: "x".repeat(400) });
    });
  }
  await page.goto(`${shop.origin}/empty`);
  assert.ok((await oursInLocalStorage(page)) <= 65_536 + 100);
  shop.missing.clear();
  serveCore(shop, scriptedCore);
  await page.goto(`${shop.origin}/`);
  await page.evaluate(() => waymark.ready);
  const told = await page.evaluate(() => inputs.filter((input) => input.type === "signal" && input.kind === "loss"));
  const replayed = await page.evaluate(() => inputs.filter((input) => input.type === "event").length);
  const lost = told.map((input) => (input as { detail: { reason: string; count: number } }).detail);
  // Three page views, with the calls.
  assert.deepEqual(
    lost.map(({ reason }) => reason),
    ["pending.leftBehind"],
  );
  assert.ok(replayed > 50 && replayed + (lost[0]?.count ?? 0) >= 300, `${replayed} and ${lost[0]?.count}`);
  assert.match(await logOf(page), /pending\.leftBehind/);
});
