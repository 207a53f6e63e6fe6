import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { EventRecord } from "../../js-bindings/src/protocol.ts";
import { replyTests } from "./replies.ts";
import { encodedNatively, goldenRequests, goldenTests, type Made, probes, type Target } from "./support.ts";

const matomo: Target = { type: "matomo", url: "https://matomo.example/matomo.php", settings: { siteId: 1 } };

goldenTests(matomo);

type Hit = { [parameter: string]: string };
const hitsOf = (requests: Made[]): Hit[] =>
  requests.flatMap(({ body }) =>
    (JSON.parse(body) as { requests: string[] }).requests.map((query) =>
      Object.fromEntries(new URLSearchParams(query)),
    ),
  );
const now = 1_767_323_046_000;
const hits = (events: EventRecord[], settings = {}): Hit[] =>
  hitsOf(encodedNatively({ ...matomo, settings: { siteId: 1, ...settings } }, events, now));
const [probe] = probes(1) as [EventRecord];

describe("matomo: hits", () => {
  test("every hit names site, visitor and page, and is an address's query", () => {
    for (const set of ["events", "shop"] as const) {
      for (const { body } of goldenRequests("matomo", set)) {
        for (const query of (JSON.parse(body) as { requests: string[] }).requests)
          assert.match(query, /^\?idsite=1&rec=1&/);
      }
      for (const hit of hitsOf(goldenRequests("matomo", set))) {
        assert.match(hit._id ?? "", /^[0-9a-f]{16}$/);
        assert.ok(hit.url?.startsWith("https://shop.example/"));
      }
    }
  });

  test("one visitor has one id, another has another", () => {
    const ids = (anonymousId: string) => hits([{ ...probe, anonymousId }])[0]?._id;
    assert.equal(ids("a"), ids("a"));
    assert.notEqual(ids("a"), ids("b"));
  });

  test("an event is late by whole seconds, and after a day its time is left out", () => {
    const late = (seconds: number, settings = {}) =>
      hits([{ ...probe, timestamp: now - seconds * 1_000 - 1 }], settings)[0]?.cdo;
    assert.deepEqual([late(0), late(1), late(85_999), late(86_000)], [undefined, "1", "85999", undefined]);
    assert.equal(late(200_000, { maxAgeSeconds: 1_000_000 }), "200000");
    assert.equal(hits([{ ...probe, timestamp: now + 60_000 }])[0]?.cdo, undefined, "a clock that was set back");
  });

  test("custom dimensions are what the site names", () => {
    const event = { ...probe, groupId: "g1", properties: { brand: "Acme", size: "" } };
    const [hit] = hits([event], { dimensions: { "2": "brand", "3": "colour" }, groupDimension: 4 });
    assert.deepEqual([hit?.dimension2, hit?.dimension3, hit?.dimension4], ["Acme", undefined, "g1"]);
  });

  test("minor units become major ones", () => {
    const properties = { order_id: "o", total: 2_705, products: [{ sku: "W", price: 1_002, quantity: 2 }] };
    const [hit] = hits([{ ...probe, name: "Order Completed", properties }], { priceScale: 0.01 });
    assert.deepEqual([hit?.revenue, hit?.ec_items], ["27.05", '[["W","","",10.02,2]]']);
  });

  test("a whole cart that comes with an addition updates Matomo's cart", () => {
    const properties = { product_id: "W", price: 1, products: [{ product_id: "W", price: 1.5, quantity: 3 }] };
    const made = hits([{ ...probe, name: "Product Added", properties }]);
    assert.deepEqual(
      made.map(({ e_a, idgoal, ec_id, revenue, ec_items }) => [e_a, idgoal, ec_id, revenue, ec_items]),
      [
        ["Product Added", undefined, undefined, undefined, undefined],
        [undefined, "0", undefined, "4.5", '[["W","","",1.5,3]]'],
      ],
    );
  });

  test("a link to elsewhere is an outlink, an order without a number an event, a search without words too", () => {
    const link = hits([{ ...probe, name: "Link Clicked", properties: { href: "https://else.example/" } }])[0];
    assert.deepEqual([link?.link, link?.url, link?.e_a], ["https://else.example/", "https://else.example/", undefined]);
    for (const name of ["Order Completed", "Products Searched"]) {
      assert.deepEqual([hits([{ ...probe, name }])[0]?.e_c, hits([{ ...probe, name }])[0]?.e_a], ["Ecommerce", name]);
    }
  });

  test("50 hits a request at the most", () => {
    const made = encodedNatively(matomo, probes(120), now);
    assert.deepEqual(
      made.map((request) => hitsOf([request]).length),
      [50, 50, 20],
    );
  });
});

const matomos = (tracked: number, invalid: number, more = {}) => ({ status: "success", tracked, invalid, ...more });
replyTests(matomo, [
  ["all tracked", { status: 200, json: matomos(4, 0) }, {}],
  ["204, from a relay that asks for no reply", { status: 204 }, {}],
  ["some invalid, unnamed", { status: 200, json: matomos(2, 2) }, { lost: 2 }],
  [
    "some invalid, named to a relay with a token",
    { status: 200, json: matomos(2, 2, { invalid_indices: [1, 3] }) },
    { refused: { 2: "invalid", 4: "invalid" } },
  ],
  [
    "none tracked: halves, so that a wrong site id eats nothing",
    { status: 200, json: matomos(0, 4) },
    { again: [1, 2] },
  ],
  [
    "an error: Matomo has rolled the batch back",
    { status: 500, json: { status: "error", tracked: 2, invalid: 0 } },
    { again: [1, 2, 3, 4] },
  ],
  ["200 of something that is no Matomo", { status: 200, body: "<!doctype html>" }, { parked: true }],
  ["400 halves", { status: 400 }, { again: [1, 2] }],
  ["403 parks", { status: 403 }, { parked: true }],
]);
