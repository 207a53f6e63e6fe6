import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "../../scripts/size.mjs";

const sizes = [
  { name: "waymark.js", raw: 9000, gzip: 4000, brotli: 3500 },
  { name: "waymark.wasm", raw: 80000, gzip: 30000, brotli: 27000 },
  { name: "waymark.mjs", raw: 20000, gzip: 9000, brotli: 8000 },
  { name: "messages.mjs", raw: 20000, gzip: 9000, brotli: 8000 },
];

test("a group counts its files, without the excepted, in brotli bytes", () => {
  const group = { name: "first load", files: ["waymark.wasm", "*.mjs"], except: ["messages*.mjs"], maxBytes: 35000 };
  assert.deepEqual(judge(sizes, { groups: [group] }), [
    { name: "first load", brotli: 35000, maxBytes: 35000, ceilingBytes: 35000, ok: true },
  ]);
});

test("a group one byte over its budget fails", () => {
  const group = { name: "loader", files: ["waymark.js"], maxBytes: 3499 };
  assert.equal(judge(sizes, { groups: [group] })[0]?.ok, false);
});

test("a group whose files are not there fails: a renamed file cannot slip past its budget", () => {
  const group = { name: "loader", files: ["loader.js"], maxBytes: 4000 };
  assert.equal(judge(sizes, { groups: [group] })[0]?.ok, false);
});

test("a group over its budget passes only below its ceiling", () => {
  const group = { name: "loader", files: ["waymark.js"], maxBytes: 3000, ceilingBytes: 3500 };
  assert.equal(judge(sizes, { groups: [group] })[0]?.ok, true);
  assert.equal(judge(sizes, { groups: [{ ...group, ceilingBytes: 3499 }] })[0]?.ok, false);
});
