/** Requests keep to the limits of the destinations, however much waits; what fits none is named, not sent. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Json, Properties } from "../../js-bindings/src/protocol.ts";
import { encodedNatively, eventsOf, Page, probes, type Target } from "./support.ts";

const now = 1_767_323_046_000;
const cases: { target: Target; maxBytes: number; heavy: number }[] = [
  { target: { type: "segment", url: "https://c.example/", writeKey: "K" }, maxBytes: 500_000, heavy: 32_001 },
  { target: { type: "snowplow", url: "https://c.example/" }, maxBytes: 40_000, heavy: 40_000 },
  { target: { type: "cloudevents", url: "https://c.example/" }, maxBytes: 1_000_000_000, heavy: 64_001 },
];

for (const { target, maxBytes, heavy } of cases) {
  describe(`${target.type}: limits`, () => {
    test("no body is heavier than the destination takes, and none is much lighter than it must be", () => {
      const label = "x".repeat(600);
      const requests = encodedNatively(target, probes(1_500, { properties: { label } }), now);
      const sizes = requests.map(({ body }) => Buffer.byteLength(body));
      for (const size of sizes) assert.ok(size <= maxBytes, `${size}`);
      for (const size of sizes.slice(0, -1)) assert.ok(size > maxBytes * 0.9, `${size}`);
    });

    test("an event that is too heavy is set aside, and the others go", async () => {
      const events = probes(3);
      const [, second] = events;
      assert.ok(second);
      second.properties = { label: "x".repeat(heavy) };
      const page = await Page.with(target, events, now, () => ({ status: 200 }));
      page.run(now + 60_000);
      assert.deepEqual(
        page.logs.map(({ code, found }) => [code, found]),
        [["delivery.eventRefused", "event id-2: unsendable"]],
      );
      const bodies = page.sends.map(({ send }) => send.body).join();
      assert.ok(/Probe 1/.test(bodies) && /Probe 3/.test(bodies) && !/Probe 2/.test(bodies));
    });
  });
}

/** What shops send when nobody looks: every property of the vocabulary, each of another kind than it should be. */
const names = [...new Set(eventsOf("shop").flatMap(({ properties }) => Object.keys(properties ?? {})))];
const kinds: Json[] = [
  null,
  true,
  0,
  -1.5,
  "",
  "text",
  [],
  [null, "x", { sku: 1, price: "1", quantity: null }],
  {},
  { a: { b: [] } },
];

for (const type of [
  "segment",
  "posthog",
  "snowplow",
  "matomo",
  "otlp",
  "cloudevents",
  "cloudevents-single",
  "ndjson",
]) {
  test(`${type}: careless properties cost no event`, () => {
    const target: Target = { type, url: "https://c.example/", writeKey: "K", settings: { siteId: 1, currency: "EUR" } };
    for (const value of kinds) {
      const properties: Properties = Object.fromEntries(names.map((name) => [name, value]));
      const events = [...eventsOf("events"), ...eventsOf("shop")].map((event) => ({ ...event, properties }));
      const requests = encodedNatively(target, events, now);
      assert.ok(requests.length > 0);
      for (const { body } of requests) if (type !== "ndjson") JSON.parse(body);
    }
  });
}
