import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { describe, it } from "node:test";
import fastify from "fastify";
import { collector } from "../../demo-site/server/collector.js";
import { Counters } from "../../demo-site/server/counters.js";
import type { EventStore } from "../../demo-site/server/event-store.js";
import { Intake } from "../../demo-site/server/intake.js";
import { RateLimit } from "../../demo-site/server/rate-limit.js";
import { overloaded, Refusal } from "../../demo-site/server/refusal.js";
import { batch, event, line, lines } from "./support.js";

describe("the collector in trouble", () => {
  /** What both routes answer while the store fails with this. */
  async function answers(error: Error) {
    const app = fastify();
    const counters = new Counters();
    const store = { add: () => Promise.reject(error) } as unknown as EventStore;
    const plenty = () => new RateLimit(1_000, 60_000);
    collector(app, { store, counters, writeKey: "demo", now: Date.now, requests: plenty(), events: plenty() });
    const headers = { "content-type": "text/plain" };
    const replies = [
      await app.inject({ method: "POST", url: "/v1/events", headers, payload: lines({}, line("a")) }),
      await app.inject({ method: "POST", url: "/v1/batch", headers, payload: JSON.stringify(batch(event("a"))) }),
    ];
    await app.close();
    return { replies, counts: counters.read() };
  }

  it("answers 503 with Retry-After, which other origins may read, while too much waits", async () => {
    const { replies, counts } = await answers(overloaded("too many events wait to be stored"));
    for (const reply of replies) {
      assert.equal(reply.statusCode, 503);
      assert.equal(reply.headers["retry-after"], "5");
      assert.equal(reply.headers["access-control-allow-origin"], "*");
      assert.equal(reply.headers["access-control-expose-headers"], "retry-after");
      assert.equal(reply.json().error.code, "overloaded");
    }
    assert.deepEqual(counts.refused, { overloaded: 2 });
  });

  it("answers 503 where the disk is full, and keeps the database's words to itself", async () => {
    const { replies, counts } = await answers(
      new Error('IO Error: Could not write "/home/x": No space left on device'),
    );
    for (const reply of replies) {
      assert.equal(reply.statusCode, 503);
      assert.equal(reply.headers["retry-after"], "5");
      assert.doesNotMatch(reply.body, /home|space/);
    }
    assert.deepEqual(counts, { stored: 0, duplicates: 0, rejected: {}, refused: { notStored: 2 } });
  });

  it("reads no more bodies at one time than it has room for, and has the room back when they are read", async () => {
    const intake = new Intake(1_000);
    const held = new Readable({ read() {} });
    held.push(Buffer.alloc(900));
    const first = intake.read(held, 5_000);
    await new Promise((done) => setImmediate(done));
    const refused = await intake.read(Readable.from([Buffer.alloc(200)]), 5_000).catch((error: unknown) => error);
    assert.ok(refused instanceof Refusal);
    assert.equal(refused.status, 503);
    held.push(null);
    assert.equal((await first).length, 900);
    assert.equal((await intake.read(Readable.from([Buffer.alloc(950)]), 5_000)).length, 950);
    await assert.rejects(intake.read(Readable.from([Buffer.alloc(950), Buffer.alloc(10)]), 955), /955 bytes/);
    assert.equal((await intake.read(Readable.from([Buffer.alloc(1_000)]), 5_000)).length, 1_000);
  });
});
