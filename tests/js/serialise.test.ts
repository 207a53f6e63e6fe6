import assert from "node:assert/strict";
import { test } from "node:test";
import { maxDepth, maxStringLength, maxValues, serialise } from "../../js-bindings/src/serialise.ts";

const codes = (value: unknown) => serialise(value).complaints.map((complaint) => complaint.code);
const back = (value: unknown) => JSON.parse(serialise(value).text) as unknown;

test("an ordinary value is its own JSON, without complaint", () => {
  const value = { name: "Product Viewed", properties: { id: "p1", price: 1.5, tags: ["a"], none: undefined } };
  assert.deepEqual(serialise(value), { text: JSON.stringify(value), complaints: [] });
});

test("a null that is a null is no complaint", () => {
  assert.deepEqual(serialise({ a: null }), { text: '{"a":null}', complaints: [] });
});

test("NaN and the infinities become null and are named with their pointer", () => {
  const { text, complaints } = serialise({ properties: { "a/b": Number.NaN, c: Number.POSITIVE_INFINITY } });
  assert.equal(text, '{"properties":{"a/b":null,"c":null}}');
  assert.deepEqual(complaints, [{ code: "event.notFinite", pointer: "/properties/a~1b" }]);
});

test("a BigInt becomes a number where it fits, else a text", () => {
  assert.deepEqual(back({ small: 5n, large: 2n ** 60n }), { small: 5, large: "1152921504606846976" });
});

test("numbers beyond 2^53 pass as JavaScript writes them", () => {
  assert.equal(serialise({ n: 2 ** 60 }).text, '{"n":1152921504606847000}');
});

test("a cycle becomes null, what is merely shared does not", () => {
  const shared = { x: 1 };
  const value: Record<string, unknown> = { first: shared, second: shared };
  value.self = value;
  assert.deepEqual(back(value), { first: { x: 1 }, second: { x: 1 }, self: null });
  assert.deepEqual(codes(value), ["event.cycle"]);
});

test("throwing getters, toJSON and proxies cost only their own value", () => {
  const value = {
    good: 1,
    get bad(): never {
      throw new Error("no");
    },
    worse: {
      toJSON() {
        throw new Error("no");
      },
    },
    worst: new Proxy(
      {},
      {
        ownKeys() {
          throw new Error("no");
        },
      },
    ),
  };
  assert.deepEqual(back(value), { good: 1, bad: null, worse: null, worst: null });
  assert.deepEqual(codes(value), ["event.unreadable"]);
});

test("dates keep their text on both paths", () => {
  const date = new Date(0);
  assert.deepEqual(back({ date }), { date: "1970-01-01T00:00:00.000Z" });
  assert.deepEqual(back({ date, n: 1n }), { date: "1970-01-01T00:00:00.000Z", n: 1 });
});

test("lone surrogates in texts and keys are replaced, pairs stay", () => {
  const value = { "k\ud800": "a\udc00b", whole: "😀", escaped: "\\ud800" };
  assert.deepEqual(back(value), { "k\ufffd": "a\ufffdb", whole: "😀", escaped: "\\ud800" });
  assert.deepEqual(codes(value), ["event.notText"]);
});

test("a text of 10 MB is cut before it crosses", () => {
  const { text, complaints } = serialise({ long: "x".repeat(10_000_000), short: "y" });
  assert.ok(text.length < maxStringLength + 100);
  assert.equal((JSON.parse(text) as { short: string }).short, "y");
  assert.deepEqual(complaints, [{ code: "event.truncated", pointer: "/long" }]);
});

test("nesting of 1,000 is cut at the limit", () => {
  let deep: unknown = "bottom";
  for (let i = 0; i < 1_000; i++) deep = i % 2 ? [deep] : { deep };
  const { text, complaints } = serialise({ deep, beside: 1 });
  assert.equal((text.match(/[[{]/g) ?? []).length, maxDepth);
  assert.equal((JSON.parse(text) as { beside: number }).beside, 1);
  assert.equal(complaints[0]?.code, "event.tooDeep");
});

test("nesting of 100,000 overflows no stack", () => {
  let deep: unknown = [];
  for (let i = 0; i < 100_000; i++) deep = [deep];
  assert.deepEqual(codes(deep), ["event.tooDeep"]);
});

test("values past the limit are left out", () => {
  const { complaints } = serialise(Array.from({ length: maxValues + 10 }, () => Number.NaN));
  assert.ok(complaints.some((complaint) => complaint.code === "event.tooMany"));
});

test("functions, symbols and undefined vanish as in JSON", () => {
  assert.equal(serialise({ a: () => 1, b: Symbol("b"), c: undefined, n: 1n }).text, '{"n":1}');
  assert.equal(serialise(undefined).text, "null");
});

test("a key named __proto__ is only a key", () => {
  const value = JSON.parse('{"__proto__":{"polluted":1},"n":1}') as object;
  assert.equal(serialise({ value, big: 1n }).text, '{"value":{"__proto__":{"polluted":1},"n":1},"big":1}');
});

test("the site's object is neither changed nor kept", () => {
  const value = Object.freeze({ list: Object.freeze([Number.NaN, "\ud800"]) });
  serialise(value);
  assert.ok(Number.isNaN(value.list[0]));
});

test("raw bytes and endless lists are cut before anybody spells them out", () => {
  const bytes = serialise({ small: new Uint8Array([1, 2]), floats: new Float32Array([0.5, Number.NaN]) });
  assert.equal(bytes.text, '{"small":[1,2],"floats":[0.5,null]}');
  for (const value of [new Uint8Array(200_000_000), new Array(100_000_000), { length: 1e12 }]) {
    const { text } = serialise({ before: 1, value });
    assert.ok(text.startsWith('{"before":1,') && text.length < 1_000_000);
  }
});
