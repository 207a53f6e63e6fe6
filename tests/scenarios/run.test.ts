import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readScenario, runScenario } from "./runner.ts";

// Every scenario on the very Wasm that ships, in Node. The native core runs the same files.
const { createEngine } = (await import(
  new URL("../../dist/node.mjs", import.meta.url).href
)) as typeof import("../../js-bindings/src/node.ts");
const wasm = new Uint8Array(readFileSync(new URL("../../dist/waymark-whole.wasm", import.meta.url)));

const files = readdirSync(fileURLToPath(new URL(".", import.meta.url))).filter((name) => name.endsWith(".json"));
assert.ok(files.length > 0, "no scenarios");

for (const file of files.sort()) {
  const scenario = readScenario(`tests/scenarios/${file}`);
  test(`${file}: ${scenario.name}`, async () => {
    const findings = await runScenario(scenario, () => createEngine({ wasm }));
    assert.deepEqual(findings, [], findings.join("\n"));
  });
}

test("the runner finds what is not as told", async () => {
  const findings = async (step: object) =>
    (
      await runScenario({ name: "", description: "", config: { version: 1 }, steps: [step] }, () =>
        createEngine({ wasm }),
      )
    ).length;
  assert.equal(await findings({ input: { type: "wake" } }), 0);
  assert.equal(await findings({ expect: [{ type: "send" }] }), 1);
  assert.equal(await findings({ input: { type: "inspect" }, expectNone: [{ type: "forward" }] }), 1);
  assert.equal(await findings({ state: { journey: { stage: "checkout" } } }), 1);
  assert.equal(await findings({ collector: { "Page Viewed": 1 } }), 1);
  assert.equal(await findings({ journal: 1 }), 1);
});
