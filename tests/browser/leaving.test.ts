/**
 * A page that is left at any moment of its start: what it had accepted is delivered by the next page, once.
 *
 * The moments are the ends of what a page waits for: answers of IndexedDB, of the network, of locks. At the wanted one
 * the page tracks an event and is gone within the same task.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { Waymark } from "../../js-bindings/src/api.ts";
import { visitor } from "../support/browser.ts";
import { onlyIn } from "../support/engines/index.ts";
import { html, openShop, type Shop, strictPolicy } from "../support/shop.ts";
import { until } from "../support/wait.ts";

/** In the page. */
declare const waymark: Waymark;
declare const moments: { count: number };

/** Counts moments, and at the one named in the address tracks and leaves, in the way that is named there too. */
const watchMoments = `
(() => {
  const query = new URL(location.href).searchParams;
  const wanted = Number(query.get("moment"));
  const way = query.get("way");
  window.moments = { count: 0 };
  let left = false;
  // Before the database is open only a page that has a last moment can keep anything.
  let written = way !== "crash";
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...args) {
    written = true;
    return put.apply(this, args);
  };
  const leave = () => {
    if (left || !wanted) return;
    left = true;
    waymark.push(["track", "Last Words"]);
    if (way === "frame") frameElement.remove();
    if (way === "link") location.href = "/next";
    // What is asked for at the end of the task, as its writes are committed, still is.
    if (way === "crash") queueMicrotask(() => {
      console.log("crash me");
      for (const end = Date.now() + 10_000; Date.now() < end; );
    });
  };
  const moment = () => {
    if (written && window.waymark && ++moments.count === wanted) leave();
  };
  // A start with fewer moments than another is left at its end.
  addEventListener("load", () => waymark.ready.then(leave));
  const around = (handler) => handler && function (...args) {
    moment();
    try { return handler.apply(this, args); } finally { moment(); }
  };
  for (const [prototype, name] of [
    [IDBRequest.prototype, "onsuccess"], [IDBTransaction.prototype, "oncomplete"],
  ]) {
    const { get, set } = Object.getOwnPropertyDescriptor(prototype, name);
    Object.defineProperty(prototype, name, { get, set(handler) { set.call(this, around(handler)); } });
  }
  for (const [owner, name] of [[window, "fetch"], [Response.prototype, "json"], [navigator.locks, "query"]]) {
    const original = owner[name];
    owner[name] = async function (...args) {
      const value = await original.apply(this, args);
      moment();
      return value;
    };
  }
  const idle = window.requestIdleCallback;
  window.requestIdleCallback = (run, options) => idle.call(window, around(run), options);
})();`;

interface Setting {
  shop: Shop;
  page: Page;
  /** Opens a page that leaves at this moment, and then the next one. */
  leave(moment: number, way: string): Promise<void>;
}

async function setting(t: { after(fn: () => Promise<void>): void }): Promise<Setting> {
  const shop = await openShop();
  shop.policy = `${strictPolicy}; frame-src 'self'`;
  const guest = await visitor();
  t.after(async () => {
    await guest.close();
    await shop.close();
  });
  shop.files.set("/moments.js", watchMoments);
  shop.files.set("/left", html("<p>left</p>", '<script src="/moments.js"></script>'));
  shop.files.set("/next", html("<p>next</p>"));
  shop.files.set("/around", "<!doctype html><title>Around</title>");
  const page = await guest.context.newPage();
  return {
    shop,
    page,
    async leave(moment, way) {
      const address = `${shop.origin}/left?moment=${moment}&way=${way}`;
      if (way === "frame") {
        await page.goto(`${shop.origin}/around`);
        await page.evaluate((src) => {
          document.body.append(Object.assign(document.createElement("iframe"), { src }));
        }, address);
        await page.waitForFunction(() => !document.querySelector("iframe"));
        await page.goto(`${shop.origin}/next`);
      } else if (way === "link") {
        await page.goto(address).catch(() => {});
        await page.waitForURL("**/next");
      } else {
        const victim = await guest.context.newPage();
        const tools = await guest.context.newCDPSession(victim);
        const asked = new Promise<void>((resolve) => victim.once("console", () => resolve()));
        const crashed = new Promise<void>((resolve) => victim.once("crash", () => resolve()));
        await victim.goto(address, { waitUntil: "commit" });
        await asked;
        tools.send("Page.crash").catch(() => {});
        await crashed;
        await victim.close();
        await page.goto(`${shop.origin}/next`);
      }
    },
  };
}

/** How many moments the start of a page has, until its core is there. */
async function countMoments({ shop, page }: Setting): Promise<number> {
  await page.goto(`${shop.origin}/left?moment=0&way=none`);
  await page.evaluate(() => waymark.ready);
  const count = await page.evaluate(() => moments.count);
  await until("an empty journal", async () => (await journaled(page)) === 0);
  return count;
}

for (const [way, what, pace] of [
  ["frame", "taken out of the document", 1],
  ["link", "left by a link", 3],
  ["crash", "ended by a crash", 3],
] as const) {
  const skip =
    way === "crash"
      ? onlyIn(["chromium"], "its driver crashes no page; row CRASH of the fault matrix plays it")
      : onlyIn(
          ["chromium", "firefox"],
          "its driver has no word from a page that is busy; row NAV of the fault matrix plays it",
        );
  test(`a page that is ${what} at any moment of its start loses nothing, and nothing counts twice`, {
    skip,
  }, async (t) => {
    const stage = await setting(t);
    const { shop, page } = stage;
    const count = await countMoments(stage);
    assert.ok(count > 12, `only ${count} moments`);
    for (let moment = 1; moment <= count; moment += pace) {
      shop.events = [];
      await stage.leave(moment, way);
      await page.evaluate(() => waymark.ready);
      const wanted = [`page ${shop.origin}/left?moment=${moment}&way=${way}`, "Last Words", `page ${shop.origin}/next`];
      const seen = () => {
        const once = new Map(shop.events.map((event) => [event.messageId, event]));
        return [...once.values()].map((event) =>
          event.type === "page" ? `page ${event.context?.page?.url}` : event.event,
        );
      };
      await until(
        `moment ${moment}`,
        () => wanted.every((name) => seen().includes(name)),
        () => seen(),
      );
      await until("an empty journal", async () => (await journaled(page)) === 0);
      assert.deepEqual(seen().sort(), wanted.sort(), `moment ${moment}`);
    }
  });
}

/** How many records and calls lie in the page's database. */
function journaled(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const open = indexedDB.open("waymark");
        open.onsuccess = () => {
          const transaction = open.result.transaction(["journal", "pending"]);
          const [journal, pending] = ["journal", "pending"].map((name) => transaction.objectStore(name).count());
          transaction.oncomplete = () => {
            open.result.close();
            resolve((journal?.result ?? 0) + (pending?.result ?? 0));
          };
        };
      }),
  );
}
