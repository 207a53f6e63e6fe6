import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { EventRecord, Json } from "../../js-bindings/src/protocol.ts";
import { compilerFaults } from "./compiled.ts";
import { ga4Faults } from "./ga4-rules.ts";
import { replyTests } from "./replies.ts";
import {
  encodedNatively,
  eventSets,
  eventsOf,
  goldenRequests,
  goldenTests,
  probes,
  skipWithout,
  vendor,
} from "./support.ts";

const target = { type: "ga4", url: "/v1/relay/ga4" };
goldenTests(target);

type Members = { [name: string]: Json };
interface Event {
  name: string;
  timestamp_micros: number;
  params: Members;
}
interface Body {
  client_id: string;
  user_id?: string;
  user_properties?: { [name: string]: { value: Json } };
  events: Event[];
}

const bodies = (events: EventRecord[], settings: Members = {}): string[] =>
  encodedNatively({ ...target, settings }, events, eventSets.shop.sentAt).map(({ body }) => body);
const read = (texts: string[]) => texts.map((text) => JSON.parse(text) as Body);
const named = (name: string, settings: Members = {}) =>
  read(bodies(eventsOf("shop"), settings))
    .flatMap(({ events }) => events)
    .find((event) => event.name === name)?.params;

describe("ga4: rules of the Measurement Protocol, as we read them", () => {
  test("what is sent for the canonical events and the whole shop vocabulary keeps them", () => {
    for (const set of ["events", "shop"] as const) {
      for (const body of bodies(eventsOf(set))) assert.deepEqual(ga4Faults(body), []);
    }
  });

  test("so do events whose names and properties it would not take", () => {
    const properties = Object.fromEntries(
      Array.from({ length: 60 }, (_, n) => [`Property number ${n}`, "x".repeat(500)]),
    );
    const odd = { ga_x: 1, _hidden: "a", session_id: "mine", "2nd": true, nested: { a: 1 }, list: [1], nothing: null };
    const names = ["Error", "session_start", "2nd View", "ga_own", "Đặt hàng", "ไทย", "x".repeat(200)];
    const events = names.map((name, n) => ({
      ...(probes(1)[0] as EventRecord),
      messageId: `odd-${n}`,
      name,
      properties: n % 2 ? odd : properties,
    }));
    for (const body of bodies(events)) assert.deepEqual(ga4Faults(body), []);
  });

  test("the rules find what is wrong", () => {
    const [good] = bodies(eventsOf("events"));
    const spoilt = (change: (body: Body) => void) => {
      const body = JSON.parse(good as string) as Body;
      change(body);
      return ga4Faults(JSON.stringify(body));
    };
    const first = ({ events }: Body) => events[0] as Event;
    assert.deepEqual(
      spoilt((body) => Object.assign(first(body), { name: "session_start" })),
      ["name session_start"],
    );
    assert.deepEqual(
      spoilt((body) => Object.assign(first(body).params, { flag: true })),
      ["page_view: value of flag"],
    );
    assert.deepEqual(
      spoilt((body) => delete first(body).params.page_location),
      ["page_view: no page_location"],
    );
    assert.deepEqual(
      spoilt((body) => Object.assign(body, { api_secret: "s" })),
      ["unknown api_secret"],
    );
    assert.deepEqual(
      spoilt((body) => body.events.splice(0)),
      ["0 events"],
    );
  });
});

describe("ga4: requests", () => {
  test("a request has one visitor and one user, and 25 events at the most", () => {
    const shop = read(bodies(eventsOf("shop")));
    assert.deepEqual(
      shop.map(({ user_id, events }) => [user_id, events.length]),
      [
        [undefined, 20],
        ["u1", 8],
      ],
    );
    assert.deepEqual(
      read(bodies(probes(60))).map(({ events }) => events.length),
      [25, 25, 10],
    );
  });

  test("traits become user properties of a request of their own, without what names a person", () => {
    const traits = { tier: "gold", age: 40, vip: true, email: "a@b.c", name: "Ann", address: { city: "Berlin" } };
    const [before, who, after] = read(
      bodies([...probes(1), ...probes(1, { type: "identify", name: undefined, userId: "u1", traits }), ...probes(1)]),
    );
    assert.deepEqual(who?.user_properties, { tier: { value: "gold" }, age: { value: 40 }, vip: { value: "true" } });
    assert.deepEqual([who?.user_id, who?.events.map(({ name }) => name)], ["u1", ["login"]]);
    assert.deepEqual([before?.user_properties, after?.user_properties], [undefined, undefined]);
    assert.doesNotMatch(JSON.stringify(who), /a@b\.c|Ann|Berlin/);
  });

  test("no secret is in them", () => {
    for (const { url, body } of goldenRequests("ga4", "shop")) {
      assert.equal(url, "/v1/relay/ga4");
      assert.doesNotMatch(body, /api_secret|measurement_id/);
    }
  });

  test("settings: value of an order, minor units, name of identify, consent", () => {
    assert.equal(named("purchase")?.value, 25.5);
    assert.equal(named("purchase", { orderValue: "total" })?.value, 32.5);
    assert.equal(named("purchase", { priceScale: 0.1 })?.value, 2.55);
    const consent = { ad_user_data: "GRANTED", ad_personalization: "DENIED" };
    const [body] = bodies(probes(1, { type: "identify", userId: "u1" }), { identifyEvent: "known", consent });
    assert.deepEqual((JSON.parse(body as string) as Members).consent, consent);
    assert.equal((JSON.parse(body as string) as Body).events[0]?.name, "known");
  });
});

replyTests(target, [
  ["204", { status: 204 }, {}],
  ["200 whatever it says: the live endpoint reports no errors", { status: 200, body: "{}" }, {}],
  ["413", { status: 413 }, { again: [1, 2] }],
  ["503", { status: 503 }, { again: [1, 2, 3, 4] }],
  ["504 of the relay", { status: 504 }, { again: [1, 2, 3, 4] }],
  ["the relay has no secret", { status: 404, body: "notConfigured" }, { parked: true }],
]);

// The community's types of gtag.js know the recommended events and the members of an item.
const types = await vendor("@types/gtag.js/package.json");

test("ga4: names, items and parameters are those of gtag.js", { skip: skipWithout(types) }, () => {
  // Shop events GA4 has no recommended name for.
  const own = [
    ...["order_updated", "order_cancelled", "checkout_step_viewed", "product_reviewed"],
    ...["coupon_entered", "coupon_applied", "coupon_denied", "coupon_removed", "product_removed_from_wishlist"],
  ];
  const events = (["events", "shop"] as const).flatMap((set) =>
    read(bodies(eventsOf(set))).flatMap((body) => body.events),
  );
  const recommended = events.filter(({ name }) => !own.includes(name));
  const head = '/// <reference types="gtag.js" />\n';
  const source = (names: string[], params: Members[]) =>
    `${head}export const names: Gtag.EventNames[] = ${JSON.stringify(names)};
     export const items: Gtag.Item[] = ${JSON.stringify(params.flatMap((one) => one.items ?? []))};
     export const params: (Gtag.EventParams & Gtag.CustomParams)[] = ${JSON.stringify(params)};`;
  const [ours, strange, wrong] = compilerFaults(
    source(
      recommended.map(({ name }) => name),
      events.map(({ params }) => params),
    ),
    source(["view_thing"], []),
    source([], [{ items: [{ item_id: "1", colour: "blue" }], value: "1" }]),
  );
  assert.deepEqual(ours, []);
  assert.equal(strange?.length, 1);
  // The item is in two places, and a value is no text.
  assert.equal(wrong?.length, 3);
  assert.deepEqual(
    own.filter((name) => !events.some((event) => event.name === name)),
    [],
  );
});
