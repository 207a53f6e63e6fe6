import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Json } from "../../js-bindings/src/protocol.ts";
import { compilerFaults } from "./compiled.ts";
import { replyTests } from "./replies.ts";
import { encodedNatively, eventSets, eventsOf, goldenRequests, goldenTests, skipWithout, vendor } from "./support.ts";

const target = { type: "amplitude", url: "https://api2.amplitude.com/2/httpapi", writeKey: "K" };
goldenTests(target);

type Record = { [name: string]: Json } & { event_type: string };
const recordsOf = (settings: { [name: string]: Json }): Record[] =>
  encodedNatively({ ...target, settings }, eventsOf("shop"), eventSets.shop.sentAt).flatMap(
    ({ body }) => (JSON.parse(body) as { events: Record[] }).events,
  );

describe("amplitude: settings", () => {
  test("revenuePerProduct moves revenue from the order to its products", () => {
    const records = recordsOf({ revenuePerProduct: true });
    const order = records.find(({ event_type }) => event_type === "Order Completed");
    assert.deepEqual([order?.revenue, order?.revenueType], [undefined, undefined]);
    const sold = records.filter(({ event_type }) => event_type === "revenue_amount");
    assert.deepEqual(
      sold.map(({ insert_id, event_properties }) => [insert_id, (event_properties as Record).$productId]),
      [
        ["s26-0", "W-1"],
        ["s26-1", "G-7"],
      ],
    );
  });

  test("priceScale makes revenue of minor units", () => {
    const order = recordsOf({ priceScale: 0.01 }).find(({ event_type }) => event_type === "Order Refunded");
    assert.equal(order?.revenue, -0.1);
  });
});

replyTests(target, [
  ["200", { status: 200, json: { code: 200, events_ingested: 4 } }, {}],
  [
    "400 that names events: these are set aside, each once, the others sent again",
    {
      status: 400,
      json: {
        code: 400,
        error: "Invalid fields",
        events_with_invalid_fields: { time: [2], insert_id: [0, 2] },
        events_with_missing_fields: {},
        events_with_invalid_id_lengths: { device_id: [0] },
        silenced_events: [],
      },
    },
    { refused: { 1: "Invalid fields", 3: "Invalid fields" }, again: [2, 4] },
  ],
  [
    "400 for silenced devices",
    { status: 400, json: { code: 400, error: "Silenced", silenced_devices: ["a-7f3"], silenced_events: [3] } },
    { refused: { 4: "Silenced" }, again: [1, 2, 3] },
  ],
  ["400 for the key", { status: 400, json: { code: 400, error: "Invalid API key: K" } }, { parked: true }],
  [
    "400 for want of a key",
    { status: 400, json: { code: 400, error: "Missing", missing_field: "api_key" } },
    { parked: true },
  ],
  ["400 without names", { status: 400, json: { code: 400, error: "Malformed" } }, { again: [1, 2] }],
  ["413", { status: 413, json: { code: 413, error: "Payload too large" } }, { again: [1, 2] }],
  [
    "429 with a list of throttled events",
    {
      status: 429,
      json: {
        code: 429,
        error: "Too many",
        eps_threshold: 30,
        throttled_devices: { "a-7f3": 40 },
        throttled_events: [1],
      },
    },
    { again: [1, 2, 3, 4], waitedMs: 30_000 },
  ],
  [
    "429 for a daily quota",
    { status: 429, json: { code: 429, error: "Quota", exceeded_daily_quota_devices: { "a-7f3": 1 } } },
    { again: [1, 2, 3, 4], waitedMs: 3_600_000 },
  ],
  ["503", { status: 503 }, { again: [1, 2, 3, 4] }],
]);

// The vendor's own Node client: its types, and what it sends for the same calls.
type Call = (...given: unknown[]) => { promise: Promise<unknown> };
type Setter = "set" | "setProductId" | "setPrice" | "setQuantity" | "setRevenueType" | "setCurrency";
type Fluent = { [call in Setter]: (...given: unknown[]) => Fluent };
interface Client {
  createInstance(): { [call in "init" | "identify" | "setGroup" | "groupIdentify" | "revenue" | "flush"]: Call };
  Identify: new () => Fluent;
  Revenue: new () => Fluent;
}
const amplitude = await vendor<Client>("@amplitude/analytics-node");
const skip = skipWithout(amplitude);
const golden = (["events", "shop"] as const).flatMap((set) =>
  goldenRequests("amplitude", set).flatMap(({ body }) => (JSON.parse(body) as { events: Record[] }).events),
);

test("amplitude: every record is a BaseEvent of the vendor's client", { skip }, () => {
  const source = (events: string) =>
    `import type { Types } from "@amplitude/analytics-node";\nexport const events: Types.BaseEvent[] = ${events};`;
  const [ours, strange, wrong] = compilerFaults(
    source(JSON.stringify(golden)),
    source('[{ "event_type": "A", "no_such_field": 1 }]'),
    source('[{ "event_type": "A", "session_id": "1" }]'),
  );
  assert.deepEqual(ours, []);
  assert.equal(strange?.length, 1);
  assert.equal(wrong?.length, 1);
});

test("amplitude: identify, group and revenue are what the vendor's client sends", { skip }, async () => {
  const { createInstance, Identify, Revenue } = amplitude as Client;
  const sent: Record[] = [];
  const client = createInstance();
  const transportProvider = {
    send: async (_: string, payload: { events: readonly object[] }) => {
      sent.push(...(payload.events as Record[]));
      return {
        status: "success",
        statusCode: 200,
        body: { eventsIngested: 1, payloadSizeBytes: 1, serverUploadTime: 1 },
      };
    },
  };
  await client.init("K", { transportProvider, flushQueueSize: 100, flushIntervalMillis: 1 }).promise;
  const who = { user_id: "u1", device_id: "a-7f3" };
  client.identify(new Identify().set("email", "a@b.c"), who);
  client.setGroup("company", "g1", who);
  client.groupIdentify("company", "g1", new Identify().set("name", "Acme"), who);
  client.revenue(
    new Revenue().setProductId("W-1").setPrice(10).setQuantity(2).setRevenueType("purchase").setCurrency("EUR"),
    who,
  );
  await client.flush().promise;
  // As JSON: what is undefined is not sent.
  const theirs = (JSON.parse(JSON.stringify(sent)) as Record[]).map(
    ({ event_type, user_properties, group_properties, groups, event_properties }) => ({
      event_type,
      ...(user_properties && { user_properties }),
      ...(group_properties && { group_properties }),
      ...(groups && { groups }),
      ...(event_properties && { event_properties }),
    }),
  );
  const ours = ["m3", "m5", "m5-group"].map((id) => golden.find(({ insert_id }) => insert_id === id));
  const sold = recordsOf({ revenuePerProduct: true }).find(({ event_type }) => event_type === "revenue_amount");
  assert.equal(theirs.length, 4);
  for (const [n, record] of [...ours, sold].entries()) {
    const { event_properties, ...rest } = theirs[n] as Record;
    assert.deepEqual({ ...record, ...rest }, record);
    assert.deepEqual(
      { ...(record?.event_properties as object), ...(event_properties as object) },
      record?.event_properties ?? {},
    );
  }
});
