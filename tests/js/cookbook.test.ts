/** The cookbook's recipes do what they say, on the built core. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Example } from "../../docs/site/live.ts";
import { play } from "../../docs/site/visit.ts";

const { createEngine } = (await import(
  new URL("../../dist/node.mjs", import.meta.url).href
)) as typeof import("../../js-bindings/src/node.ts");

const text = readFileSync(new URL("../../docs/cookbook.md", import.meta.url), "utf8");
const recipes = [...text.matchAll(/^## (.+)\n[\s\S]*?^```json live\n([\s\S]*?)^```/gm)];

test("there are recipes", () => assert.ok(recipes.length >= 5));

for (const [, title, source] of recipes) {
  test(`cookbook: ${title}`, async () => {
    const { config, steps, speaks } = JSON.parse(source as string) as Example;
    const engine = await createEngine();
    const told = play((input, nowMs) => engine.handleText(input, nowMs), config, steps);
    const spoke = told.filter(({ effects }) => effects.some(({ kind }) => kind === "message"));
    assert.ok(spoke.length > 0, JSON.stringify(told, null, 1));
    assert.ok(spoke.some(({ rules }) => rules.some(({ rule, reason }) => rule === speaks && reason === "selected")));
    // Not always: the example shows when it does not, too.
    assert.ok(spoke.length < told.length - 1);
    const complaints = told.flatMap(({ effects }) => effects.filter(({ kind }) => kind === "warn" || kind === "error"));
    assert.deepEqual(complaints, []);
  });
}
