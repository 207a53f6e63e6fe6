import assert from "node:assert/strict";
import { test } from "node:test";
import { uuidV7 } from "../../js-bindings/src/ids.ts";
import { toInput } from "../../js-bindings/src/inputs.ts";
import { createLog, maxLogEntries } from "../../js-bindings/src/log.ts";
import { offsetMinutes } from "../../js-bindings/src/site-time.ts";

test("a UUIDv7 has its time in front, version and variant in place, and keeps order within a millisecond", () => {
  const [first = "", second = ""] = [1, 2].map((n) => uuidV7(1_767_323_045_678, n, "0123456789abcdef"));
  assert.match(first, /^019b7ca9-8f2e-7001-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.ok(first < second);
});

test("offsets follow the zone's rules; an unknown zone is UTC", () => {
  assert.equal(offsetMinutes("Asia/Ho_Chi_Minh", 0), 480);
  assert.equal(offsetMinutes("Asia/Ho_Chi_Minh", Date.UTC(2026, 0, 1)), 420);
  assert.equal(offsetMinutes("America/St_Johns", Date.UTC(2026, 6, 1)), -150);
  assert.equal(offsetMinutes("Nowhere/Land", 0), 0);
});

test("calls become Inputs as documented", () => {
  const event = (call: Parameters<typeof toInput>[0], ...args: unknown[]) =>
    JSON.parse(JSON.stringify(toInput(call, args, "m"))) as unknown;
  assert.deepEqual(event("track", "A", { p: 1 }, { context: { channel: "store" } }), {
    type: "event",
    event: { type: "track", name: "A", properties: { p: 1 }, context: { channel: "store" }, messageId: "m" },
  });
  assert.deepEqual(event("page", { p: 1 }), {
    type: "event",
    event: { type: "page", properties: { p: 1 }, messageId: "m" },
  });
  assert.deepEqual(event("identify", "u", { t: 1 }), {
    type: "event",
    event: { type: "identify", userId: "u", traits: { t: 1 }, messageId: "m" },
  });
  assert.deepEqual(event("identify", { t: 1 }), {
    type: "event",
    event: { type: "identify", traits: { t: 1 }, messageId: "m" },
  });
  assert.deepEqual(event("group", "g", { t: 1 }), {
    type: "event",
    event: { type: "group", groupId: "g", traits: { t: 1 }, messageId: "m" },
  });
  assert.deepEqual(event("alias", "u", "old"), {
    type: "event",
    event: { type: "alias", userId: "u", previousId: "old", messageId: "m" },
  });
  assert.deepEqual(event("consent", { analytics: "denied" }), { type: "consent", purposes: { analytics: "denied" } });
  assert.deepEqual(event("reset"), { type: "reset" });
});

test("the log keeps the last entries and tells of each", () => {
  let heard = 0;
  const log = createLog(
    () => 5,
    () => heard++,
  );
  for (let i = 0; i <= maxLogEntries; i++) log.say("warn", `code.${i}`, "text");
  assert.equal(log.entries.length, maxLogEntries);
  assert.equal(log.entries[0]?.code, "code.1");
  assert.equal(heard, maxLogEntries + 1);
});

test("a listener of the log that makes entries itself is not told of them", () => {
  let heard = 0;
  const log = createLog(
    () => 5,
    () => {
      heard++;
      log.say("warn", "again");
    },
  );
  log.say("warn", "once");
  assert.deepEqual([heard, log.entries.length], [1, 2]);
});

test("on a server every call is taken, and what is asked is answered", async () => {
  const { waymark } = await import("../../js-bindings/src/index.ts");
  waymark.init({ config: "/x.json" });
  waymark.track("On The Server");
  await waymark.ready;
  assert.deepEqual(await waymark.recommend({ strategy: "popular" }), { decisionId: "", items: [] });
  assert.deepEqual(await waymark.flush(), { delivered: 0, waiting: 0, destinations: [] });
  for (const answer of [await waymark.inspect(), await waymark.stats()])
    assert.equal((answer as { engine?: string }).engine, "unavailable");
});
