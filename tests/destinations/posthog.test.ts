import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { EventRecord, Properties } from "../../js-bindings/src/protocol.ts";
import { listening, post, type Received } from "./collector.ts";
import { replyTests } from "./replies.ts";
import { eventsOf, goldenRequests, goldenTests, skipWithout, type Target, vendor } from "./support.ts";

const posthog: Target = { type: "posthog", url: "https://eu.i.posthog.com/batch/", writeKey: "phc_K" };

goldenTests(posthog);

test("posthog: a gzipped body says so in the address, so that it needs no preflight", () => {
  for (const request of goldenRequests("posthog", "events")) {
    assert.equal(request.gzipUrl, "https://eu.i.posthog.com/batch/?compression=gzip-js");
    assert.deepEqual(request.headers, { "Content-Type": "text/plain;charset=UTF-8" });
  }
});

replyTests(posthog, [
  ["200", { status: 200, json: { status: 1 } }, {}],
  ["a quota for recordings is no concern", { status: 200, json: { status: 1, quota_limited: ["recordings"] } }, {}],
  [
    "a quota for events: again in an hour",
    { status: 200, json: { status: 1, quota_limited: ["events"] } },
    { again: [1, 2, 3, 4], waitedMs: 3_600_000 },
  ],
  ["400 halves", { status: 400, body: "failed to decode request" }, { again: [1, 2] }],
  ["401 parks", { status: 401, body: "API key is not valid" }, { parked: true }],
  ["429 waits as long as it is told", { status: 429, retryAfterMs: 9_000 }, { again: [1, 2, 3, 4], waitedMs: 9_000 }],
  ["503 is tried again", { status: 503, body: "transient error, please retry" }, { again: [1, 2, 3, 4] }],
]);

interface Captured {
  event: string;
  uuid: string;
  distinct_id: string;
  timestamp: string;
  properties: Properties;
}

/** What PostHog's capture makes of a batch. */
function understood({ body }: Received) {
  const { api_key, batch } = JSON.parse(body) as { api_key: string; batch: Captured[] };
  return batch.map((one) => ({ api_key, ...one }));
}

/** What is used of the client; its own types are there only where it is installed. */
interface PostHog {
  capture(event: object): void;
  identify(event: object): void;
  groupIdentify(event: object): void;
  alias(event: object): void;
  shutdown(): Promise<void>;
}
interface Client {
  PostHog: new (key: string, options: object) => PostHog;
}
const client = await vendor<Client>("posthog-node");

describe("PostHog's own client and ours, at the same collector", { skip: skipWithout(client) }, () => {
  for (const set of ["events", "shop"] as const) {
    test(`${set}: it understands the same`, async () => {
      const collector = await listening(() => ({ status: 200, body: '{"status":1}' }));
      const events = eventsOf(set).map((event, n) => ({ ...event, messageId: uuid(n) }));
      const { PostHog } = client as Client;
      const posthog = new PostHog("phc_K", { host: collector.url, flushAt: 1, disableCompression: true });
      for (const event of events) calls[event.type](posthog, event);
      await posthog.shutdown();
      const theirs = collector.received.splice(0).flatMap(understood);
      for (const request of goldenRequests("posthog", set)) await post(`${collector.url}/batch/`, request);
      await collector.close();
      const ours = collector.received.flatMap(understood);

      assert.equal(ours.length, theirs.length);
      for (const [n, our] of ours.entries()) {
        const event = events[n] as EventRecord;
        // Names are used once in each set; its client times only what was captured.
        const their = theirs.find((one) => one.event === our.event);
        assert.ok(their, `it never sends ${our.event}`);
        assert.deepEqual([our.api_key, our.distinct_id], [their.api_key, their.distinct_id], event.type);
        if (event.type === "track" || event.type === "page") {
          assert.deepEqual([their.uuid, our.timestamp], [event.messageId, their.timestamp]);
        }
        // What the caller said arrives under the same names; a server's client adds facts of a server, and an empty $set_once.
        for (const [name, value] of Object.entries(their.properties)) {
          if (!/^\$(lib|lib_version|geoip_disable|is_server|session_id|process_person_profile|set_once)$/.test(name)) {
            assert.deepEqual(our.properties[name], value, `${event.name ?? event.type} ${name}`);
          }
        }
      }
    });
  }
});

const uuid = (n: number) => `01a1fd3a-0354-7563-9b39-${String(n).padStart(12, "0")}`;

const calls: { [type in EventRecord["type"]]: (posthog: PostHog, event: EventRecord) => void } = {
  track: (posthog, event) => posthog.capture(captured(event, event.name ?? "")),
  page: (posthog, event) => posthog.capture(captured(event, "$pageview")),
  identify: (posthog, event) => posthog.identify({ distinctId: event.userId ?? "", properties: event.traits ?? {} }),
  group: (posthog, event) =>
    posthog.groupIdentify({
      groupType: "company",
      groupKey: event.groupId ?? "",
      properties: event.traits ?? {},
      distinctId: event.userId ?? "",
    }),
  alias: (posthog, event) => posthog.alias({ distinctId: event.userId ?? "", alias: event.previousId ?? "" }),
};

const captured = (event: EventRecord, name: string) => ({
  event: name,
  distinctId: event.userId ?? event.anonymousId,
  uuid: event.messageId,
  timestamp: new Date(event.timestamp),
  properties: event.properties ?? {},
});
