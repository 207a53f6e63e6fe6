import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient } from "../../js-bindings/src/client.ts";
import type { Effect } from "../../js-bindings/src/protocol.ts";

type Script = { [input: string]: Effect[] | Error };

const noTrap = (error: unknown) => assert.fail(String(error));
const wake = (atMs: number): Effect => ({ type: "wake", atMs });

/** An engine that answers from a script and notes what it was asked, and whether it was entered twice. */
function scripted(script: Script) {
  const asked: string[] = [];
  let inside = false;
  const answer = (text: string): string => {
    assert.ok(!inside, "entered while running");
    inside = true;
    asked.push(text);
    inside = false;
    const effects = script[text] ?? [];
    if (effects instanceof Error) throw effects;
    return JSON.stringify(effects);
  };
  return {
    asked,
    engine: {
      handle: (text: string, nowMs: number) => answer(`${text}@${nowMs}`),
      load: (kind: string) => answer(kind),
    },
  };
}

test("effects run in the order given, before put returns", () => {
  const { engine } = scripted({ "a@1": [wake(1), wake(2)] });
  const ran: Effect[] = [];
  const client = createClient(engine, (effect) => ran.push(effect), noTrap);
  client.put("a", 1);
  assert.deepEqual(ran, [wake(1), wake(2)]);
});

test("an effect that answers at once does not enter the engine before the other effects have run", () => {
  const { engine, asked } = scripted({ "a@1": [wake(1), wake(2)], "b@2": [wake(3)] });
  const order: string[] = [];
  const client = createClient(
    engine,
    (effect) => {
      assert.equal(effect.type, "wake");
      const { atMs } = effect as { atMs: number };
      order.push(`effect ${atMs}`);
      if (atMs === 1) {
        client.put("b", 2);
        order.push("put returned");
      }
    },
    noTrap,
  );
  client.put("a", 1);
  assert.deepEqual(asked, ["a@1", "b@2"]);
  assert.deepEqual(order, ["effect 1", "put returned", "effect 2", "effect 3"]);
});

test("a trap is told once, with its input, and silences the engine", () => {
  const { engine, asked } = scripted({ "bad@1": new Error("unreachable") });
  const traps: string[] = [];
  const client = createClient(
    engine,
    () => {},
    (error, input) => traps.push(`${String(error)} ${input}`),
  );
  client.put("bad", 1);
  client.put("good", 2);
  assert.deepEqual(asked, ["bad@1"]);
  assert.deepEqual(traps, ["Error: unreachable bad"]);
  assert.equal(client.alive, false);
});

test("an answer that is no JSON counts as a trap", () => {
  const traps: unknown[] = [];
  const client = createClient(
    { handle: () => "[{", load: () => "[]" },
    () => {},
    (error) => traps.push(error),
  );
  client.put("a", 1);
  assert.equal(traps.length, 1);
});

test("bulk bytes are loaded in turn with inputs", () => {
  const { engine, asked } = scripted({ "a@1": [wake(1)] });
  const client = createClient(engine, () => client.load("catalogue", new Uint8Array()), noTrap);
  client.put("a", 1);
  assert.deepEqual(asked, ["a@1", "catalogue"]);
});
