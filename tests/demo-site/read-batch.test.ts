import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { type ReceivedBatch, readBatch } from "waymark/collector";

const NOW = 1767323045678;
const header = { $: 1, key: "K", batch: "b1", sentAt: NOW + 400, ts: NOW, a: "a-7f3" };

const body = (...lines: unknown[]): string =>
  lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");

function read(...lines: unknown[]): ReceivedBatch {
  const batch = readBatch(body(...lines));
  assert.ok(batch.ok, JSON.stringify(batch));
  return batch;
}
const one = (head: object, line: object) => read({ ...header, ...head }, { id: "m1", n: "X", ...line }).events[0];
const reasons = (...lines: unknown[]) => read(header, ...lines).rejected;

describe("reading our own wire format", () => {
  it("says no to what is neither text nor bytes", () => {
    for (const nothing of [null, undefined, {}, 42]) {
      const batch = readBatch(nothing as unknown as string);
      assert.deepEqual([batch.ok, !batch.ok && batch.status], [false, 400]);
    }
  });

  it("gives each event what the header holds for all of them", () => {
    const shared = {
      ...header,
      s: ["s1", 3, NOW - 5000],
      c: { page: { url: "https://shop.example/", path: "/" }, locale: "de-DE" },
    };
    const batch = read(
      shared,
      { id: "01a1fd3a-0354-7563-9b39-1433aea58f43", t: "page", n: "Home", p: { title: "Shop" } },
      { id: [12, "2-7563-9b39-1433aea58f44"], n: "Product Viewed", ts: 20, u: "u1", c: { page: { path: "/p/1" } } },
      { id: [35, "5"], t: "identify", ts: -5, u: "u1", tr: { plan: "gold" }, s: null, c: { locale: null } },
      { id: "m4", t: "alias", u: "u1", v: "u0", g: "g1" },
    );
    assert.deepEqual(batch.rejected, []);
    assert.deepEqual([batch.key, batch.batchId, batch.sentAt, batch.ask], ["K", "b1", NOW + 400, []]);
    const session = { id: "s1", number: 3, start: NOW - 5000 };
    assert.deepEqual(batch.events, [
      {
        messageId: "01a1fd3a-0354-7563-9b39-1433aea58f43",
        type: "page",
        name: "Home",
        timestamp: NOW,
        anonymousId: "a-7f3",
        session,
        properties: { title: "Shop" },
        context: shared.c,
      },
      {
        messageId: "01a1fd3a-0352-7563-9b39-1433aea58f44",
        type: "track",
        name: "Product Viewed",
        timestamp: NOW + 20,
        anonymousId: "a-7f3",
        userId: "u1",
        session,
        context: { page: { path: "/p/1" }, locale: "de-DE" },
      },
      {
        messageId: "01a1fd3a-0352-7563-9b39-1433aea58f45",
        type: "identify",
        timestamp: NOW - 5,
        anonymousId: "a-7f3",
        userId: "u1",
        traits: { plan: "gold" },
        context: { page: shared.c.page },
      },
      {
        messageId: "m4",
        type: "alias",
        timestamp: NOW,
        anonymousId: "a-7f3",
        userId: "u1",
        groupId: "g1",
        previousId: "u0",
        session,
        context: shared.c,
      },
    ]);
  });

  it("reads the example of docs/collector.md", () => {
    const document = readFileSync(new URL("../../docs/collector.md", import.meta.url), "utf8");
    const [, example] = /```\n(\{"\$"[^`]+)```/.exec(document) ?? assert.fail("no example");
    const batch = readBatch(example ?? "");
    assert.ok(batch.ok);
    assert.deepEqual(batch.rejected, []);
    assert.deepEqual(
      batch.events.map(({ messageId, name, timestamp }) => [messageId, name, timestamp]),
      [
        ["01a1fd3a-0354-7563-9b39-1433aea58f43", "Product", 1795249800020],
        ["01a1fd3a-0354-7566-8d01-5be2c7a0e914", "Product Viewed", 1795249800021],
      ],
    );
  });

  it("takes null in a line as absent", () => {
    const event = one({ u: "u1", g: "g1", v: "v1", s: ["s1", 1, NOW] }, { u: null, g: null, v: null, s: null });
    const bare = { messageId: "m1", type: "track", name: "X", timestamp: NOW, anonymousId: "a-7f3" };
    assert.deepEqual(event, bare);
    assert.deepEqual(one({ c: null, s: [null, null, null] }, { t: null, ts: null }), bare);
  });

  it("reads events without a header, with whole times", () => {
    const batch = read({ id: "m1", n: "X", ts: NOW, u: "u1" }, { id: [1, "2"], n: "Y", ts: NOW + 1, u: "u1" });
    assert.deepEqual(
      batch.events.map(({ messageId, timestamp }) => [messageId, timestamp]),
      [
        ["m1", NOW],
        ["m2", NOW + 1],
      ],
    );
  });

  it("reads bytes, gzip by its first two, line ends of both kinds and a header that only asks", () => {
    const text = body({ ...header, ask: ["b8", 7, "b9"] }, { id: "m1", n: "Tâm" }).replace("\n", "\r\n\n");
    for (const bytes of [new TextEncoder().encode(text), gzipSync(text)]) {
      const batch = readBatch(bytes);
      assert.ok(batch.ok);
      assert.deepEqual([batch.ask, batch.events[0]?.name], [["b8", "b9"], "Tâm"]);
    }
    assert.deepEqual(read({ ...header, ask: ["b8"] }).ask, ["b8"]);
  });

  it("names a line that can be no event, and reads the others", () => {
    const batch = read(
      header,
      { n: "no id" },
      { id: 7, n: "X" },
      { id: "", n: "X" },
      { id: "x".repeat(257), n: "X" },
      { id: "half \ud83d", n: "X" },
      '{"id":"cut off","n":',
      { id: [3, "4"], n: "after a line that cannot be read" },
      "[]",
      { id: "m8", t: "screen" },
      { id: "m9" },
      { id: "m10", n: "X", a: null },
      { id: "m11", n: "X", ts: -NOW },
      { id: "m12", n: "X", ts: "1" },
      { id: "m13", n: "X", ts: 8e15 },
      { id: "m14", n: { html: "<b>" } },
      { id: "m15", n: "X", p: [] },
      { id: "m16", n: "X", c: 1 },
      { id: "m17", n: "X", s: "s1" },
      { id: "m18", n: "X", a: "x".repeat(257) },
      { id: "good", n: "X" },
    );
    assert.deepEqual(
      batch.events.map(({ messageId }) => messageId),
      ["good"],
    );
    assert.deepEqual(
      batch.rejected.map(({ id, index, reason, retry }) => [id ?? index, reason, retry]),
      [
        [0, "idMissing", false],
        [1, "idInvalid", false],
        [2, "idInvalid", false],
        [3, "idInvalid", false],
        [4, "idInvalid", false],
        [5, "notJson", false],
        [6, "idUnknown", true],
        [7, "notJson", false],
        ["m8", "typeUnknown", false],
        ["m9", "nameMissing", false],
        ["m10", "nobody", false],
        ["m11", "timeInvalid", false],
        ["m12", "timeInvalid", false],
        ["m13", "timeInvalid", false],
        ["m14", "malformed", false],
        ["m15", "malformed", false],
        ["m16", "malformed", false],
        ["m17", "malformed", false],
        ["m18", "malformed", false],
      ],
    );
  });

  it("keeps the chain of ids over an event it rejects", () => {
    const batch = read(header, { id: "abc1", t: "no such" }, { id: [3, "2"], n: "X" });
    assert.deepEqual(
      batch.events.map(({ messageId }) => messageId),
      ["abc2"],
    );
  });

  it("rejects what is too deep or too large, by its id", () => {
    const deep = `{"id":"deep","n":"X","p":${'{"x":'.repeat(50_000)}1${"}".repeat(50_000)}}`;
    assert.deepEqual(
      reasons({ id: "large", n: "X", p: { text: "x".repeat(64_000) } }, { id: "lists", n: "X", p: { x: nested(30) } }),
      [
        { id: "large", reason: "tooLarge", retry: false },
        { id: "lists", reason: "tooDeep", retry: false },
      ],
    );
    assert.equal(reasons(deep)[0]?.reason, "tooLarge");
    const limits = readBatch(body(header, deep), { maxEventBytes: 1_000_000 });
    assert.equal(limits.ok && limits.rejected[0]?.reason, "tooDeep");
  });

  it("makes text well-formed and leaves __proto__ a member like any other", () => {
    const event = one({}, JSON.parse('{"p":{"__proto__":{"x":1},"t":"a\\ud800b","ok":"\\ud83d\\ude00"}}'));
    assert.deepEqual(Object.entries(event?.properties ?? {}), [
      ["__proto__", { x: 1 }],
      ["t", "a\ufffdb"],
      ["ok", "😀"],
    ]);
    assert.equal(({} as { x?: number }).x, undefined);
  });

  const unreadable: [string, string | Uint8Array, number, string][] = [
    ["nothing", "", 400, "notNdjson"],
    ["blank lines", "\n\r\n  \n", 400, "notNdjson"],
    ["a web page", "<!doctype html><title>no</title>", 400, "notNdjson"],
    ["a list", "[]", 400, "notNdjson"],
    ["another format", body({ writeKey: "K", batch: [] }), 400, "notNdjson"],
    ["bytes at random", Uint8Array.from({ length: 999 }, (_, i) => (i * 7919) % 256), 400, "notNdjson"],
    ["gzip that is none", Uint8Array.from([0x1f, 0x8b, 8, 0, 1, 2, 3]), 400, "notGzip"],
    ["gzip cut off", gzipSync(body(header, { id: "m1" })).subarray(0, 30), 400, "notGzip"],
    ["a header whose context is none", body({ ...header, c: [] }), 400, "headerInvalid"],
    ["a header whose time is none", body({ ...header, ts: "now" }), 400, "headerInvalid"],
    ["a header that is too large", body({ ...header, c: { x: "x".repeat(64_000) } }), 400, "headerInvalid"],
    ["a later version", body({ ...header, $: 2 }), 501, "versionUnknown"],
    ["more than 2 MB", "x".repeat(2_000_001), 413, "tooLarge"],
    ["a gzip bomb", gzipSync(Buffer.alloc(50_000_000)), 413, "tooLarge"],
    ["too many events", body(header, ...Array.from({ length: 2_501 }, () => ({ id: "m" }))), 413, "tooManyEvents"],
    [
      "a small body that would become a huge one",
      body({ ...header, c: { x: "x".repeat(30_000) } }, ...Array.from({ length: 400 }, () => ({ id: "m", n: "X" }))),
      413,
      "tooLarge",
    ],
  ];
  for (const [what, bytes, status, code] of unreadable) {
    it(`says ${status} to ${what}`, () => {
      const answer = readBatch(bytes);
      assert.deepEqual([answer.ok, !answer.ok && answer.status, !answer.ok && answer.code], [false, status, code]);
    });
  }
});

function nested(levels: number): unknown {
  return levels === 0 ? 1 : [nested(levels - 1)];
}
