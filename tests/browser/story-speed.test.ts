/** How fast the pages stand, and that they stand still: on a phone and a wide screen, over a slowed line. */
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Page } from "playwright-core";
import type { Waymark } from "../../js-bindings/src/api.ts";
import { visitor } from "../support/browser.ts";
import { noShifts, onlyIn } from "../support/engines/index.ts";
import { onLine } from "../support/engines/line.ts";
import { openStorefront } from "../support/storefront.ts";
import { until } from "../support/wait.ts";

/** In the page. */
declare const waymark: Waymark;
declare const seen: { lcpMs: number; shifts: unknown[] };

const observe = `
  window.seen = { lcpMs: 0, shifts: [] };
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) window.seen.lcpMs = startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const { hadRecentInput, value, sources } of list.getEntries())
      if (!hadRecentInput) window.seen.shifts.push([value, ...sources.map(({ node, previousRect, currentRect }) =>
        [node?.className || node?.nodeName, previousRect.y, currentRect.y].join(" "))]);
  }).observe({ type: "layout-shift", buffered: true });`;

/** A shop, and somebody in none of its holdouts, with what moves on their page noted. */
async function newcomer(t: TestContext, options: Parameters<typeof visitor>[0]) {
  const shop = await openStorefront();
  const guest = await visitor(options);
  t.after(async () => {
    await guest.close();
    await shop.close();
  });
  await guest.context.addInitScript(observe);
  await guest.context.addCookies([{ name: "hien_id", value: "visitor-open-1", url: shop.origin }]);
  return { shop, guest, page: await guest.context.newPage() };
}

/** "Fast 4G" of Chromium's tools: 9 Mbit/s down, 1.5 up, 165 ms there and back. */
async function slowLine(page: Page): Promise<void> {
  await onLine(page, { latency: 165, down: (9_000_000 / 8) * 0.9, up: (1_500_000 / 8) * 0.9 });
}

const pages = ["/", "/c/kids-clothes", "/p/kc06", "/cart", "/checkout", "/account", "/search?q=gau"];

for (const [screen, options] of Object.entries({
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 800 } },
})) {
  test(`nothing moves, ${screen}`, { skip: onlyIn(["chromium"], noShifts) }, async (t) => {
    const { shop, guest, page } = await newcomer(t, options);
    await slowLine(page);
    const times: string[] = [];
    const look = async (path: string, name: string) => {
      await page.goto(shop.origin + path);
      await page.evaluate(() => waymark.ready);
      // Once the engine has asked its rules, and whatever they show stands.
      await until("no message on its way", async () => {
        await page.evaluate(() => waymark.flush());
        return page.evaluate(() => new Promise((done) => requestIdleCallback(() => done(true), { timeout: 1_000 })));
      });
      const { lcpMs, shifts } = await page.evaluate(() => seen);
      assert.deepEqual(shifts, [], `${name} ${path}`);
      times.push(`${name} ${path} ${Math.round(lcpMs)} ms`);
    };
    for (const path of pages) await look(path, "newcomer");
    await page.goto(`${shop.origin}/p/kc01`);
    await page.locator("form[data-buy] button[type=submit]").click();
    await page.goto(`${shop.origin}/p/kc06`);
    await page.evaluate(() => waymark.ready);
    for (const path of pages) await look(path, "known");
    await page.goto(shop.origin);
    await page.locator("waymark-slot[name=home-hero] waymark-message").waitFor();
    assert.deepEqual(await page.evaluate(() => seen.shifts), [], "the hero is replaced, and nothing moves");
    t.diagnostic(`largest contentful paint, Fast 4G: ${times.join("; ")}`);
    assert.deepEqual(guest.problems, []);
  });
}

test("nothing moves where the shop's own script comes last", { skip: onlyIn(["chromium"], noShifts) }, async (t) => {
  const { shop, guest, page } = await newcomer(t, { viewport: { width: 1280, height: 800 } });
  const engineStands = async () => {
    await page.waitForFunction(() => "waymark" in window, null, { polling: 50 });
    await page.evaluate(() => waymark.ready);
  };
  await guest.context.route(/assets\/shop\.js/, async (route) => {
    await engineStands();
    await route.continue();
  });
  // Its own storage decides what these show: a cart, favourites, an account, or none.
  const look = async (name: string) => {
    for (const path of ["/cart", "/checkout", "/favourites", "/account"]) {
      await page.goto(shop.origin + path);
      await engineStands();
      await page.evaluate(() => waymark.flush());
      assert.deepEqual(await page.evaluate(() => seen.shifts), [], `${name} ${path}`);
    }
  };
  await look("newcomer");
  await page.locator("#account-name").fill("Nguyễn Thị Lan");
  await page.locator("#account-email").fill("lan@example.com");
  await page.locator("[data-sign-in] button").click();
  await page.goto(`${shop.origin}/p/kc01`);
  await page.locator("form[data-buy] button[type=submit]").click();
  await look("known");
  assert.deepEqual(guest.problems, []);
});
