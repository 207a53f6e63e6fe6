import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { batch, event, type Shop, send, startShop, temporaryFolder } from "./support.js";

/** Sixty visits: whoever looked at the first three looked at them in this order. */
const path = ["kc01", "kc05", "kc03"];

describe("the shop's own model", () => {
  const place = temporaryFolder();
  const env = { DATA_FILE: join(place.folder, "events.duckdb"), DIST_DIR: place.dist };
  let shop: Shop;
  before(async () => {
    shop = await startShop(env);
  });
  after(async () => {
    await shop.stop();
    place.remove();
  });
  const train = async () => (await fetch(`${shop.url}/api/train`, { method: "POST" })).json() as Promise<object>;
  const config = async () => (await fetch(`${shop.url}/waymark.config.json`)).json() as Promise<{ model?: object }>;

  it("is not there, and not in the config, while there is nothing to learn from", async () => {
    assert.deepEqual(await train(), { trained: false, why: "0 views stored, 50 are the fewest" });
    assert.equal((await config()).model, undefined);
    assert.equal((await fetch(`${shop.url}/model.wmk`)).status, 404);
  });

  it("is learned from what the collector stored, and served", async () => {
    const events = Array.from({ length: 60 }, (_, visit) => [
      ...path.map((id, step) =>
        event(`v${visit}-${step}`, {
          anonymousId: `visitor-${visit}`,
          properties: { product_id: id },
          context: { session: { id: `s${visit}` } },
          timestamp: new Date(1_772_352_000_000 + visit * 60_000 + step * 1_000).toISOString(),
        }),
      ),
      event(`o${visit}`, {
        event: "Order Completed",
        anonymousId: `visitor-${visit}`,
        properties: { products: [{ product_id: "kc01" }, { product_id: "kc03" }] },
        context: { session: { id: `s${visit}` } },
      }),
    ]).flat();
    for (let from = 0; from < events.length; from += 40)
      assert.ok((await send(shop, batch(...events.slice(from, from + 40)))).ok);
    const told = (await train()) as { trained: boolean; items: number };
    assert.equal(told.trained, true, JSON.stringify(told));
    assert.ok(told.items >= path.length);
    assert.deepEqual((await config()).model, { url: "/model.wmk" });
    const bytes = Buffer.from(await (await fetch(`${shop.url}/model.wmk`)).arrayBuffer());
    assert.equal(bytes.subarray(0, 4).toString(), "WMK1");
    const file = join(place.folder, "fetched.wmk");
    writeFileSync(file, bytes);
    const ask = (strategy: string) =>
      JSON.parse(
        spawnSync("build/release/waymark", ["recommend", "--model", file, "--k", "1", "--strategy", strategy], {
          encoding: "utf8",
          input: '["kc01"]\n',
        }).stdout,
      )[0].item;
    assert.equal(ask("next"), "kc05");
    assert.equal(ask("cart"), "kc03");
  });
});
