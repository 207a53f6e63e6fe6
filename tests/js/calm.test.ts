import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { Input } from "../../js-bindings/src/protocol.ts";
import type { Recorder } from "../../js-bindings/src/recorder.ts";
import { keepCalm } from "../../js-bindings/src/signals/more/calm.ts";

const signal = (kind: string, detail: object = {}) => ({ type: "signal", kind, detail }) as Input;
const click = signal("click", { element: "a" });

/** A recorder that keeps what it is told, at a time of the test's. */
function world(config: object = {}) {
  mock.timers.enable({ apis: ["setTimeout"] });
  const told: string[] = [];
  let now = 0;
  const recorder = {
    put: (input: Input, timeMs = now) => void told.push(`${(input as { kind?: string }).kind ?? input.type} ${timeMs}`),
  } as unknown as Recorder;
  const tell = keepCalm(config, recorder, () => now);
  return {
    told,
    tell,
    put: (input: Input) => recorder.put(input),
    go(ms: number) {
      now += ms;
      mock.timers.tick(ms);
    },
  };
}

test("small signals are told together, each in its own time", () => {
  const { put, go, told } = world();
  put(click);
  go(2_000);
  put(signal("scroll", { percent: 50 }));
  go(2_999);
  assert.deepEqual(told, []);
  go(1);
  assert.deepEqual(told, ["click 0", "scroll 2000"]);
  put(click);
  go(5_000);
  assert.deepEqual(told.slice(2), ["click 5000"], "and again");
  mock.timers.reset();
});

test("they come before what is told next, and then no more", () => {
  const { put, go, tell, told } = world();
  put(click);
  go(100);
  tell();
  assert.deepEqual(told, ["click 0"]);
  put(signal("route", { trigger: "push" }));
  go(10_000);
  assert.deepEqual(told, ["click 0", "route 100"]);
  mock.timers.reset();
});

test("what the site has named, submissions and rarer signals do not wait", () => {
  const { put, told } = world();
  put(signal("click", { element: "a", event: "Size Chosen" }));
  put(signal("form", { action: "submit" }));
  put(signal("exitIntent", { cause: "mouse" }));
  put({ type: "event", event: { type: "track", name: "Product Viewed" } } as Input);
  assert.deepEqual(told, ["click 0", "form 0", "exitIntent 0", "event 0"]);
  mock.timers.reset();
});

for (const [why, config] of Object.entries({
  "a rule hears of clicks": { rules: [{ on: { any: [{ type: "event", name: "Element Clicked" }] } }] },
  "a rule counts them": { rules: [{ when: { ">": [{ "ev.count": ["Page Engaged", "1d"] }, 1] } }] },
  "a rule waits for a depth": { rules: [{ on: { any: [{ type: "scroll", percent: 50 }] } }] },
  "events are forwarded": { forward: ["dataLayer"] },
  "batches wait for nothing": { batch: { maxAgeMs: 0 } },
}))
  test(`none waits where ${why}`, () => {
    const { put, told } = world(config);
    put(click);
    assert.deepEqual(told, ["click 0"]);
    mock.timers.reset();
  });
