import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { Waymark } from "../../js-bindings/src/api.ts";
import type { Rule } from "../../js-bindings/src/config.ts";
import { visitor } from "../support/browser.ts";
import { goods, productArt } from "../support/goods.ts";
import { config, html, openShop } from "../support/shop.ts";
import { until } from "../support/wait.ts";

/** In the page. */
declare const waymark: Waymark;

const bar: Rule = {
  id: "add-on",
  status: "live",
  on: { any: [{ type: "event", name: "Product Added" }] },
  do: [
    {
      type: "message",
      template: "bar",
      content: {
        en: {
          title: "Goes well with it",
          text: "Chosen for what is in your cart.",
          action: { label: "See it" },
          closeLabel: "Close this",
        },
        vi: {
          title: "Hợp với nó",
          text: "Chọn theo giỏ hàng của bạn.",
          action: { label: "Xem" },
          closeLabel: "Đóng lại",
        },
      },
      recommend: { strategy: "popular", limit: 1 },
    },
  ],
};

const shelf: Rule = {
  id: "shelf",
  status: "live",
  on: { any: [{ type: "pageView" }] },
  do: [
    {
      type: "message",
      template: "recommendations",
      slot: "home",
      content: { en: { title: "You may like" }, vi: { title: "Có thể bạn thích" } },
      recommend: { strategy: "popular", limit: 8 },
    },
  ],
};

async function setting(
  t: { after(fn: () => Promise<void>): void },
  rules: Rule[],
  body: string,
  options: Parameters<typeof visitor>[0] = {},
) {
  const shop = await openShop();
  const guest = await visitor(options);
  t.after(async () => {
    await guest.close();
    await shop.close();
  });
  for (const [n, { url }] of goods.items.entries()) {
    shop.files.set(`/art/${n + 1}.svg`, productArt(n));
    shop.files.set(url, html("<h1>Product</h1>"));
  }
  shop.files.set("/goods.json", JSON.stringify(goods));
  shop.files.set(
    "/style.css",
    `:root { color-scheme: light dark; --waymark-accent: rgb(12, 120, 90) } * { margin: 13px; color: red !important; font-size: 5px } waymark-message { display: none; position: static } waymark-slot { display: block; min-height: 460px }`,
  );
  shop.config = config({ catalogue: { url: "/goods.json" }, rules });
  shop.files.set(
    "/",
    html(
      body,
      '<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="stylesheet" href="/style.css">',
    ),
  );
  return { shop, guest };
}

async function addToCart(page: Page): Promise<void> {
  await page.evaluate(() => waymark.ready);
  await page.evaluate(() => waymark.track("Product Added", { product_id: "p2" }));
}

test("a bar is drawn over the page in its own style, takes no focus, and counts as shown", async (t) => {
  const { shop, guest } = await setting(t, [bar], '<input id="field">');
  const page = await guest.open(`${shop.origin}/`);
  await page.focus("#field");
  await addToCart(page);
  await page.getByText("Goes well with it").first().waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), "field");
  const product = page.locator("waymark-message .product");
  assert.match((await product.textContent()) ?? "", /Boys' dinosaur T-shirt.*149,000/);
  const style = await page.locator("waymark-message .action").evaluate((element) => {
    const { backgroundColor, fontSize } = getComputedStyle(element);
    return { backgroundColor, fontSize };
  });
  assert.deepEqual(style, { backgroundColor: "rgb(12, 120, 90)", fontSize: "15px" });
  const close = await page.getByRole("button", { name: "Close this" }).boundingBox();
  assert.ok(close && close.width >= 44 && close.height >= 44);
  const box = await page.locator("waymark-message .bar").boundingBox();
  const { height } = page.viewportSize() ?? { height: 0 };
  assert.ok(box && box.y > height / 2 && box.y + box.height <= height, "at the bottom, whole");
  await shop.event("Message Shown");
  assert.deepEqual(guest.problems, []);
});

test("the bar's action leads to the product, and the click is counted with it", async (t) => {
  const { shop, guest } = await setting(t, [bar], "<p>shop</p>");
  const page = await guest.open(`${shop.origin}/`);
  await addToCart(page);
  await page.getByRole("link", { name: "See it" }).click();
  await page.waitForURL("**/p/p1");
  const { properties } = await shop.event("Message Clicked");
  assert.match(JSON.stringify(properties), /"p1"/);
  assert.deepEqual(guest.problems, []);
});

test("the bar is dismissed by its button, and by Esc when focus is inside, and then gives focus back", async (t) => {
  const { shop, guest } = await setting(t, [bar], '<button id="before">Before</button>');
  const page = await guest.open(`${shop.origin}/`);
  await addToCart(page);
  const close = page.getByRole("button", { name: "Close this" });
  await close.click();
  await shop.event("Message Dismissed");
  await until("the bar gone", async () => (await page.locator("waymark-message").count()) === 0);

  await page.evaluate(() => waymark.reset());
  await addToCart(page);
  await page.focus("#before");
  await page.keyboard.press("Escape");
  await close.waitFor();
  await close.focus();
  await page.keyboard.press("Escape");
  await until("the bar gone", async () => (await page.locator("waymark-message").count()) === 0);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "before");
});

test("recommendations fill their slot without moving the page, and a click is counted with item and place", async (t) => {
  const { shop, guest } = await setting(
    t,
    [shelf],
    '<waymark-slot name="home" reserve="460px"></waymark-slot><p id="after">after</p>',
  );
  const page = await guest.open(`${shop.origin}/`);
  const cards = page.locator("waymark-slot .card");
  await cards.first().waitFor();
  assert.equal(await cards.count(), 8);
  const shift = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) =>
          resolve(list.getEntries().reduce((sum, entry) => sum + (entry as unknown as { value: number }).value, 0)),
        ).observe({
          type: "layout-shift",
          buffered: true,
        });
        // Without any shift the observer is never called.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)));
      }),
  );
  assert.equal(shift, 0);
  await shop.event("Message Shown");
  await cards.nth(1).press("Enter");
  await page.waitForURL("**/p/p2");
  assert.match(JSON.stringify((await shop.event("Message Clicked")).properties), /"p2"/);
  assert.deepEqual(guest.problems, []);
});

test("a slot keeps the room it reserves before anything is drawn in it", async (t) => {
  const { shop, guest } = await setting(t, [], "<p>shop</p>");
  shop.files.set("/bare", html('<waymark-slot name="home" reserve="320px"></waymark-slot>'));
  const page = await guest.open(`${shop.origin}/bare`);
  const slot = page.locator("waymark-slot");
  await until("its room", async () => (await slot.boundingBox())?.height === 320);
  assert.deepEqual(guest.problems, []);
});

test("on a phone nothing sticks out of the window", async (t) => {
  const { shop, guest } = await setting(t, [bar, shelf], '<waymark-slot name="home" reserve="460px"></waymark-slot>', {
    viewport: { width: 390, height: 844 },
  });
  const page = await guest.open(`${shop.origin}/`);
  await page.locator("waymark-slot .card").first().waitFor();
  await addToCart(page);
  const box = await until("the bar", () => page.locator("waymark-message .bar").boundingBox());
  assert.ok(box.x >= 0 && box.x + box.width <= 390);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
});

test("a goal that is reached says so, where there was no text too", async (t) => {
  const progress = { value: 700, goal: 500, done: "It is free now" };
  const there: Rule = {
    ...{ id: "there", status: "live", on: { any: [{ type: "pageView" }] } },
    do: [{ type: "inline", template: "freeShipping", slot: "free", content: { en: { title: "Delivery", progress } } }],
  };
  const { shop, guest } = await setting(t, [there], '<waymark-slot name="free" reserve="120px"></waymark-slot>');
  const page = await guest.open(`${shop.origin}/`);
  await page.locator("waymark-message").getByText("It is free now").waitFor();
});

test("in a low window what stands above a bar keeps its head and its close button inside", async (t) => {
  const words = { title: "How did you hear about us?", text: "One answer is enough. ".repeat(60) };
  const slideIn: Rule = {
    ...{ id: "long", status: "live", on: { any: [{ type: "event", name: "Product Added" }] } },
    do: [{ type: "message", template: "slideIn", content: { en: { ...words, closeLabel: "Close this" } } }],
  };
  const { shop, guest } = await setting(t, [bar, slideIn], "<p>shop</p>", { viewport: { width: 844, height: 390 } });
  const page = await guest.open(`${shop.origin}/`);
  await addToCart(page);
  await page.locator("waymark-message .bar").waitFor();
  const panel = page.locator("waymark-message .slideIn");
  await until("it stands above the bar", () =>
    page.evaluate(() =>
      [...document.querySelectorAll("waymark-message")].some(
        (one) => Number.parseFloat(getComputedStyle(one).getPropertyValue("--stack")) > 0,
      ),
    ),
  );
  await panel.evaluate((element) => Promise.all(element.getAnimations().map(({ finished }) => finished)));
  const top = await panel.evaluate((element) => element.getBoundingClientRect().top);
  assert.ok(top >= 0, `it begins at ${top}`);
  await panel.getByRole("button", { name: "Close this" }).click();
  await panel.waitFor({ state: "detached" });
});

test("messages speak the page's language", async (t) => {
  const { shop, guest } = await setting(t, [bar], "<p>shop</p>");
  shop.files.set("/vi", html("<p>cửa hàng</p>").replace('lang="en"', 'lang="vi"'));
  const page = await guest.open(`${shop.origin}/vi`);
  await addToCart(page);
  await page.getByRole("button", { name: "Đóng lại" }).waitFor();
  assert.match((await page.locator("waymark-message .product").textContent()) ?? "", /khủng long.*149\.000\s₫/);
});

test("a slot that is not on the page blocks the message and harms nothing", async (t) => {
  const { shop, guest } = await setting(t, [shelf], "<p>no slot</p>");
  const page = await guest.open(`${shop.origin}/`);
  await page.evaluate(() => waymark.ready);
  await page.evaluate(() => waymark.track("After"));
  await shop.event("After");
  await until("slotMissing", async () =>
    /slotMissing/.test(JSON.stringify(await page.evaluate(() => waymark.inspect()))),
  );
  assert.equal(await page.locator("waymark-message").count(), 0);
  assert.ok(!shop.names().includes("Message Shown"));
  assert.deepEqual(guest.problems, []);
});

test("recommend() gives items to the page, and draws them where it names a slot", async (t) => {
  const { shop, guest } = await setting(t, [], '<waymark-slot name="asked" reserve="460px"></waymark-slot>');
  const page = await guest.open(`${shop.origin}/`);
  const { items, decisionId } = await page.evaluate(() =>
    waymark.recommend({ strategy: "popular", limit: 3, slot: "asked", exclude: ["p1"] }),
  );
  assert.deepEqual(
    items.map((item) => item.id),
    ["p2", "p3", "p4"],
  );
  assert.ok(decisionId);
  await until("three cards", async () => (await page.locator("waymark-slot .card").count()) === 3);
  assert.deepEqual(guest.problems, []);
});

test("a catalogue with a broken row serves the others; one that is no catalogue harms nothing", async (t) => {
  const { shop, guest } = await setting(t, [], "<p>shop</p>");
  shop.files.set("/goods.json", JSON.stringify({ ...goods, items: [{ id: 5 }, null, ...goods.items.slice(0, 2)] }));
  const page = await guest.open(`${shop.origin}/`);
  const ids = () =>
    page.evaluate(() => waymark.recommend({ strategy: "popular" })).then(({ items }) => items.map((item) => item.id));
  assert.deepEqual(await ids(), ["p1", "p2"]);
  shop.files.set("/goods.json", "<html>");
  await page.reload();
  assert.deepEqual(await ids(), []);
  assert.deepEqual(guest.problems, []);
});
