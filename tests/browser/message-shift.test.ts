/** What `node bench/run.mjs --only=shift` measures over 50 loads of every template, over a few. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load, observe, shifts } from "../../bench/messages/shift.mjs";
import { openShop } from "../../bench/messages/shop.mjs";
import { browser } from "../support/browser.ts";
import { noShifts, onlyIn } from "../support/engines/index.ts";

async function setting(t: { after(fn: () => Promise<void>): void }) {
  const shop = await openShop();
  t.after(async () => {
    await shop.close();
  });
  return shop;
}

test("on a slow line nothing moves: new visitors and returning ones, with the room from plan.js or from a style sheet", {
  skip: onlyIn(["chromium"], noShifts),
}, async (t) => {
  const shop = await setting(t);
  const found: { [template: string]: { value: number; what: string[]; drawn: number }[] } = await shifts(
    await browser(),
    shop,
    10,
    ["bar", "hero", "recommendations"],
  );
  for (const [name, loads] of Object.entries(found)) {
    assert.equal(loads.length, 10);
    for (const { value, what, drawn } of loads) assert.deepEqual([name, drawn, value, what], [name, 1, 0, []]);
  }
});

test("what does move is seen to move", { skip: onlyIn(["chromium"], noShifts) }, async (t) => {
  const shop = await setting(t);
  const context = await (await browser()).newContext({ viewport: { width: 1280, height: 800 } });
  t.after(() => context.close());
  await context.addInitScript(observe);
  const { value } = await load(context, `${shop.origin}/t/banner?width=1280&bare=1`);
  assert.ok(value > 0.01, `${value}`);
});
