/** What a shop that has tags and markup already says: its data layer and its schema.org descriptions. */
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Page } from "playwright-core";
import type { Waymark } from "../../js-bindings/src/api.ts";
import type { Config } from "../../js-bindings/src/config.ts";
import { visitor } from "../support/browser.ts";
import { config, html, openShop, type Shop } from "../support/shop.ts";
import { until } from "../support/wait.ts";

/** In the page. */
declare const waymark: Waymark;
declare const dataLayer: unknown[];

interface Setting {
  shop: Shop;
  page: Page;
  problems: string[];
  all(name: string): { [key: string]: unknown }[];
  log(): Promise<string>;
}

async function setting(t: TestContext, more: Partial<Config>, head = "", markup = ""): Promise<Setting> {
  const shop = await openShop();
  t.after(() => shop.close());
  const guest = await visitor();
  t.after(() => guest.close());
  // JSON-LD is data, but stands in a script element: a strict policy asks for its hash or allows it inline.
  shop.config = config(more);
  shop.files.set("/head.js", head);
  shop.files.set("/", html("<h1>Product</h1>", `<script src="/head.js"></script>${markup}`));
  const page = await guest.context.newPage();
  await page.addInitScript("globalThis.__name = (f) => f");
  await page.goto(`${shop.origin}/`);
  await page.evaluate(() => waymark.ready);
  return {
    shop,
    page,
    problems: guest.problems,
    all: (name) => {
      const seen = new Map(shop.events.filter(({ event }) => event === name).map((one) => [one.messageId, one]));
      return [...seen.values()].map(({ properties = {} }) => properties);
    },
    log: async () => JSON.stringify(((await page.evaluate(() => waymark.inspect())) as { log: unknown }).log),
  };
}

const item = { item_id: "kc06", item_name: "Rocket tee", price: 135_000, quantity: 2 };

test("a data layer is read: what was pushed before, what is pushed later, by gtag() too", async (t) => {
  const { shop, page, all, problems } = await setting(
    t,
    { dataLayer: true },
    `window.dataLayer = [];
     function gtag() { dataLayer.push(arguments); }
     dataLayer.push({ "gtm.start": 1, event: "gtm.js" });
     dataLayer.push({ event: "shop_opened", season: "summer", "gtm.uniqueEventId": 4 });
     gtag("js", new Date()); gtag("config", "G-1"); gtag("event", "generate_lead", { value: 5 });`,
  );
  await shop.event("shop_opened");
  assert.deepEqual(all("shop_opened"), [{ season: "summer" }]);
  await shop.event("generate_lead");
  assert.deepEqual(all("generate_lead"), [{ value: 5 }]);
  await page.evaluate((item) => {
    dataLayer.push({ ecommerce: null });
    dataLayer.push({ event: "add_to_cart", ecommerce: { currency: "VND", value: 270_000, items: [item] } });
    // As Tag Manager does when it comes: ours stays inside.
    const push = dataLayer.push;
    dataLayer.push = (...entries) => push.apply(dataLayer, entries);
    dataLayer.push({ event: "after_gtm", element: document.body, call() {} });
  }, item);
  await shop.event("after_gtm");
  assert.deepEqual(all("after_gtm"), [{}]);
  const added = shop.events.find(({ event }) => event === "add_to_cart" || event === "Product Added");
  assert.ok(added, shop.names().join());
  assert.match(JSON.stringify(added.properties), /kc06/);
  assert.ok(!shop.names().some((name) => /^gtm|^js$|^config$/.test(name)));
  assert.deepEqual(problems, []);
});

test("a list of another name, scaled, with names left out; what is forwarded there is not read back", async (t) => {
  const { shop, page, all } = await setting(t, {
    dataLayer: { name: "shopLayer", priceScale: 100, except: ["chatter"] },
    forward: ["dataLayer"],
  });
  await page.waitForFunction(() => Array.isArray((window as { shopLayer?: unknown }).shopLayer));
  await page.evaluate(() => {
    const { shopLayer } = window as unknown as { shopLayer: unknown[] };
    shopLayer.push({ event: "chatter" }, { event: "money", price: 19.99, items: [{ price: "5", index: 3 }] });
  });
  await shop.event("money");
  assert.deepEqual(all("money"), [{ price: 1999, items: [{ price: 500, index: 3 }] }]);
  assert.deepEqual(all("chatter"), []);

  await page.evaluate(() => waymark.track("Told Once"));
  await shop.event("Told Once");
  await page.evaluate(() => waymark.flush());
  assert.equal(all("Told Once").length, 1);
});

test("a data layer that throws, is frozen, huge or replaced costs nothing", async (t) => {
  const { shop, page, all, log, problems } = await setting(
    t,
    { dataLayer: true },
    `window.dataLayer = [];
     dataLayer.push(new Proxy({}, { get() { throw new Error("hostile"); }, has() { throw new Error("hostile"); } }), null, 5, "text", () => {});
     dataLayer.push({ get event() { throw new Error("hostile"); } });
     const cycle = { event: "cycle" }; cycle.self = cycle; dataLayer.push(cycle);
     for (let i = 0; i < 100_000; i++) dataLayer.push({ event: "old " + i % 10 });
     dataLayer.push({ event: "huge", list: Array.from({ length: 1_000_000 }, (_, i) => i) });
     dataLayer.push({ event: "last" });`,
  );
  await shop.event("last");
  assert.ok(shop.events.filter(({ event }) => event?.startsWith("old")).length <= 500);
  assert.deepEqual([all("huge"), all("cycle")], [[], []]);
  assert.match(await log(), /dataLayer\.tooLarge/);
  await page.evaluate(() => {
    (window as { dataLayer?: unknown }).dataLayer = [{ event: "of the new list" }];
  });
  await shop.event("of the new list");
  await page.evaluate(() => {
    (window as { dataLayer?: unknown }).dataLayer = Object.freeze([{ event: "frozen" }]);
  });
  await shop.event("frozen");
  await page.evaluate(() => {
    Object.defineProperty(window, "dataLayer", {
      get() {
        throw new Error("hostile");
      },
      configurable: true,
    });
  });
  await page.waitForTimeout(2_200);
  await page.evaluate(() => waymark.track("Alive"));
  await shop.event("Alive");
  assert.deepEqual(problems, []);
});

const markup = (...values: unknown[]) =>
  values
    .map(
      (value) =>
        `<script type="application/ld+json">${typeof value === "string" ? value : JSON.stringify(value)}</script>`,
    )
    .join("");

const product = {
  "@context": "https://schema.org",
  "@type": "Product",
  sku: "kc06",
  name: "Rocket tee",
  brand: { "@type": "Brand", name: "Hiên" },
  category: "Kids > Clothes",
  image: ["https://shop.example/a.jpg", "https://shop.example/b.jpg"],
  offers: { "@type": "Offer", price: "135.000", priceCurrency: "VND", availability: "https://schema.org/InStock" },
};

const expected = {
  product_id: "kc06",
  sku: "kc06",
  name: "Rocket tee",
  brand: "Hiên",
  category: "Clothes",
  image_url: "https://shop.example/a.jpg",
  price: 135_000,
  currency: "VND",
  availability: "InStock",
  inferred: true,
};

for (const [name, description] of [
  ["by itself", product],
  [
    "in a graph",
    { "@context": "https://schema.org", "@graph": [{ "@type": "WebSite" }, product, { "@type": "BreadcrumbList" }] },
  ],
  [
    "in a list, of two types, with a list of offers",
    [{ ...product, "@type": ["Product", "Thing"], offers: [product.offers] }],
  ],
  ["as what a page is about", { "@type": "ItemPage", mainEntity: product }],
] as const)
  test(`a product described ${name} is viewed`, async (t) => {
    const { shop, all, problems } = await setting(t, { jsonLd: true }, "", markup(description));
    const { properties = {} } = await shop.event("Product Viewed");
    const { url, ...rest } = properties;
    assert.equal(url, `${shop.origin}/`);
    assert.deepEqual(rest, expected);
    assert.equal(all("Product Viewed").length, 1);
    assert.deepEqual(problems, []);
  });

test("an AggregateOffer has its lowest price; prices are scaled", async (t) => {
  const offers = { "@type": "AggregateOffer", lowPrice: 19.99, highPrice: 30, priceCurrency: "USD" };
  const { shop } = await setting(t, { jsonLd: { priceScale: 100 } }, "", markup({ ...product, offers }));
  const { price, currency } = (await shop.event("Product Viewed")).properties ?? {};
  assert.deepEqual({ price, currency }, { price: 1999, currency: "USD" });
});

test("a site that says itself what is viewed is not repeated; another page is another product", async (t) => {
  const { shop, page, all } = await setting(
    t,
    { jsonLd: true },
    `(window.waymark = window.waymark || []).push(["track", "Product Viewed", { product_id: "own" }]);`,
    markup(product),
  );
  await shop.event("Product Viewed");
  await page.waitForTimeout(2_000);
  await page.evaluate(() => waymark.flush());
  assert.deepEqual(all("Product Viewed"), [{ product_id: "own" }]);
  await page.evaluate(
    (text) => {
      document.querySelector("script[type='application/ld+json']")?.replaceChildren(document.createTextNode(text));
      history.pushState(null, "", "/p/other");
    },
    JSON.stringify({ ...product, sku: "kc07" }),
  );
  await until("the other product", () => all("Product Viewed").some(({ sku }) => sku === "kc07"));
});

test("lists of products, broken markup and bombs are no product, and harm nothing", async (t) => {
  const deep = `${'{"@graph":'.repeat(5_000)}1${"}".repeat(5_000)}`;
  const wide = { "@graph": Array.from({ length: 30_000 }, (_, n) => ({ "@type": "Thing", name: `n${n}` })) };
  const list = { "@type": "ItemList", itemListElement: [{ item: product }, { item: { ...product, sku: "b" } }] };
  const { shop, page, all, log, problems } = await setting(
    t,
    { jsonLd: true },
    "",
    markup("{broken", deep, '[null,5,"text",[]]', list, product, { ...product, sku: "b" }, wide),
  );
  await page.waitForTimeout(2_000);
  await page.evaluate(() => waymark.track("Alive"));
  await shop.event("Alive");
  assert.deepEqual(all("Product Viewed"), []);
  assert.match(await log(), /jsonLd\.invalid/);
  assert.match(await log(), /jsonLd\.tooLarge/);
  assert.deepEqual(problems, []);
});
