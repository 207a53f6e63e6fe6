import assert from "node:assert/strict";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { DuckDBInstance } from "@duckdb/node-api";
import type { CollectedEvent } from "../../demo-site/server/batch.js";
import { EventStore } from "../../demo-site/server/event-store.js";
import { Refusal } from "../../demo-site/server/refusal.js";
import { temporaryFolder } from "./support.js";

const NOW = Date.parse("2026-03-01T08:00:00.000Z");
const HOUR = 3_600_000;

const collected = (messageId: string, more: Partial<CollectedEvent> = {}): CollectedEvent => ({
  messageId,
  type: "track",
  event: "Product Viewed",
  anonymousId: "visitor-1",
  userId: null,
  groupId: null,
  previousId: null,
  sessionId: null,
  timestamp: "2026-03-01T08:00:00.000Z",
  sentAt: null,
  properties: {},
  traits: {},
  context: {},
  ...more,
});

describe("the event store", () => {
  const place = temporaryFolder();
  after(() => place.remove());
  const ids = async (store: EventStore) => (await store.find({ limit: 1000 })).map(({ messageId }) => messageId);

  it("says what was new, and answers a question with what was put in before it", async () => {
    const store = await EventStore.open(join(place.folder, "order.duckdb"));
    const written = await Promise.all([
      store.add({ events: [collected("a"), collected("b")], batchId: "b-1" }, NOW),
      store.add({ events: [collected("b"), collected("c")], batchId: "b-2", ask: ["b-1", "b-2", "b-3"] }, NOW),
      store.add({ events: [], ask: ["b-2"] }, NOW),
      store.add({ events: [collected("d")], batchId: "b-3" }, NOW),
    ]);
    assert.equal(
      written.reduce((sum, { stored }) => sum + stored, 0),
      4,
    );
    assert.deepEqual(written[2]?.known, ["b-2"]);
    assert.deepEqual(written[1]?.known.slice(0, 2), ["b-1", "b-2"]);
    assert.deepEqual(await ids(store), ["d", "c", "b", "a"]);
    await store.close();
  });

  it("leaves out a row the database does not take, and keeps the others of its batch and of the crowd", async () => {
    const store = await EventStore.open(join(place.folder, "refused.duckdb"));
    const bad = collected("bad", { properties: { half: "\ud800" } });
    const worse = collected("worse", { timestamp: "+275760-09-13T00:00:00.000Z" });
    const written = await Promise.all([
      store.add({ events: [collected("first")] }, NOW),
      store.add({ events: [collected("with-1"), bad, collected("with-2"), worse], batchId: "b-bad" }, NOW),
      store.add({ events: [collected("beside")], ask: ["b-bad"] }, NOW),
    ]);
    assert.deepEqual(
      written.map(({ stored, refused }) => [stored, refused]),
      [
        [1, []],
        [2, ["bad", "worse"]],
        [1, []],
      ],
    );
    assert.deepEqual(written[2]?.known, ["b-bad"]);
    assert.deepEqual((await ids(store)).sort(), ["beside", "first", "with-1", "with-2"]);
    await store.close();
  });

  it("refuses with 503 while too much waits, and takes more when it is written", async () => {
    const store = await EventStore.open(join(place.folder, "busy.duckdb"), 20_000);
    const large = (id: string) => store.add({ events: [collected(id, { properties: { x: "x".repeat(9_000) } })] }, NOW);
    const results = await Promise.allSettled(["1", "2", "3", "4"].map(large));
    const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason as Refusal] : []));
    assert.equal(refused.length, 2);
    for (const refusal of refused) {
      assert.ok(refusal instanceof Refusal);
      assert.deepEqual([refusal.status, refusal.more.retryAfterSeconds], [503, 5]);
    }
    await large("3");
    assert.deepEqual(await ids(store), ["3", "2", "1"]);
    await store.close();
  });

  it("takes a batch larger than all that may wait, when nothing does", async () => {
    const store = await EventStore.open(join(place.folder, "alone.duckdb"), 1_000);
    await store.add({ events: [collected("large", { properties: { x: "x".repeat(9_000) } })] }, NOW);
    assert.deepEqual(await ids(store), ["large"]);
    await store.close();
  });

  it("forgets batches after a day, not before", async () => {
    const store = await EventStore.open(join(place.folder, "forget.duckdb"));
    const ask = async (at: number) => (await store.add({ events: [], ask: ["b-1", "b-2"] }, at)).known;
    await store.add({ events: [], batchId: "b-1" }, NOW);
    await store.add({ events: [], batchId: "b-2" }, NOW + 12 * HOUR);
    assert.deepEqual(await ask(NOW + 23.5 * HOUR), ["b-1", "b-2"]);
    assert.deepEqual(await ask(NOW + 25 * HOUR), ["b-2"]);
    assert.deepEqual(await ask(NOW + 37 * HOUR), []);
    await store.close();
  });

  it("opens the file of an earlier version and goes on behind its last event", async () => {
    const file = join(place.folder, "earlier.duckdb");
    const database = await DuckDBInstance.create(file);
    const connection = await database.connect();
    await connection.run(`CREATE SEQUENCE event_order;
      CREATE TABLE events (message_id VARCHAR PRIMARY KEY, position BIGINT DEFAULT nextval('event_order'),
        type VARCHAR NOT NULL, event VARCHAR, anonymous_id VARCHAR, user_id VARCHAR, session_id VARCHAR,
        timestamp TIMESTAMP NOT NULL, received_at TIMESTAMP NOT NULL, sent_at TIMESTAMP,
        properties JSON, traits JSON, context JSON);
      INSERT INTO events (message_id, type, event, timestamp, received_at)
        VALUES ('old-1', 'track', 'A', now()::TIMESTAMP, now()::TIMESTAMP), ('old-2', 'track', 'A', now()::TIMESTAMP, now()::TIMESTAMP)`);
    connection.closeSync();
    database.closeSync();
    for (const id of ["new-1", "new-2"]) {
      const store = await EventStore.open(file);
      const { stored } = await store.add({ events: [collected(id, { groupId: "g" }), collected("old-1")] }, NOW);
      assert.equal(stored, 1);
      await store.close();
    }
    const store = await EventStore.open(file);
    assert.deepEqual(await ids(store), ["new-2", "new-1", "old-2", "old-1"]);
    assert.equal((await store.find({ limit: 1 }))[0]?.groupId, "g");
    await store.close();
  });
});
