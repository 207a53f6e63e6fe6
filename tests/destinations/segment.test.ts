import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { EventRecord } from "../../js-bindings/src/protocol.ts";
import { listening, post, type Received } from "./collector.ts";
import { replyTests } from "./replies.ts";
import { eventsOf, goldenRequests, goldenTests, skipWithout, type Target, vendor } from "./support.ts";

const segment: Target = { type: "segment", url: "https://api.segment.io/v1/batch", writeKey: "K" };
/** RudderStack's batch takes the write key as a Basic user; its batch for beacons takes it from the query. */
const rudderstack: Target = {
  type: "segment",
  url: "https://data-plane.example/v1/batch",
  writeKey: "K",
  settings: { authorization: "Basic Szo=" },
};
const rudderstackSimple: Target = {
  type: "segment",
  url: "https://data-plane.example/beacon/v1/batch?writeKey=K",
  writeKey: "K",
};
const jitsu: Target = { type: "segment", url: "https://ingest.example/v1/batch", writeKey: "id:key" };

goldenTests(segment);
goldenTests(rudderstack, "rudderstack");
goldenTests(rudderstackSimple, "rudderstack-simple");
goldenTests(jitsu, "jitsu");

describe("the relatives of Segment differ in address and authorisation alone", () => {
  test("none asks for a preflight but RudderStack's ordinary batch, whose key is a header", () => {
    const headers = (name: string) => goldenRequests(name, "events").map((request) => request.headers);
    assert.deepEqual(headers("segment"), [{ "Content-Type": "text/plain;charset=UTF-8" }]);
    assert.deepEqual(headers("jitsu"), headers("segment"));
    assert.deepEqual(headers("rudderstack-simple"), headers("segment"));
    assert.deepEqual(
      goldenRequests("rudderstack-simple", "events").map((request) => new URL(request.url).search),
      ["?writeKey=K"],
    );
    assert.deepEqual(headers("rudderstack"), [
      { "Content-Type": "text/plain;charset=UTF-8", Authorization: `Basic ${btoa("K:")}` },
    ]);
  });

  test("the bodies are Segment's", () => {
    const bodies = (name: string, key: string) =>
      goldenRequests(name, "shop").map((request) => request.body.replace(`"writeKey":"${key}"`, '"writeKey":"K"'));
    assert.deepEqual(bodies("rudderstack", "K"), bodies("segment", "K"));
    assert.deepEqual(bodies("jitsu", "id:key"), bodies("segment", "K"));
  });
});

replyTests(segment, [
  ["200", { status: 200, json: { success: true } }, {}],
  // Jitsu keeps what it could not route among its own dead letters, and says so.
  ["Jitsu's errors", { status: 200, json: { ok: false, errors: ["Message ID: id-1: event error"] } }, {}],
  ["400 halves", { status: 400, json: { code: "invalid_json" } }, { again: [1, 2] }],
  ["413 halves", { status: 413 }, { again: [1, 2] }],
  ["401 parks", { status: 401 }, { parked: true }],
  ["429 waits as long as it is told", { status: 429, retryAfterMs: 7_000 }, { again: [1, 2, 3, 4], waitedMs: 7_000 }],
  ["500 is tried again", { status: 500 }, { again: [1, 2, 3, 4] }],
]);

/** What a collector of Segment's makes of a batch: who is asking, and the messages. */
function understood({ headers, body }: Received) {
  const batch = JSON.parse(body) as { writeKey?: string; batch: { [name: string]: unknown }[] };
  const basic = /^Basic (.*)$/.exec(headers.authorization ?? "")?.[1];
  const messages = batch.batch.map(({ _metadata, integrations, context, ...message }) => {
    const { library, session, ...rest } = context as { [name: string]: unknown };
    // Their client leaves it out of an alias, where `previousId` says the same.
    if (message.type === "alias") delete message.anonymousId;
    return { ...message, context: rest };
  });
  return { key: basic ? atob(basic).split(":")[0] : batch.writeKey, messages };
}

/** What is used of the client; its own types are there only where it is installed. */
interface Analytics {
  track(message: object): void;
  page(message: object): void;
  identify(message: object): void;
  group(message: object): void;
  alias(message: object): void;
  closeAndFlush(): Promise<void>;
}
interface Client {
  Analytics: new (options: object) => Analytics;
}
const client = await vendor<Client>("@segment/analytics-node");

describe("Segment's own client and ours, at the same collector", { skip: skipWithout(client) }, () => {
  for (const set of ["events", "shop"] as const) {
    test(`${set}: it understands the same`, async () => {
      const collector = await listening(() => ({ status: 200, body: '{"success":true}' }));
      const events = eventsOf(set);
      const { Analytics } = client as Client;
      const analytics = new Analytics({ writeKey: "K", host: collector.url, path: "/v1/batch", flushAt: 100 });
      for (const event of events) calls[event.type](analytics, event);
      await analytics.closeAndFlush();
      for (const request of goldenRequests("segment", set)) await post(`${collector.url}/v1/batch`, request);
      await collector.close();

      const [theirs, ours] = collector.received.map(understood);
      assert.equal(collector.received.length, 2);
      assert.deepEqual(ours, theirs);
    });
  }
});

const calls: { [type in EventRecord["type"]]: (analytics: Analytics, event: EventRecord) => void } = {
  track: (analytics, event) => analytics.track({ ...shared(event), event: event.name ?? "" }),
  page: (analytics, event) => analytics.page({ ...shared(event), ...(event.name ? { name: event.name } : {}) }),
  identify: (analytics, event) => analytics.identify({ ...shared(event), traits: event.traits ?? {} }),
  group: (analytics, event) =>
    analytics.group({ ...shared(event), groupId: event.groupId ?? "", traits: event.traits ?? {} }),
  alias: (analytics, event) =>
    analytics.alias({ ...shared(event), userId: event.userId ?? "", previousId: event.previousId ?? "" }),
};

function shared({ messageId, timestamp, anonymousId, userId, properties, context }: EventRecord) {
  return {
    messageId,
    timestamp: new Date(timestamp),
    anonymousId,
    ...(userId ? { userId } : {}),
    ...(properties ? { properties } : {}),
    ...(context ? { context } : {}),
  };
}
