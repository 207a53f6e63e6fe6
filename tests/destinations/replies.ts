/** Tables of replies: what each does to four events, through the seam of the engine. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../../js-bindings/src/protocol.ts";
import { type Answer, type Outcome, outcomeOf, type Target } from "./support.ts";

/** A name, the answer to the first request (`json` is its body), and what becomes of the events. `{}`: delivered. */
export type ReplyCase = [string, Answer & { json?: Json }, Outcome];

/** `waitedMs` is the least that must pass before the next request. */
export function replyTests(target: Target, cases: ReplyCase[]): void {
  for (const [name, { json, ...answer }, { waitedMs: least = 0, ...expected }] of cases) {
    test(`${target.type}: ${name}`, async () => {
      const given = json === undefined ? answer : { ...answer, body: JSON.stringify(json) };
      const { waitedMs = 0, ...outcome } = await outcomeOf(target, given);
      // What follows a loss is the report of it.
      if (outcome.again?.length === 0) delete outcome.again;
      // A parked destination is asked again an hour later with what it has.
      if (outcome.parked) assert.ok(waitedMs >= 3_600_000);
      assert.deepEqual(outcome, expected.parked ? { ...expected, again: [1, 2, 3, 4] } : expected);
      assert.ok(waitedMs >= least, `waited ${waitedMs} ms`);
    });
  }
}
