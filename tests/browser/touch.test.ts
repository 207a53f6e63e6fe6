/** What a thumb does on a phone: signals and messages, by touches the browser itself makes. */
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Page } from "playwright-core";
import type { Waymark } from "../../js-bindings/src/api.ts";
import { visitor } from "../support/browser.ts";
import { onlyIn } from "../support/engines/index.ts";
import { config, html, openShop } from "../support/shop.ts";
import { until } from "../support/wait.ts";
import { openGallery, reported } from "./gallery.ts";

/** In the page. */
declare const waymark: Waymark;

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const skip = onlyIn(["chromium"], "its driver has no touch");

/** A finger from a place on the screen, by so many pixels in so many steps: what it lets go of rolls on. */
async function swipe(page: Page, by: { x?: number; y?: number }, steps: number, from = { x: 195, y: 422 }) {
  const tools = await page.context().newCDPSession(page);
  const finger = (type: "touchStart" | "touchMove" | "touchEnd", share = 0) =>
    tools.send("Input.dispatchTouchEvent", {
      type,
      touchPoints:
        type === "touchEnd" ? [] : [{ x: from.x + (by.x ?? 0) * share, y: from.y + (by.y ?? 0) * share, id: 1 }],
    });
  await finger("touchStart");
  for (let step = 1; step <= steps; step++) {
    await finger("touchMove", step / steps);
    // Slowly: at most one a frame.
    if (steps > 20) await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  }
  await finger("touchEnd");
  await tools.detach();
}

async function setting(t: TestContext, body: string) {
  const shop = await openShop();
  t.after(() => shop.close());
  const guest = await visitor(phone);
  t.after(() => guest.close());
  shop.config = config({ signals: { exitIntent: true } });
  shop.files.set("/style.css", ".tall { height: 8000px } .box { width: 60px; height: 60px }");
  shop.files.set("/", html(body, '<link rel="stylesheet" href="/style.css">'));
  const page = await guest.context.newPage();
  const arrived = page.waitForResponse((response) => response.url().endsWith("/signals.mjs"));
  await page.goto(`${shop.origin}/`);
  await (await arrived).finished();
  await page.evaluate(() => new Promise((done) => setTimeout(done, 0)));
  await page.evaluate(() => waymark.ready);
  const told = (name: string) => {
    const once = new Map(shop.events.filter(({ event }) => event === name).map((one) => [one.messageId, one]));
    return [...once.values()].map(({ properties }) => properties ?? {});
  };
  return { shop, guest, page, told };
}

test("exit intent by a thumb: thrown back to the top, back, away for a while; slow reading is none", {
  skip,
}, async (t) => {
  const { page, guest, told } = await setting(t, '<div class="tall"></div>');
  const causes = () => told("Exit Intent").map(({ cause }) => cause);
  const down = () => swipe(page, { y: -600 }, 5, { x: 195, y: 700 });
  while ((await page.evaluate(() => scrollY)) < 2_000) await down();
  await swipe(page, { y: 200 }, 40);
  await page.evaluate(() => waymark.flush());
  assert.deepEqual(causes(), []);
  await until(
    "a fling",
    async () => {
      if ((await page.evaluate(() => scrollY)) < 2_000) await down();
      else await swipe(page, { y: 600 }, 3, { x: 195, y: 150 });
      await page.waitForTimeout(300);
      return causes().includes("scroll");
    },
    causes,
  );
  await page.evaluate(() => history.pushState(null, "", "/p/1"));
  await page.goBack();
  await until("the way back", () => causes().includes("back"), causes);
  for (const [state, ms] of [
    ["hidden", 3_100],
    ["visible", 0],
  ] as const) {
    await page.evaluate((value) => {
      Object.defineProperty(document, "visibilityState", { value, configurable: true });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    }, state);
    await page.waitForTimeout(ms);
  }
  await until("the return", () => causes().includes("hidden"), causes);
  assert.ok(!causes().includes("mouse"));
  assert.deepEqual(guest.problems, []);
});

test("rage taps: three at one place; neither three places nor a swipe", { skip }, async (t) => {
  const { page, told } = await setting(
    t,
    '<button id="pay">Pay</button><div class="box" id="a"></div><div class="box" id="b"></div><div class="tall"></div>',
  );
  for (const id of ["#a", "#b", "#a"]) await page.tap(id);
  for (let n = 0; n < 3; n++) await swipe(page, { y: n % 2 ? 200 : -200 }, 30);
  // Until nothing rolls on any more.
  await until("the top", () =>
    page.evaluate(async () => {
      scrollTo(0, 0);
      await new Promise((done) => setTimeout(done, 200));
      return scrollY === 0;
    }),
  );
  assert.deepEqual(told("Rage Click"), []);
  const { x = 0, y = 0 } = (await page.locator("#pay").boundingBox()) ?? {};
  for (let n = 0; n < 5; n++) await page.touchscreen.tap(x + 5, y + 5);
  await until("a burst", () => told("Rage Click").length > 0);
  await page.evaluate(() => waymark.flush());
  assert.deepEqual(told("Rage Click"), [{ element: "button#pay", clicks: 3 }]);
});

test("messages by touch: tapped, closed, swiped along; a swipe is no click", { skip }, async (t) => {
  const gallery = await openGallery(t, { ...phone, reducedMotion: "reduce" });
  const outcomes = async (page: Page) => (await reported(page)).map(({ outcome }) => outcome);

  const bar = await gallery.open("bar");
  await bar.getByRole("button", { name: "Close" }).tap();
  await until("closed", async () => (await outcomes(bar)).length > 0);
  assert.deepEqual(await outcomes(bar), ["dismissed"]);
  assert.equal(await bar.locator("waymark-message").count(), 0);

  const shelf = await gallery.open("recommendations");
  const row = shelf.locator(".row");
  const { x = 0, y = 0, width = 0, height = 0 } = (await row.boundingBox()) ?? {};
  assert.ok(x >= 0 && x + width <= 390);
  await swipe(shelf, { x: -280 }, 10, { x: 320, y: y + height / 2 });
  await until("moved along", () => row.evaluate((element) => element.scrollLeft > 150));
  assert.deepEqual(await outcomes(shelf), []);

  const modal = await gallery.open("modal");
  for (const button of await modal.locator("waymark-message button, waymark-message a.action").all()) {
    const box = await button.boundingBox();
    if (box) assert.ok(box.height >= 24 && box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box));
  }

  const survey = await gallery.open("survey");
  await survey.locator("label[for=point-10]").tap();
  await survey.getByRole("button", { name: "Next" }).tap();
  await survey.getByText("The fabric").tap();
  await survey.getByRole("button", { name: "Send" }).tap();
  await survey.getByText("Thank you!").waitFor();
  assert.deepEqual(await outcomes(survey), ["submitted"]);
  assert.deepEqual(gallery.guest.problems, []);
});
