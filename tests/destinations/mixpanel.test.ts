import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Json } from "../../js-bindings/src/protocol.ts";
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

const target = { type: "mixpanel", url: "https://api-js.mixpanel.com/track/", writeKey: "T" };
const people = { ...target, url: "https://api-js.mixpanel.com/engage/", settings: { records: "profiles" } };
const groups = { ...target, url: "https://api-js.mixpanel.com/groups/", settings: { records: "groups" } };
goldenTests(target);
goldenTests(people, "mixpanel-profiles");

type Properties = { [name: string]: Json };
interface Tracked {
  event: string;
  properties: Properties;
}

/** The records of form bodies, as a server decodes them. */
const recordsIn = <T>(bodies: { body: string }[]): T[] =>
  bodies.flatMap(({ body }) => JSON.parse(new URLSearchParams(body).get("data") as string) as T[]);
const tracked = (["events", "shop"] as const).flatMap((set) => recordsIn<Tracked>(goldenRequests("mixpanel", set)));
const { sentAt } = eventSets.events;
const made = (of: typeof people | typeof target) =>
  recordsIn<Properties>(encodedNatively(of, eventsOf("events"), sentAt));

describe("mixpanel: records", () => {
  test("have what /track asks for", () => {
    for (const { event, properties } of tracked) {
      assert.ok(event.length > 0 && event.length <= 255);
      assert.equal(properties.token, "T");
      assert.match(String(properties.$insert_id), /^[A-Za-z0-9-]{1,36}$/);
      assert.equal(typeof properties.distinct_id, "string");
      assert.ok(Number(properties.time) > 1_767_000_000 && Number(properties.time) < 1_768_000_000);
      assert.ok(Object.keys(properties).length < 255);
    }
  });

  test("a message id of the site's own becomes an $insert_id of the same length for the same text", () => {
    const [event] = probes(1, { messageId: "a message id that is longer than 36 bytes, or odd" });
    const twice = [event, event].map((one) => recordsIn<Tracked>(encodedNatively(target, [one as never], sentAt))[0]);
    assert.match(String(twice[0]?.properties.$insert_id), /^[0-9a-f]{16}$/);
    assert.deepEqual(twice[0], twice[1]);
  });

  test("an event keeps what identifies it whatever its properties are called", () => {
    const own = { token: "X", distinct_id: "X", $insert_id: "X", time: 1, kept: true };
    const [record] = recordsIn<Tracked>(encodedNatively(target, probes(1, { properties: own }), sentAt));
    const { token, distinct_id, $insert_id, time, kept } = record?.properties ?? {};
    assert.deepEqual([token, distinct_id, $insert_id, time, kept], ["T", "$device:a-7f3", "id-1", 1_767_323_040, true]);
  });

  test("more properties than it takes are cut", () => {
    const properties = Object.fromEntries(Array.from({ length: 256 }, (_, n) => [`p${n}`, n]));
    const [record] = recordsIn<Tracked>(encodedNatively(target, probes(1, { properties }), sentAt));
    assert.ok(Object.keys(record?.properties ?? {}).length < 255);
  });
});

replyTests(target, [
  ["status 1", { status: 200, json: { error: null, status: 1 } }, {}],
  ["1 without verbose", { status: 200, body: "1" }, {}],
  ["status 0 is a refusal of the whole", { status: 200, json: { error: "bad data", status: 0 } }, { again: [1, 2] }],
  ["0 without verbose", { status: 200, body: "0" }, { again: [1, 2] }],
  [
    "a token it does not take",
    { status: 200, json: { error: "token, missing or empty", status: 0 } },
    { parked: true },
  ],
  ["401", { status: 401, json: { error: "Unauthorized", status: 0 } }, { parked: true }],
  [
    "records that failed are set aside: it has the others",
    {
      status: 400,
      json: {
        code: 400,
        num_records_imported: 2,
        status: "Bad Request",
        failed_records: [
          { index: 1, insert_id: "id-2", field: "properties.time", message: "invalid time" },
          { index: 3, insert_id: "id-4", field: "properties.time", message: "invalid time" },
        ],
      },
    },
    { refused: { 2: "invalid time", 4: "invalid time" } },
  ],
  ["400 without names", { status: 400, json: { error: "some data", status: 0 } }, { again: [1, 2] }],
  ["413", { status: 413 }, { again: [1, 2] }],
  ["429", { status: 429, retryAfterMs: 2_000 }, { again: [1, 2, 3, 4], waitedMs: 2_000 }],
  ["503", { status: 503, body: "<html>" }, { again: [1, 2, 3, 4] }],
]);

// What the vendor's own Node client would send for the same calls.
interface Client {
  send_request: (request: { endpoint: string; data: Json }) => void;
  track(event: string, properties: Properties): void;
  alias(distinctId: string, alias: string): void;
  people: { set(id: string, traits: Properties, modifiers: Properties): void };
  groups: { set(key: string, id: string, traits: Properties): void };
}
const mixpanel = await vendor<{ default: { init(token: string): Client } }>("mixpanel");

test("mixpanel: records have the shape of the vendor's client", { skip: skipWithout(mixpanel) }, () => {
  const sent: { [endpoint: string]: Properties[] } = {};
  const client = (mixpanel as NonNullable<typeof mixpanel>).default.init("T");
  client.send_request = ({ endpoint, data }) => {
    sent[endpoint] = [...(sent[endpoint] ?? []), data as Properties];
  };
  const properties = { product_id: "W-1", distinct_id: "$device:a-7f3", $insert_id: "m2", time: 1_767_323_045 };
  client.track("Product Viewed", properties);
  client.alias("$device:a-7f3", "u1");
  client.people.set("u1", { $email: "a@b.c" }, {});
  client.groups.set("company", "g1", { name: "Acme" });

  const [viewed, alias] = (sent["/track"] ?? []) as unknown as Tracked[];
  const ours = (name: string) => tracked.find(({ event }) => event === name);
  const kinds = (given: Properties | undefined) =>
    Object.fromEntries(
      ["token", "distinct_id", "$insert_id", "product_id"].map((name) => [name, typeof given?.[name]]),
    );
  assert.deepEqual(kinds(ours("Product Viewed")?.properties), kinds(viewed?.properties));
  assert.equal(Math.floor(Number(ours("Product Viewed")?.properties.time)), viewed?.properties.time);
  assert.equal(alias?.event, "$create_alias");
  const { distinct_id, alias: named } = ours("$create_alias")?.properties ?? {};
  assert.deepEqual({ distinct_id, alias: named }, { distinct_id: alias.properties.distinct_id, alias: "u1" });
  assert.deepEqual(pick(sent["/engage"]?.[0]), pick(made(people)[0]));
  assert.deepEqual(pick(sent["/groups"]?.[0]), pick(made(groups)[0]));
});

/** Without the modifiers the client adds by itself (`$ignore_time`, `$ip`). */
function pick(record: Properties | undefined): Properties {
  const names = ["$token", "$distinct_id", "$group_key", "$group_id", "$set"];
  return Object.fromEntries(Object.entries(record ?? {}).filter(([name]) => names.includes(name)));
}
