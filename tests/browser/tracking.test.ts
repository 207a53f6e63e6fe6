import assert from "node:assert/strict";
import { test } from "node:test";
import type { Waymark } from "../../js-bindings/src/api.ts";
import { visitor } from "../support/browser.ts";
import { config, html, openShop } from "../support/shop.ts";
import { until } from "../support/wait.ts";

/** In the page. */
declare const waymark: Waymark;

/** A shop and a visitor, closed when the test is over. */
async function setting(t: { after(fn: () => Promise<void>): void }) {
  const shop = await openShop();
  const guest = await visitor();
  t.after(async () => {
    await guest.close();
    await shop.close();
  });
  return { shop, guest };
}

test("a page of plain HTML with data-waymark attributes is tracked without JavaScript of its own", async (t) => {
  const { shop, guest } = await setting(t);
  shop.files.set(
    "/",
    html(`
      <button id="add" data-waymark-event="Product Added" data-waymark-properties='{"price":499000}' data-waymark-property-product_id="p1">Add</button>
      <a id="out" class="big red third" href="https://other.example/x">Out</a>
      <section data-waymark-event="Promotion Viewed" data-waymark-on="visible" data-waymark-property-promotion_id="summer">Summer</section>
      <i data-waymark-event="Page Type Seen" data-waymark-on="load" data-waymark-property-kind="home"></i>
      <form id="ask" data-waymark-event="Newsletter Asked"><input name="email" value="a@b.c"><button>Go</button></form>`),
  );
  const page = await guest.open(`${shop.origin}/?q=1`);
  const viewed = await shop.event("page");
  assert.equal(viewed.context?.page?.url, `${shop.origin}/?q=1`);
  assert.deepEqual((await shop.event("Promotion Viewed")).properties, { promotion_id: "summer" });
  assert.deepEqual((await shop.event("Page Type Seen")).properties, { kind: "home" });

  await page.click("#add");
  assert.deepEqual((await shop.event("Product Added")).properties, { price: 499_000, product_id: "p1" });

  await page.evaluate(() => document.addEventListener("click", (event) => event.preventDefault()));
  await page.click("#out");
  const { element, outbound, href } = (await shop.event("Link Clicked")).properties ?? {};
  assert.deepEqual(
    { element, outbound, href },
    { element: "a#out.big.red", outbound: true, href: "https://other.example/x" },
  );

  await page.evaluate(() => {
    const form = document.querySelector("form");
    form?.addEventListener("submit", (event) => event.preventDefault());
    form?.requestSubmit();
  });
  await shop.event("Newsletter Asked");
  assert.ok(!JSON.stringify(shop.events).includes("a@b.c"), "what was typed stays with the visitor");
  assert.deepEqual(guest.problems, []);
});

test("calls made before the core is there are delivered in order with their own times", async (t) => {
  const { shop, guest } = await setting(t);
  shop.files.set(
    "/early.js",
    `(window.waymark = window.waymark || []).push(["track", "First", { n: 1 }]);
     window.before = Date.now();
     addEventListener("DOMContentLoaded", () => waymark.push(["identify", "u1", { plan: "gold" }], ["track", "Second"]));`,
  );
  shop.files.set("/", html("", '<script src="/early.js"></script>'));
  const page = await guest.open(`${shop.origin}/`);
  const second = await shop.event("Second");
  const first = await shop.event("First");
  assert.deepEqual(first.properties, { n: 1 });
  assert.ok(Date.parse(first.timestamp) <= Date.parse(second.timestamp));
  assert.ok(Date.parse(first.timestamp) - ((await page.evaluate("before")) as number) < 5_000);
  const order = shop.names().filter((name) => ["First", "identify", "Second"].includes(name));
  assert.deepEqual(order, ["First", "identify", "Second"]);
  assert.deepEqual(guest.problems, []);
});

test("the inline snippet's calls keep the moment they were made", async (t) => {
  const { shop, guest } = await setting(t);
  shop.files.set(
    "/early.js",
    `waymark.track("Snippet Call"); waymark.on("log", () => {}); window.made = Date.now();
     const wait = Date.now() + 60; while (Date.now() < wait);`,
  );
  shop.files.set("/", html("", '<script src="/waymark/snippet.js"></script><script src="/early.js"></script>'));
  const page = await guest.open(`${shop.origin}/`);
  const { timestamp } = await shop.event("Snippet Call");
  assert.ok(Date.parse(timestamp) <= ((await page.evaluate("made")) as number));
});

test("a page left before the core has come loses nothing: the next page delivers, with the left page's address", async (t) => {
  const { shop, guest } = await setting(t);
  shop.files.set("/first", html("<p>first</p>"));
  shop.files.set("/second", html("<p>second</p>"));
  shop.missing.add("/waymark/host.mjs");
  const page = await guest.open(`${shop.origin}/first`);
  await page.waitForFunction(() => typeof waymark === "object");
  const madeMs = await page.evaluate(() => {
    waymark.track("Left Behind", { n: 1 });
    const now = Date.now();
    location.href = "/second";
    return now;
  });
  await page.waitForURL("**/second");
  shop.missing.clear();
  await page.reload();
  const left = await shop.event("Left Behind");
  assert.equal(left.context?.page?.url, `${shop.origin}/first`);
  assert.ok(Math.abs(Date.parse(left.timestamp) - madeMs) < 1_000);
  await until(
    "all three page views",
    () => shop.names().filter((name) => name === "page").length === 3,
    () => shop.names(),
  );
  assert.equal(shop.names().filter((name) => name === "Left Behind").length, 1);
});

test("a call in the very task the page is left in is delivered by the next page", async (t) => {
  const { shop, guest } = await setting(t);
  shop.files.set("/first.js", `(window.waymark = window.waymark || []).push(["track", "At Once"]);`);
  shop.files.set("/go.js", `location.href = "/second";`);
  shop.files.set(
    "/first",
    html("", '<script src="/first.js"></script>')
      .replace("async ", "")
      .replace("</head>", '<script src="/go.js"></script></head>'),
  );
  shop.files.set("/second", html("<p>second</p>"));
  const page = await guest.context.newPage();
  await page.goto(`${shop.origin}/first`).catch(() => {});
  await page.waitForURL("**/second");
  await shop.event("At Once");
});

test("a click that leads away is delivered", async (t) => {
  const { shop, guest } = await setting(t);
  shop.files.set("/", html('<a id="go" href="/next" data-waymark-event="Category Chosen">Go</a>'));
  shop.files.set("/next", html("next"));
  const page = await guest.open(`${shop.origin}/`);
  await shop.event("page");
  await page.click("#go");
  await page.waitForURL("**/next");
  await shop.event("Category Chosen");
  assert.equal(shop.names().filter((name) => name === "Category Chosen").length, 1);
});

test("address changes without a load are page views; what is tracked next has the new address", async (t) => {
  const { shop, guest } = await setting(t);
  shop.files.set("/", html("<p>app</p>"));
  const page = await guest.open(`${shop.origin}/`);
  await shop.event("page");
  await page.evaluate(() => {
    history.replaceState({ scroll: 5 }, "");
    history.pushState(null, "", "/p/1");
    waymark.track("Product Viewed");
  });
  assert.equal((await shop.event("Product Viewed")).context?.page?.url, `${shop.origin}/p/1`);
  const views = () => shop.events.filter((event) => event.type === "page").map((event) => event.context?.page?.url);
  await until("two page views", () => views().length === 2, views);
  assert.deepEqual(views(), [`${shop.origin}/`, `${shop.origin}/p/1`]);
});

test("a collector that is down gets everything when it is back", async (t) => {
  const { shop, guest } = await setting(t);
  shop.collectorStatus = 503;
  shop.files.set("/", html("<p>shop</p>"));
  const page = await guest.open(`${shop.origin}/`);
  await page.evaluate(() => waymark.ready);
  await page.evaluate(() => waymark.track("While Down"));
  await until("a refused request", () => shop.requests.filter((path) => path === "/v1/batch").length > 0);
  shop.collectorStatus = 200;
  await shop.event("While Down");
  assert.equal(shop.names().filter((name) => name === "While Down").length, 1);
});

test("the ES module works without the script tag", async (t) => {
  const { shop, guest } = await setting(t);
  shop.files.set(
    "/app.js",
    `import waymark, { track } from "/waymark/waymark.mjs";
     track("Before Init");
     waymark.init({ config: ${JSON.stringify(config())} });
     waymark.ready.then(() => waymark.inspect()).then((state) => track("Inspected", { is: typeof state }));`,
  );
  shop.files.set(
    "/",
    '<!doctype html><link rel="icon" href="/icon.svg"><title>App</title><script type="module" src="/app.js"></script><button id="b" data-waymark-event="Bought">Buy</button>',
  );
  const page = await guest.open(`${shop.origin}/`);
  await shop.event("Before Init");
  assert.deepEqual((await shop.event("Inspected")).properties, { is: "object" });
  await page.click("#b");
  await shop.event("Bought");
  assert.deepEqual(guest.problems, []);
});
