/** The playground's examples do what they say, on the built core. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { examples } from "../../docs/.vitepress/theme/examples.ts";
import { play } from "../../docs/.vitepress/theme/visit.ts";

const { createEngine } = (await import(
  new URL("../../dist/node.mjs", import.meta.url).href
)) as typeof import("../../js-bindings/src/node.ts");

for (const { title, config, steps, speaks } of examples) {
  test(`the playground: ${title.toLowerCase()}`, async () => {
    const engine = await createEngine();
    const told = play((text, nowMs) => engine.handleText(text, nowMs), config, steps);
    const spoke = told.filter(({ rules }) =>
      rules.some(({ rule, reason }) => rule === speaks && reason === "selected"),
    );
    assert.equal(spoke.length > 0, true, JSON.stringify(told, null, 1));
    // Not always: the example shows when it does not, too.
    assert.ok(spoke.length < told.length);
    assert.ok(told.some(({ effects }) => effects.some(({ kind }) => kind === "message")));
    const complaints = told.flatMap(({ effects }) => effects.filter(({ kind }) => kind === "warn" || kind === "error"));
    assert.deepEqual(complaints, []);
  });
}
