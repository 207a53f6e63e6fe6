import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { EventRecord, Json, Properties } from "../../js-bindings/src/protocol.ts";
import { replyTests } from "./replies.ts";
import { faultsOf, type SelfDescribing } from "./snowplow-rules.ts";
import {
  encodedNatively,
  eventSets,
  eventsOf,
  goldenRequests,
  goldenTests,
  type Made,
  skipWithout,
  type Target,
  vendor,
} from "./support.ts";

const url = "https://collector.example/com.snowplowanalytics.snowplow/tp2";
const plain: Target = { type: "snowplow", url, settings: { appId: "shop", currency: "EUR" } };
const withVendor: Target = { type: "snowplow", url, settings: { appId: "shop", currency: "EUR", vendor: "com.acme" } };

goldenTests(plain);
goldenTests(withVendor, "snowplow-vendor");

replyTests(plain, [
  ["200", { status: 200, body: "ok" }, {}],
  ["413 halves", { status: 413 }, { again: [1, 2] }],
  ["a refused payload halves", { status: 400 }, { again: [1, 2] }],
  ["403 parks", { status: 403 }, { parked: true }],
  ["503 is tried again", { status: 503 }, { again: [1, 2, 3, 4] }],
]);

type Row = { [parameter: string]: string };
const rowsOf = (requests: Made[]): Row[] => requests.flatMap(({ body }) => (JSON.parse(body) as { data: Row[] }).data);
const eventOf = (row: Row): SelfDescribing | undefined => row.ue_pr && JSON.parse(row.ue_pr).data;
const entitiesOf = (row: Row): SelfDescribing[] => (row.co ? JSON.parse(row.co).data : []);

describe("snowplow: rows keep the rules of the published schemas", () => {
  for (const name of ["snowplow", "snowplow-vendor"]) {
    for (const set of ["events", "shop"] as const) {
      test(`${name}: ${set}`, () => {
        const rows = rowsOf(goldenRequests(name, set));
        assert.ok(rows.length > 0);
        assert.deepEqual(
          rows.flatMap((row) => faultsOf(row)),
          [],
        );
      });
    }
  }

  test("so they do for what a careless shop says", () => {
    const odd: Properties = {
      product_id: 17,
      name: "x".repeat(5_000),
      price: "10.005",
      quantity: 2.5,
      currency: "EUR",
      brand: "y".repeat(300),
      order_id: 9,
      total: "27.1",
      position: "home",
      step: "2",
      promotion_id: 3,
      products: [{ sku: "A", price: 1 }, { price: 2 }, "nonsense", { product_id: "B", price: -1, currency: "EURO" }],
    };
    const same = (value: Json): Properties => Object.fromEntries(Object.keys(odd).map((name) => [name, value]));
    const all = [odd, ...[true, -1, 0.005, 1e12, "", "x", [], [-1], {}].map(same)];
    const events = eventsOf("shop").flatMap((event) => all.map((properties) => ({ ...event, properties })));
    const rows = rowsOf(encodedNatively(plain, events, eventSets.shop.sentAt));
    assert.equal(rows.length, events.length);
    assert.deepEqual(
      rows.flatMap((row) => faultsOf(row)),
      [],
    );
  });

  test("a rule that is broken is seen", () => {
    const row = rowsOf(goldenRequests("snowplow", "events"))[0] as Row;
    assert.notDeepEqual(faultsOf({ ...row, dtm: 1 as unknown as string }), []);
    assert.notDeepEqual(faultsOf({ ...row, colour: "red" }), []);
    const { tv, ...rest } = row;
    assert.notDeepEqual(faultsOf(rest), []);
  });
});

/** What is used of tracker and plugin; their own types are there only where they are installed. */
interface Core {
  trackerCore(options: object): { track(event: object): void };
  buildPageView(page: object): object;
}
type Track = (said: object) => void;
interface Plugin {
  SnowplowEcommercePlugin(): { activateBrowserPlugin(tracker: object): void };
  trackProductListView: Track;
  trackProductListClick: Track;
  trackProductView: Track;
  trackAddToCart: Track;
  trackPromotionView: Track;
  trackPromotionClick: Track;
  trackCheckoutStep: Track;
  trackTransaction: Track;
  trackRefund: Track;
}
const core = await vendor<Core>("@snowplow/tracker-core");
const plugin = await vendor<Plugin>("@snowplow/browser-plugin-snowplow-ecommerce");

describe("Snowplow's own e-commerce plugin says the same", { skip: skipWithout(core && plugin) }, () => {
  const { trackerCore, buildPageView } = (core ?? {}) as Core;
  const commerce = (plugin ?? {}) as Plugin;
  const said: Row[] = [];
  const callback = (payload: { build(): Row }) => said.push(payload.build());
  const tracker = core && trackerCore({ base64: false, callback });
  if (tracker && plugin) plugin.SnowplowEcommercePlugin().activateBrowserPlugin({ id: "it", core: tracker });

  /** A product of the shop's, as Snowplow's users write one. */
  const product = (p: Properties) => ({
    id: p.product_id as string,
    category: (p.category ?? "unknown") as string,
    currency: "EUR",
    ...only(p, ["name", "brand", "variant", "price", "quantity", "position"]),
  });
  const products = (p: Properties) => (p.products as Properties[]).map(product);
  const step = (p: Properties, step: number) => ({
    step,
    ...only({ ...p, delivery_method: p.shipping_method, coupon_code: p.coupon } as Properties, [
      "delivery_method",
      "coupon_code",
      "payment_method",
    ]),
  });
  const promotion = (p: Properties) => ({
    id: p.promotion_id as string,
    name: p.name as string,
    creative_id: p.creative as string,
    slot: p.position as string,
  });
  const vendorCalls: { [name: string]: (p: Properties) => void } = {
    "Product List Viewed": (p) => commerce.trackProductListView({ name: p.list_id as string, products: products(p) }),
    "Product Clicked": (p) => commerce.trackProductListClick({ name: p.list_id as string, product: product(p) }),
    "Product Viewed": (p) => commerce.trackProductView(product(p)),
    "Product Added": (p) =>
      commerce.trackAddToCart({
        cart_id: p.cart_id as string,
        total_value: 45.5,
        currency: "EUR",
        products: [product(p)],
      }),
    "Promotion Viewed": (p) => commerce.trackPromotionView(promotion(p)),
    "Promotion Clicked": (p) => commerce.trackPromotionClick(promotion(p)),
    "Checkout Step Completed": (p) => commerce.trackCheckoutStep(step(p, p.step as number)),
    "Payment Info Entered": (p) => commerce.trackCheckoutStep(step(p, p.step as number)),
    "Order Completed": (p) =>
      commerce.trackTransaction({
        transaction_id: p.order_id as string,
        revenue: p.total as number,
        currency: "EUR",
        payment_method: "unknown",
        tax: p.tax as number,
        shipping: p.shipping as number,
        discount_code: p.coupon as string,
        discount_amount: p.discount as number,
        products: products(p),
      }),
    "Order Refunded": (p) =>
      commerce.trackRefund({
        transaction_id: p.order_id as string,
        refund_amount: p.total as number,
        currency: "EUR",
        products: products(p),
      }),
  };

  for (const [name, call] of Object.entries(vendorCalls)) {
    test(name, () => {
      const found = eventsOf("shop").find((event) => event.name === name) as EventRecord;
      const event = { ...found, properties: { ...found.properties, cart_total: 45.5 } };
      said.length = 0;
      call(event.properties);
      const [theirs] = said as [Row];
      const [ours] = rowsOf(encodedNatively(plain, [event], eventSets.shop.sentAt)) as [Row];
      assert.equal(ours.e, theirs.e);
      assert.deepEqual(eventOf(ours), eventOf(theirs));
      const sorted = (row: Row) => entitiesOf(row).map(canonical).sort();
      assert.deepEqual(sorted(ours), sorted(theirs));
      assert.deepEqual(faultsOf(theirs, ["tv", "p"]), [], "and keeps the rules");
    });
  }

  test("a page view has the parameters of theirs", () => {
    said.length = 0;
    const page = { pageUrl: "https://shop.example/p/1", pageTitle: "Blue widget", referrer: undefined };
    tracker?.track(buildPageView(page));
    const [theirs] = said as [Row];
    const [ours] = rowsOf(goldenRequests("snowplow", "events")) as [Row];
    for (const parameter of ["e", "url", "page"]) assert.equal(ours[parameter], theirs[parameter], parameter);
  });
});

const only = (from: Properties, names: string[]): Properties =>
  Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name] as Json]));

const canonical = ({ schema, data }: SelfDescribing): string =>
  JSON.stringify([schema, Object.entries(data).sort(([a], [b]) => a.localeCompare(b))]);
