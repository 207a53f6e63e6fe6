import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { replyTests } from "./replies.ts";
import { encodedNatively, goldenRequests, goldenTests, probes, skipWithout, type Target, vendor } from "./support.ts";

const batch: Target = { type: "cloudevents", url: "https://events.example/in" };
const single: Target = { ...batch, type: "cloudevents-single", settings: { typePrefix: "com.example.shop." } };

goldenTests(batch);
goldenTests(single);

test("cloudevents: source, type and data schema are what the site says", () => {
  const settings = { source: "/shops/1", typePrefix: "com.example.", dataSchema: "https://schemas.example/1" };
  const [request] = encodedNatively({ ...batch, settings }, probes(1), 1_767_323_046_000);
  const [event] = JSON.parse(request?.body ?? "") as [{ [attribute: string]: unknown }];
  assert.deepEqual(
    [event.source, event.type, event.dataschema],
    ["/shops/1", "com.example.track.probe_1", "https://schemas.example/1"],
  );
});

replyTests(batch, [
  ["200", { status: 200 }, {}],
  ["202", { status: 202 }, {}],
  ["400 halves", { status: 400 }, { again: [1, 2] }],
  ["415 parks: the receiver takes no batches, cloudevents-single serves it", { status: 415 }, { parked: true }],
  ["429 waits as long as it is told", { status: 429, retryAfterMs: 4_000 }, { again: [1, 2, 3, 4], waitedMs: 4_000 }],
  ["503 is tried again", { status: 503 }, { again: [1, 2, 3, 4] }],
]);

/** What is used of the SDK; its own types are there only where it is installed. */
interface Sdk {
  CloudEvent: new (event: object) => CloudEvent;
  HTTP: { isEvent(message: object): boolean; toEvent(message: object): CloudEvent | CloudEvent[] };
}
interface CloudEvent {
  validate(): boolean;
}
const sdk = await vendor<Sdk>("cloudevents");

describe("the CloudEvents SDK takes them", { skip: skipWithout(sdk) }, () => {
  const { CloudEvent, HTTP } = (sdk ?? {}) as Sdk;
  for (const name of ["cloudevents", "cloudevents-single"] as const) {
    for (const set of ["events", "shop"] as const) {
      test(`${name}: ${set}`, () => {
        for (const { headers, body } of goldenRequests(name, set)) {
          const message = { headers: { "content-type": headers["Content-Type"] ?? "" }, body };
          assert.ok(HTTP.isEvent(message));
          const parsed = JSON.parse(body) as object | object[];
          const events = [HTTP.toEvent(message)].flat();
          assert.ok(events.length > 0);
          for (const event of events) assert.ok(event.validate());
          const written = events.map((event) => JSON.parse(JSON.stringify(event)) as object);
          assert.deepEqual(written, [parsed].flat());
        }
      });
    }
  }

  test("and would refuse what is none", () => {
    assert.throws(() => new CloudEvent({ type: "", source: "s" }));
    assert.throws(() => new CloudEvent({ type: "t", source: "s", user_id: "no underscore in names" }));
  });
});
