import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { batch, event, type Shop, send, startShop, stored, temporaryFolder } from "./support.js";

describe("the collector", () => {
  const place = temporaryFolder();
  const env = { DATA_FILE: join(place.folder, "events.duckdb"), DIST_DIR: place.dist };
  let shop: Shop;
  before(async () => {
    shop = await startShop(env);
  });
  after(async () => {
    await shop.stop();
    place.remove();
  });

  it("stores what was sent", async () => {
    const response = await send(shop, batch(event("whole")));
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), { success: true });
    const [found] = await stored(shop, "&messageId=whole");
    assert.ok(found);
    const { receivedAt, ...rest } = found;
    assert.match(receivedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.deepEqual(rest, {
      messageId: "whole",
      type: "track",
      event: "Product Viewed",
      anonymousId: "visitor-1",
      userId: null,
      groupId: null,
      previousId: null,
      sessionId: "session-1",
      timestamp: "2026-03-01T08:00:00.250Z",
      sentAt: "2026-03-01T08:00:01.000Z",
      properties: { product_id: "kc01", price: 129000 },
      traits: {},
      context: { session: { id: "session-1" } },
    });
  });

  it("stores an event once, however often and however parallel it is sent", async () => {
    const events = Array.from({ length: 20 }, (_, i) => event(`once-${i}`, { anonymousId: "once" }));
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(shop, batch(...events, events[0]))));
    assert.deepEqual(
      answers.map(({ status }) => status),
      Array(10).fill(200),
    );
    assert.equal((await stored(shop, "&anonymousId=once")).length, 20);
  });

  it("stores every event of concurrent batches", async () => {
    const answers = await Promise.all(
      Array.from({ length: 25 }, (_, i) =>
        send(shop, batch(event(`many-${i}-a`, { anonymousId: "many" }), event(`many-${i}-b`, { anonymousId: "many" }))),
      ),
    );
    assert.ok(answers.every(({ ok }) => ok));
    assert.equal((await stored(shop, "&anonymousId=many")).length, 50);
  });

  it("gives events newest first, by name, by visitor and by message", async () => {
    await send(
      shop,
      batch(
        event("order-1", { anonymousId: "order" }),
        event("order-2", { anonymousId: "order", event: "Cart Viewed" }),
      ),
    );
    await send(shop, batch(event("order-3", { anonymousId: "order" })));
    const ids = async (query: string) =>
      (await stored(shop, `&anonymousId=order${query}`)).map(({ messageId }) => messageId);
    assert.deepEqual(await ids(""), ["order-3", "order-2", "order-1"]);
    assert.deepEqual(await ids("&name=Cart+Viewed"), ["order-2"]);
    assert.deepEqual(await ids("&messageId=order-1"), ["order-1"]);
  });

  it("keeps what it has through a restart and still knows its messageIds", async () => {
    await send(shop, batch(event("kept", { anonymousId: "kept" })));
    assert.equal(await shop.stop(), 0);
    shop = await startShop(env);
    assert.equal((await send(shop, batch(event("kept", { anonymousId: "kept" })))).status, 200);
    assert.equal((await stored(shop, "&anonymousId=kept")).length, 1);
  });

  it("keeps what it has acknowledged when it is killed", async () => {
    await send(shop, batch(event("killed", { anonymousId: "killed" })));
    await shop.stop("SIGKILL");
    shop = await startShop(env);
    assert.equal((await stored(shop, "&anonymousId=killed")).length, 1);
  });

  it("reads a beacon's text/plain and a compressed body", async () => {
    const text = JSON.stringify(batch(event("beacon", { anonymousId: "forms" })));
    assert.equal((await send(shop, text, { "content-type": "text/plain;charset=UTF-8" })).status, 200);
    const zipped = gzipSync(JSON.stringify(batch(event("zipped", { anonymousId: "forms" }))));
    const answer = await send(shop, new Uint8Array(zipped), {
      "content-type": "application/json",
      "content-encoding": "gzip",
    });
    assert.equal(answer.status, 200);
    assert.equal((await stored(shop, "&anonymousId=forms")).length, 2);
  });

  it("takes the write key as Basic authentication too", async () => {
    const headers = (key: string) => ({
      "content-type": "application/json",
      authorization: `Basic ${btoa(`${key}:`)}`,
    });
    const body = { batch: [event("basic")] };
    assert.equal((await send(shop, body, headers("demo"))).status, 200);
    assert.equal((await send(shop, body, headers("other"))).status, 401);
  });

  it("refuses a wrong or missing write key and stores nothing", async () => {
    assert.equal((await send(shop, { ...batch(event("foreign")), writeKey: "other" })).status, 401);
    assert.equal((await send(shop, { batch: [event("foreign")] })).status, 401);
    assert.deepEqual(await stored(shop, "&messageId=foreign"), []);
  });

  const malformed: [string, unknown, string][] = [
    ["no JSON", "{", ""],
    ["a list", [], ""],
    ["no batch", { writeKey: "demo" }, "/batch"],
    ["an empty batch", { writeKey: "demo", batch: [] }, "/batch"],
    ["an event that is no object", batch(1), "/batch/0"],
    ["no messageId", batch(event("x", { messageId: undefined })), "/batch/0/messageId"],
    ["a messageId that is too long", batch(event("x".repeat(300))), "/batch/0/messageId"],
    ["an unknown type", batch(event("x", { type: "hit" })), "/batch/0/type"],
    ["a track event without a name", batch(event("x", { event: "" })), "/batch/0/event"],
    ["nobody it happened to", batch(event("x", { anonymousId: undefined })), "/batch/0"],
    ["an impossible time", batch(event("x", { timestamp: "tomorrow" })), "/batch/0/timestamp"],
    ["properties that are no object", batch(event("x", { properties: [] })), "/batch/0/properties"],
  ];
  for (const [what, body, pointer] of malformed) {
    it(`answers 400 to ${what}`, async () => {
      const response = await send(shop, body);
      assert.equal(response.status, 400);
      const { success, error } = (await response.json()) as { success: boolean; error: { pointer?: string } };
      assert.equal(success, false);
      assert.equal(error.pointer ?? "", pointer);
    });
  }

  it("stores nothing of a batch with one wrong event", async () => {
    assert.equal((await send(shop, batch(event("good-1"), event("bad", { type: "hit" })))).status, 400);
    assert.deepEqual(await stored(shop, "&messageId=good-1"), []);
  });

  it("answers 413 to more than 500 KB, compressed or not", async () => {
    const large = JSON.stringify(batch(event("large", { properties: { text: "x".repeat(510_000) } })));
    assert.equal((await send(shop, large)).status, 413);
    const zipped = new Uint8Array(gzipSync(large));
    assert.equal(
      (await send(shop, zipped, { "content-type": "application/json", "content-encoding": "gzip" })).status,
      413,
    );
    assert.deepEqual(await stored(shop, "&messageId=large"), []);
  });

  it("counts", async () => {
    const stats = (await (await fetch(`${shop.url}/api/stats`)).json()) as {
      events: number;
      byName: { name: string; count: number }[];
    };
    assert.equal(stats.events, (await stored(shop)).length);
    assert.equal(
      stats.byName.reduce((sum, { count }) => sum + count, 0),
      stats.events,
    );
  });

  it("keeps what browsers report against the policy", async () => {
    const report = { "csp-report": { "violated-directive": "script-src" } };
    const response = await fetch(`${shop.url}/csp-report`, {
      method: "POST",
      headers: { "content-type": "application/csp-report" },
      body: JSON.stringify(report),
    });
    assert.equal(response.status, 204);
    assert.deepEqual(await (await fetch(`${shop.url}/api/csp-reports`)).json(), { reports: [report] });
  });
});
