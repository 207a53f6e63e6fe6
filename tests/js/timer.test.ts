import assert from "node:assert/strict";
import { test } from "node:test";
import { createTimer } from "../../js-bindings/src/effects/timer.ts";

/** A clock that goes where it is told, and how often a timer was set. */
function world() {
  let nowMs = 0;
  let sets = 0;
  let due: { atMs: number; run: () => void } | undefined;
  const wakes: number[] = [];
  const clock = {
    now: () => nowMs,
    after(delayMs: number, run: () => void) {
      sets++;
      const mine = { atMs: nowMs + delayMs, run };
      due = mine;
      return () => {
        if (due === mine) due = undefined;
      };
    },
  };
  const timer = createTimer(clock, () => wakes.push(nowMs));
  return {
    wakes,
    sets: () => sets,
    wake: (atMs: number) => timer({ type: "wake", atMs }),
    go(toMs: number) {
      while (due && due.atMs <= toMs) {
        const { atMs, run } = due;
        due = undefined;
        nowMs = Math.max(nowMs, atMs);
        run();
      }
      nowMs = toMs;
    },
  };
}

test("a wake that is put off costs no new timer, and comes once, in time", () => {
  const { wake, go, wakes, sets } = world();
  for (let ms = 0; ms < 50; ms++) {
    go(ms);
    wake(ms + 100);
  }
  assert.equal(sets(), 1);
  go(1_000);
  assert.deepEqual(wakes, [149]);
  assert.equal(sets(), 2);
});

test("an earlier wake replaces a later one, and a new one may follow", () => {
  const { wake, go, wakes } = world();
  wake(100);
  wake(20);
  go(60);
  assert.deepEqual(wakes, [20]);
  wake(100);
  go(200);
  assert.deepEqual(wakes, [20, 100]);
});
