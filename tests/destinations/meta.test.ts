import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { hashed, metaBody } from "../../demo-site/server/relay-meta.ts";
import type { EventRecord, Json } from "../../js-bindings/src/protocol.ts";
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

const target = { type: "meta", url: "/v1/relay/meta" };
goldenTests(target);

type Members = { [name: string]: Json };
interface ServerEvent extends Members {
  event_name: string;
  event_time: number;
  user_data: Members;
}

function sent(events: EventRecord[], settings: Members = {}): ServerEvent[] {
  return encodedNatively({ ...target, settings }, events, eventSets.shop.sentAt).flatMap(
    ({ body }) => (JSON.parse(body) as { data: ServerEvent[] }).data,
  );
}
const shop = (settings?: Members) => sent(eventsOf("shop"), settings);
const viewed: Partial<EventRecord> = { type: "page" };

describe("meta: what leaves the browser", () => {
  test("standard events only, unless the site asks for the others too", () => {
    const standard = [
      "Search",
      "ViewContent",
      "AddToCart",
      "AddToWishlist",
      "AddToCart",
      "InitiateCheckout",
      "AddPaymentInfo",
      "Purchase",
    ];
    const names = (settings: Members) => shop(settings).map(({ event_name }) => event_name);
    assert.deepEqual(names({}), standard);
    assert.equal(names({ customEvents: true }).length, eventsOf("shop").length);
    assert.ok(names({ customEvents: true }).includes("Order Refunded"));
  });

  test("every event has what events of a website need", () => {
    for (const event of [...shop(), ...sent(eventsOf("events"))]) {
      assert.ok(Number.isInteger(event.event_time));
      assert.equal(event.action_source, "website");
      assert.match(String(event.event_source_url), /^https:/);
      assert.equal(event.user_data.client_user_agent, "Mozilla/5.0");
    }
  });

  test("no secret is asked for, and none sent", () => {
    for (const { url, body } of goldenRequests("meta", "shop")) {
      assert.equal(url, "/v1/relay/meta");
      assert.doesNotMatch(body, /access_token/);
    }
  });

  test("the demo's relay takes the bodies, and leaves no id or address as it was", () => {
    for (const { body } of goldenRequests("meta", "shop")) {
      const relayed = metaBody(JSON.parse(body), { ip: "192.0.2.1", userAgent: "A" }) as { data: ServerEvent[] };
      assert.equal(relayed.data.length, 8);
      for (const { user_data } of relayed.data) {
        assert.ok([user_data.external_id].flat().every((id) => /^[0-9a-f]{64}$/.test(String(id))));
        assert.equal(user_data.client_ip_address, "192.0.2.1");
      }
    }
  });

  test("a click id becomes fbc; the site's own fbc and fbp come first", () => {
    const page = { url: "https://shop.example/?fbclid=FB1" };
    const fbc = (context: Members) => sent(probes(1, { ...viewed, context }))[0]?.user_data;
    assert.equal(fbc({ page })?.fbc, "fb.1.1767323040000.FB1");
    const own = fbc({ page, fbc: "fb.1.1.own", fbp: "fb.1.2.3" });
    assert.deepEqual([own?.fbc, own?.fbp], ["fb.1.1.own", "fb.1.2.3"]);
  });

  test("settings: test code, data processing", () => {
    const [request] = encodedNatively(
      {
        ...target,
        settings: {
          testEventCode: "TEST1",
          dataProcessingOptions: ["LDU"],
          dataProcessingCountry: 1,
          dataProcessingState: 1000,
        },
      },
      probes(1, viewed),
      eventSets.events.sentAt,
    );
    const { data, ...rest } = JSON.parse(request?.body ?? "") as { data: ServerEvent[] };
    assert.deepEqual(rest, { test_event_code: "TEST1" });
    assert.deepEqual(data[0]?.data_processing_options, ["LDU"]);
    assert.deepEqual([data[0]?.data_processing_options_country, data[0]?.data_processing_options_state], [1, 1000]);
  });
});

const error = (code: number, more: Members = {}): Json => ({ error: { code, message: `error ${code}`, ...more } });
const track = { ...target, settings: { customEvents: true } };
replyTests(track, [
  ["200", { status: 200, json: { events_received: 4, messages: [], fbtrace_id: "A" } }, {}],
  ["a parameter that is wrong: which event is found by halving", { status: 400, json: error(100) }, { again: [1, 2] }],
  ["too many calls", { status: 400, json: error(4) }, { again: [1, 2, 3, 4] }],
  ["too many calls for the account", { status: 400, json: error(80_004) }, { again: [1, 2, 3, 4] }],
  ["transient", { status: 400, json: error(100, { is_transient: true }) }, { again: [1, 2, 3, 4] }],
  ["a token that ended", { status: 400, json: error(190) }, { parked: true }],
  ["a token that may not", { status: 400, json: error(200) }, { parked: true }],
  ["403 of the relay", { status: 403, json: error(190) }, { parked: true }],
  ["429 of the relay", { status: 429, json: error(4), retryAfterMs: 5_000 }, { again: [1, 2, 3, 4], waitedMs: 5_000 }],
  ["the relay has no secret", { status: 404, body: "notConfigured" }, { parked: true }],
  ["502", { status: 502, body: "" }, { again: [1, 2, 3, 4] }],
]);

// The vendor's own business SDK: the same events through its setters must come out the same.
type Fields = { [setter: string]: unknown };
interface Sdk {
  ServerEvent: new () => { normalize(): Members };
  UserData: new () => { normalize(): Members };
  CustomData: new () => { normalize(): Members };
  Content: new () => { normalize(): Members };
}
const sdk = await vendor<Sdk>("facebook-nodejs-business-sdk");
const skip = skipWithout(sdk);

/** An SDK object with these members; a member it has no setter for is an error. */
function filled<T extends object>(object: T, members: Fields): T {
  for (const [name, value] of Object.entries(members)) {
    assert.ok(name in object, `the SDK knows no ${name}`);
    (object as Fields)[name] = value;
  }
  return object;
}

function throughSdk({ user_data, custom_data, ...event }: ServerEvent): Members {
  const { ServerEvent, UserData, CustomData, Content } = sdk as Sdk;
  const { external_id, ...person } = user_data;
  const contents = ((custom_data as Members)?.contents as Members[] | undefined)?.map((one) =>
    filled(new Content(), one),
  );
  return filled(new ServerEvent(), {
    ...event,
    user_data: filled(new UserData(), { ...person, external_ids: external_id }),
    ...(custom_data && {
      custom_data: filled(new CustomData(), { ...(custom_data as Members), ...(contents && { contents }) }),
    }),
  }).normalize();
}

test("meta: events are what the vendor's SDK makes of the same members", { skip }, () => {
  const events = [...sent(eventsOf("events")), ...shop({ customEvents: true })];
  for (const event of events) {
    const theirs = throughSdk(event);
    // The SDK writes codes of currencies in small letters; the documentation has them in capitals.
    const data = theirs.custom_data as Members | undefined;
    if (data?.currency) data.currency = String(data.currency).toUpperCase();
    assert.deepEqual(JSON.parse(JSON.stringify(theirs)), event);
  }
  assert.throws(() => throughSdk({ ...(events[0] as ServerEvent), no_such_member: 1 }), /knows no no_such_member/);
});

test("meta: the demo's relay hashes as the vendor's SDK does", { skip }, () => {
  const { UserData } = sdk as Sdk;
  const [event] = sent(
    probes(1, {
      ...viewed,
      context: {
        traits: {
          email: " Ann@Shop.Example ",
          phone: "+49 170 1234567",
          firstName: "Ann",
          lastName: "Lee",
          gender: "Female",
          address: { city: "berlin", state: "be", postalCode: "10115", country: "de" },
        },
      },
    }),
  );
  const { em, ph, fn, ln, ge, ct, st, zp, country } = event?.user_data ?? {};
  const raw = { em, ph, fn, ln, ge, ct, st, zp, country } as Members;
  const names = { em: "emails", ph: "phones", fn: "first_names", ln: "last_names", ge: "genders", ct: "cities" };
  const more = { st: "states", zp: "zips", country: "countries" };
  const given = Object.entries({ ...names, ...more }).map(([name, setter]) => [setter, [raw[name as "em"]].flat()]);
  const theirs = filled(new UserData(), Object.fromEntries(given)).normalize();
  assert.equal(Object.keys(theirs).length, 9);
  for (const [name, value] of Object.entries(theirs)) {
    assert.deepEqual([hashed(name, raw[name] as Json)].flat(), value, name);
  }
});
