import assert from "node:assert/strict";
import { test } from "node:test";
import { retryAfterMs } from "../../js-bindings/src/effects/retry-after.ts";

const now = Date.parse("2026-01-02T03:04:05Z");

const cases: [header: string | null, expected: number | undefined][] = [
  ["120", 120_000],
  [" 0 ", 0],
  ["Fri, 02 Jan 2026 03:05:05 GMT", 60_000],
  ["Friday, 02-Jan-26 03:04:06 GMT", 1_000],
  ["Thu, 01 Jan 2026 00:00:00 GMT", 0],
  ["99999999999999", 86_400_000],
  ["Fri, 02 Jan 2099 03:05:05 GMT", 86_400_000],
  ["-5", undefined],
  ["1.5", undefined],
  ["soon", undefined],
  ["", undefined],
  [null, undefined],
];

for (const [header, expected] of cases) {
  test(`Retry-After ${JSON.stringify(header)} is ${expected} ms`, () => {
    assert.equal(retryAfterMs(header, now), expected);
  });
}
