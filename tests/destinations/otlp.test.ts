import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { EventRecord, Properties } from "../../js-bindings/src/protocol.ts";
import { replyTests } from "./replies.ts";
import { encodedNatively, goldenRequests, goldenTests, probes, skipWithout, type Target, vendor } from "./support.ts";

const otlp: Target = {
  type: "otlp",
  url: "https://otel.example/v1/logs",
  settings: { serviceName: "shop-web", resource: { "deployment.environment.name": "test" } },
};

goldenTests(otlp);

type AnyValue = { [kind: string]: unknown };
type Attribute = { key: string; value: AnyValue };
interface Logs {
  resourceLogs: {
    resource: { attributes: Attribute[] };
    scopeLogs: { logRecords: { eventName: string; attributes: Attribute[] }[] }[];
  }[];
}

const now = 1_767_323_046_000;
const [probe] = probes(1) as [EventRecord];
function attributesOf(name: string, properties: Properties): { [key: string]: AnyValue } {
  const [request] = encodedNatively(otlp, [{ ...probe, name, properties }], now);
  const logs = JSON.parse(request?.body ?? "") as Logs;
  const attributes = logs.resourceLogs[0]?.scopeLogs[0]?.logRecords[0]?.attributes ?? [];
  assert.equal(new Set(attributes.map(({ key }) => key)).size, attributes.length, "a key comes once");
  return Object.fromEntries(attributes.map(({ key, value }) => [key, value]));
}

describe("otlp: attributes", () => {
  test("values keep their types, amounts are always doubles", () => {
    const value = attributesOf("Order Completed", {
      order_id: "o-1",
      total: 27,
      tax: "4",
      gift: true,
      boxes: 2,
      weight: 1.5,
      big: 9_007_199_254_740_991,
      tags: ["a", 1, null, { deep: [false] }],
      empty: {},
    });
    assert.deepEqual(value["order.id"], { stringValue: "o-1" });
    assert.deepEqual(value["order.total"], { doubleValue: 27 });
    assert.deepEqual(value["order.tax"], { stringValue: "4" });
    assert.deepEqual(value["order.gift"], { boolValue: true });
    assert.deepEqual(value["order.boxes"], { intValue: "2" });
    assert.deepEqual(value["order.weight"], { doubleValue: 1.5 });
    assert.deepEqual(value["order.big"], { intValue: "9007199254740991" });
    assert.deepEqual(value["order.tags"], {
      arrayValue: {
        values: [
          { stringValue: "a" },
          { intValue: "1" },
          { kvlistValue: { values: [{ key: "deep", value: { arrayValue: { values: [{ boolValue: false }] } } }] } },
        ],
      },
    });
    assert.deepEqual(value["order.empty"], { kvlistValue: { values: [] } });
  });

  test("an event of the site's own keeps its properties under one prefix", () => {
    assert.deepEqual(attributesOf("Size Guide Opened", { product_id: "W-1", tab: "men" })["properties.tab"], {
      stringValue: "men",
    });
  });

  test("a body is gzipped by its header, and the type is what the specification asks for", () => {
    for (const request of goldenRequests("otlp", "events")) {
      assert.deepEqual(request.headers, { "Content-Type": "application/json" });
    }
  });
});

replyTests(otlp, [
  ["200", { status: 200, json: {} }, {}],
  ["an empty partial success", { status: 200, json: { partialSuccess: {} } }, {}],
  ["a warning alone", { status: 200, json: { partialSuccess: { rejectedLogRecords: "0", errorMessage: "slow" } } }, {}],
  [
    "some rejected, unnamed: they may not be sent again",
    { status: 200, json: { partialSuccess: { rejectedLogRecords: "2", errorMessage: "too old" } } },
    { lost: 2 },
  ],
  [
    "all rejected: nothing was taken, so halves find out which",
    { status: 200, json: { partialSuccess: { rejectedLogRecords: "4", errorMessage: "too old" } } },
    { again: [1, 2] },
  ],
  ["400 halves", { status: 400, json: { code: 3, message: "bad" } }, { again: [1, 2] }],
  ["500 is permanent: halves", { status: 500, json: { code: 13, message: "no" } }, { again: [1, 2] }],
  ["429 waits as long as it is told", { status: 429, retryAfterMs: 5_000 }, { again: [1, 2, 3, 4], waitedMs: 5_000 }],
  ["502 is tried again", { status: 502 }, { again: [1, 2, 3, 4] }],
  ["503 is tried again", { status: 503 }, { again: [1, 2, 3, 4] }],
  ["504 is tried again", { status: 504 }, { again: [1, 2, 3, 4] }],
  ["401 parks", { status: 401 }, { parked: true }],
]);

interface Message {
  fromObject(json: object): object;
  encode(message: object): { finish(): Uint8Array };
  decode(bytes: Uint8Array): object;
  toObject(message: object, options: object): object;
}
type Root = {
  opentelemetry: { proto: { collector: { logs: { v1: { ExportLogsServiceRequest: Message } } } } };
};
const loaded = await vendor<{ default: Root }>("@opentelemetry/otlp-transformer/build/src/generated/root");

test("otlp: through the published protobuf and back, nothing is lost", { skip: skipWithout(loaded) }, () => {
  const { ExportLogsServiceRequest: request } = (loaded as { default: Root }).default.opentelemetry.proto.collector.logs
    .v1;
  for (const set of ["events", "shop"] as const) {
    for (const { body } of goldenRequests("otlp", set)) {
      const json = JSON.parse(body) as object;
      const bytes = request.encode(request.fromObject(json)).finish();
      assert.deepEqual(request.toObject(request.decode(bytes), { longs: String, enums: Number }), json);
    }
  }
});

const conventions = await vendor<{ [name: string]: unknown }>("@opentelemetry/semantic-conventions/incubating");

test("otlp: what is named as the conventions name it", { skip: skipWithout(conventions) }, () => {
  const known = new Set(Object.values(conventions ?? {}));
  const used = new Set<string>();
  for (const set of ["events", "shop"] as const) {
    for (const { body } of goldenRequests("otlp", set)) {
      for (const { resource, scopeLogs } of (JSON.parse(body) as Logs).resourceLogs) {
        for (const { key } of resource.attributes) used.add(key);
        for (const { logRecords } of scopeLogs) {
          for (const { attributes } of logRecords) for (const { key } of attributes) used.add(key);
        }
      }
    }
  }
  const ours =
    /^(campaign|page|product|product_list|order|cart|checkout|promotion|coupon|wishlist|review|search|group)\.|^(browser\.(screen|timezone)|session\.number|enduser\.previous_id)/;
  assert.deepEqual(
    [...used].filter((name) => !known.has(name) && !ours.test(name)),
    [],
  );
  assert.ok(used.has("enduser.pseudo.id") && used.has("url.full") && used.has("log.record.uid"));
});
