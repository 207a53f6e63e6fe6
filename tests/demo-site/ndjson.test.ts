import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { batch, event, line, lines, post, type Shop, send, startShop, stored, temporaryFolder } from "./support.js";

describe("the collector of our own wire format", () => {
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

  it("stores what was sent as the rows it makes of Segment's batches, and says nothing", async () => {
    const shared = { page: { path: "/p/1" } };
    const properties = { product_id: "kc01", price: 129000 };
    const answer = await post(
      shop,
      lines(
        { batch: "b-whole", ts: 1772352000250, a: "visitor-1", s: ["session-1", 2, 1772352000000], c: shared },
        { id: "whole-1", n: "Product Viewed", p: properties },
        { id: [6, "2"], t: "group", g: "family", tr: { size: 4 }, ts: 10 },
      ),
    );
    assert.equal(answer.status, 204);
    assert.equal(await answer.text(), "");
    const [second, first] = await stored(shop, "&anonymousId=visitor-1");
    const { receivedAt, ...rest } = first ?? assert.fail();
    assert.match(receivedAt, /^\d{4}-\d\d-\d\dT/);
    assert.deepEqual(rest, {
      messageId: "whole-1",
      type: "track",
      event: "Product Viewed",
      anonymousId: "visitor-1",
      userId: null,
      groupId: null,
      previousId: null,
      sessionId: "session-1",
      timestamp: "2026-03-01T08:00:00.250Z",
      sentAt: "2026-03-01T08:00:01.000Z",
      properties,
      traits: {},
      context: { ...shared, userAgent: "node", session: { id: "session-1", number: 2, start: 1772352000000 } },
    });
    assert.deepEqual(
      [second?.messageId, second?.type, second?.event, second?.groupId, second?.traits, second?.timestamp],
      ["whole-2", "group", null, "family", { size: 4 }, "2026-03-01T08:00:00.260Z"],
    );
  });

  it("stores an event once, whichever way and however often it comes", async () => {
    const body = lines({ batch: "b-once" }, line("once", { a: "once" }), line("once", { a: "once" }));
    const answers = await Promise.all([
      ...Array.from({ length: 8 }, () => post(shop, body)),
      send(shop, batch(event("once", { anonymousId: "once" }))),
      post(shop, lines({ batch: "b-other" }, line("once", { a: "once" }))),
    ]);
    assert.ok(answers.every(({ ok }) => ok));
    assert.equal((await stored(shop, "&anonymousId=once")).length, 1);
  });

  it("reads gzip by the address, by its first bytes, and by the header", async () => {
    const zipped = (id: string) => new Uint8Array(gzipSync(lines({}, line(id, { a: "zipped" }))));
    const answers = [
      await post(shop, zipped("zip-1"), { path: "/v1/events?gzip=1" }),
      await post(shop, zipped("zip-2"), { headers: { "content-type": "application/octet-stream" } }),
      await post(shop, zipped("zip-3"), { headers: { "content-type": "text/plain", "content-encoding": "gzip" } }),
      // A browser that could not compress after all.
      await post(shop, lines({}, line("zip-4", { a: "zipped" })), { path: "/v1/events?gzip=1" }),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [204, 204, 204, 204],
    );
    assert.equal((await stored(shop, "&anonymousId=zipped")).length, 4);
  });

  it("answers other origins, needs no preflight, and lets them read Retry-After", async () => {
    const headers = { origin: "https://shop.example", "content-type": "text/plain;charset=UTF-8" };
    for (const body of [lines({}, line("cors")), "no batch"]) {
      const answer = await post(shop, body, { headers });
      assert.equal(answer.headers.get("access-control-allow-origin"), "*");
      assert.equal(answer.headers.get("access-control-expose-headers"), "retry-after");
    }
    const asked = await fetch(`${shop.url}/v1/batch`, {
      method: "OPTIONS",
      headers: { origin: "https://shop.example", "access-control-request-method": "POST" },
    });
    assert.equal(asked.status, 204);
    assert.equal(asked.headers.get("access-control-allow-origin"), "*");
    assert.match(asked.headers.get("access-control-allow-headers") ?? "", /content-type/);
  });

  it("names what it rejects and stores the rest", async () => {
    const answer = await post(
      shop,
      lines(
        { batch: "b-part" },
        line("part-1", { a: "part" }),
        { n: "no id" },
        '{"id":',
        line("part-4", { a: "part", p: { text: "x".repeat(70_000) } }),
        line("part-5", { a: "part", ts: -4e12 }),
        // 1998, and in three years' time.
        line("part-6", { a: "part", ts: 900_000_000_000 }),
        line("part-7", { a: "part", ts: Date.now() + 3 * 366 * 86_400_000 }),
        line("part-8", { a: "part" }),
      ),
    );
    assert.equal(answer.status, 200);
    assert.deepEqual(await answer.json(), {
      rejected: [
        { index: 1, reason: "idMissing", retry: false },
        { index: 2, reason: "notJson", retry: false },
        { id: "part-4", reason: "tooLarge", retry: false },
        { id: "part-5", reason: "timeInvalid", retry: false },
        { id: "part-6", reason: "timeInvalid", retry: false },
        { id: "part-7", reason: "timeInvalid", retry: false },
      ],
    });
    const ids = (await stored(shop, "&anonymousId=part")).map(({ messageId }) => messageId);
    assert.deepEqual(ids.sort(), ["part-1", "part-8"]);
  });

  it("believes a clock that is a day off, and sets one right that is years off", async () => {
    const now = Date.now();
    const year = 366 * 86_400_000;
    await post(shop, lines({ sentAt: now + 86_400_000 }, line("clock-1", { ts: now + 86_400_000 - 1_000 })));
    await post(shop, lines({ sentAt: now + 9 * year }, line("clock-2", { ts: now + 9 * year - 1_000 })));
    await post(shop, lines({ sentAt: 61_000 }, line("clock-3", { ts: 60_000 })));
    const lag = async (id: string) => {
      const [found] = await stored(shop, `&messageId=${id}`);
      return Date.parse(found?.timestamp ?? "") - Date.parse(found?.receivedAt ?? "");
    };
    assert.equal((await stored(shop, "&messageId=clock-1"))[0]?.timestamp, new Date(now + 86_399_000).toISOString());
    assert.deepEqual([await lag("clock-2"), await lag("clock-3")], [-1_000, -1_000]);
  });

  it("knows the batches it has stored, and only those", async () => {
    await post(shop, lines({ batch: "b-1" }, line("known-1")));
    // Refused, with something to be sent again, and never sent.
    await post(shop, lines({ batch: "b-2", key: "other" }, line("known-2")));
    await post(shop, lines({ batch: "b-3" }, "{", line([7, "3"])));
    const answer = await post(shop, lines({ batch: "b-5", ask: ["b-1", "b-2", "b-3", "b-4", "b-5"] }, line("known-5")));
    assert.deepEqual(await answer.json(), { known: ["b-1", "b-5"] });
    const only = await post(shop, lines({ ask: ["b-4", "b-5"] }));
    assert.deepEqual(await only.json(), { known: ["b-5"] });
  });

  it("acknowledges a batch that comes again, and takes what is new in it", async () => {
    const again = (...ids: string[]) =>
      post(shop, lines({ batch: "b-again" }, ...ids.map((id) => line(id, { a: "again" }))));
    assert.equal((await again("again-1", "again-2")).status, 204);
    assert.equal((await again("again-1", "again-2", "again-3")).status, 204);
    assert.equal((await stored(shop, "&anonymousId=again")).length, 3);
  });

  it("still knows its batches after a restart", async () => {
    await post(shop, lines({ batch: "b-kept" }, line("kept-batch")));
    await shop.stop();
    shop = await startShop(env);
    const answer = await post(shop, lines({ ask: ["b-kept"] }));
    assert.deepEqual(await answer.json(), { known: ["b-kept"] });
  });

  it("refuses a wrong or missing key with 401, so that the sender keeps what it has", async () => {
    assert.equal((await post(shop, lines({ key: "other" }, line("foreign-1")))).status, 401);
    assert.equal((await post(shop, lines({ key: undefined }, line("foreign-1")))).status, 401);
    assert.equal((await post(shop, JSON.stringify(line("foreign-1")))).status, 401);
    assert.deepEqual(await stored(shop, "&messageId=foreign-1"), []);
  });

  it("counts what it stored, met again, rejected and refused", async () => {
    const counts = async () =>
      ((await (await fetch(`${shop.url}/api/stats`)).json()) as { collector: Record<string, never> }).collector;
    await shop.stop();
    shop = await startShop(env);
    assert.deepEqual(await counts(), { stored: 0, duplicates: 0, rejected: {}, refused: {} });
    await post(shop, lines({}, line("count-1"), line("count-2"), line("count-2"), line("x", { n: "" })));
    await post(shop, lines({}, line("count-1")));
    await post(shop, "<html>");
    await post(shop, lines({ key: "other" }));
    assert.deepEqual(await counts(), {
      stored: 2,
      duplicates: 2,
      rejected: { nameMissing: 1 },
      refused: { notNdjson: 1, writeKey: 1 },
    });
  });
});
