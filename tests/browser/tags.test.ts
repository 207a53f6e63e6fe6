/** Events handed to the tags a shop has already: Google's and Meta's, by their own names. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Waymark } from "../../js-bindings/src/api.ts";
import { visitor } from "../support/browser.ts";
import { config, html, openShop } from "../support/shop.ts";
import { until } from "../support/wait.ts";

/** In the page. */
declare const waymark: Waymark;
declare const told: { gtag: unknown[][]; fbq: unknown[][] };

/** As the vendors' snippets: gtag() pushes what it was called with, fbq() keeps it until its script has come. */
const tags = `
  window.dataLayer = [];
  window.told = { gtag: [], fbq: [] };
  window.gtag = function () { dataLayer.push(arguments); told.gtag.push(JSON.parse(JSON.stringify([...arguments]))); };
  window.fbq = (...call) => {
    if (call[1] === "Bad News") throw new Error("a tag that throws");
    told.fbq.push(JSON.parse(JSON.stringify(call)));
  };`;

const tee = { product_id: "kc06", name: "Rocket tee", category: "kids", price: 135_000, quantity: 2 };
const order = { order_id: "o-1", currency: "VND", total: 290_000, shipping: 20_000, products: [tee] };

test("chosen events reach Google's tag and Meta's pixel, as these want them, and are not read back", async (t) => {
  const shop = await openShop();
  const guest = await visitor();
  t.after(async () => {
    await guest.close();
    await shop.close();
  });
  shop.config = config({
    dataLayer: true,
    forward: [
      { to: "gtag", only: ["Product *", "Order Completed", "Note Written"] },
      { to: "fbq", only: ["Product Viewed", "Order Completed", "Note Written", "Bad News"] },
    ],
  });
  shop.files.set("/tags.js", tags);
  shop.files.set("/", html("<h1>Product</h1>", '<script src="/tags.js"></script>'));
  const page = await guest.open(`${shop.origin}/`);
  await page.evaluate(() => waymark.ready);
  await page.evaluate(
    ({ tee, order }) => {
      waymark.track("Product Viewed", { ...tee, currency: "VND" });
      waymark.track("Bad News");
      waymark.track("Checkout Started", order);
      waymark.track("Order Completed", order);
      waymark.track("Note Written", { length: 3 });
    },
    { tee, order },
  );
  await until("the last is told", () => page.evaluate(() => told.fbq.length === 3 && told.gtag.length === 3));
  const { gtag, fbq } = await page.evaluate(() => told);
  const item = { item_id: "kc06", item_name: "Rocket tee", item_category: "kids", price: 135_000, quantity: 2 };
  assert.deepEqual(gtag, [
    ["event", "view_item", { currency: "VND", value: 270_000, items: [item] }],
    [
      "event",
      "purchase",
      { transaction_id: "o-1", currency: "VND", total: 290_000, shipping: 20_000, value: 290_000, items: [item] },
    ],
    ["event", "note_written", { length: 3 }],
  ]);
  const sent = await shop.event("Order Completed");
  const contents = [{ id: "kc06", quantity: 2, item_price: 135_000 }];
  assert.deepEqual(fbq[1], [
    "track",
    "Purchase",
    { value: 290_000, currency: "VND", order_id: "o-1", contents, content_ids: ["kc06"], content_type: "product" },
    { eventID: sent.messageId },
  ]);
  assert.deepEqual(
    [fbq[0]?.slice(0, 2), fbq[2]?.slice(0, 3)],
    [
      ["track", "ViewContent"],
      ["trackCustom", "Note Written", { length: 3 }],
    ],
  );

  // Hostile and foreign names, and goods that say little.
  await page.evaluate(() => {
    waymark.track("Product constructor", { product_id: "a", price: null, constructor: "x" });
    waymark.track("Product Đã xem", { products: [{}, null, { sku: 7, price: "10" }, { product_id: "b" }] as never });
  });
  await until("they are told", () => page.evaluate(() => told.gtag.length === 5));
  assert.deepEqual(await page.evaluate(() => told.gtag.slice(3)), [
    ["event", "product_constructor", { constructor: "x", items: [{ item_id: "a" }] }],
    ["event", "product_da_xem", { value: 10, items: [{ item_id: "7", price: 10 }, { item_id: "b" }] }],
  ]);

  // What was pushed is looked at after the task that pushed it; flush() then sends what that made.
  await page.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve));
    await waymark.flush();
  });
  const names = shop.events.map(({ event }) => event);
  assert.equal(names.filter((name) => name === "Order Completed" || name === "purchase").length, 1, names.join());
  assert.match(JSON.stringify(await page.evaluate(() => waymark.inspect())), /effect\.forward.*a tag that throws/);
  assert.deepEqual(guest.problems, []);
});

test("a shop that counts in cents tells its tags dollars", async (t) => {
  const shop = await openShop();
  const guest = await visitor();
  t.after(async () => {
    await guest.close();
    await shop.close();
  });
  const only = ["Product Added", "Order Completed", "Note Written"];
  shop.config = config({
    forward: [
      { to: "gtag", only, priceScale: 0.01 },
      { to: "fbq", only, priceScale: 0.01 },
    ],
  });
  shop.files.set("/tags.js", tags);
  shop.files.set("/", html("<h1>Product</h1>", '<script src="/tags.js"></script>'));
  const page = await guest.open(`${shop.origin}/`);
  await page.evaluate(() => waymark.ready);
  await page.evaluate(() => {
    const tee = { product_id: "kc06", price: 1999, quantity: 2 };
    waymark.track("Product Added", tee);
    waymark.track("Order Completed", { order_id: "o-1", total: 4598, shipping: 600, products: [tee] });
    waymark.track("Note Written", { value: 5, length: 3 });
  });
  await until("the last is told", () => page.evaluate(() => told.fbq.length === 3 && told.gtag.length === 3));
  const { gtag, fbq } = await page.evaluate(() => told);
  const items = [{ item_id: "kc06", price: 19.99, quantity: 2 }];
  assert.deepEqual(
    gtag.map(([, , parameters]) => parameters),
    [
      { value: 39.98, items },
      { transaction_id: "o-1", total: 45.98, shipping: 6, value: 45.98, items },
      { value: 0.05, length: 3 },
    ],
  );
  assert.deepEqual(
    fbq.map(([, , parameters]) => (parameters as { value: number }).value),
    [39.98, 45.98, 0.05],
  );
  assert.deepEqual(guest.problems, []);
});
