import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Effect, Input } from "../../js-bindings/src/protocol.ts";

const core = new URL("../../dist/node.mjs", import.meta.url);
const dayMs = 86_400_000;
const startMs = Date.UTC(2026, 0, 5, 2);

/** An event in the journal, as far as it is asked for. */
interface Told {
  messageId: string;
  type: string;
  name?: string;
  anonymousId: string;
  timestamp: number;
  properties?: Record<string, unknown>;
}

/** What docs/rules.md tells shops to ask their own data. */
function query(): string {
  const docs = readFileSync(new URL("../../docs/rules.md", import.meta.url), "utf8");
  const block = /### Lift from raw data[\s\S]*?```sql\n([\s\S]*?)```/.exec(docs);
  assert.ok(block?.[1], "docs/rules.md has the query");
  return block[1];
}

const config = {
  version: 1,
  holdouts: [{ id: "half", percent: 50, seed: "s" }],
  rules: [
    {
      id: "offer",
      holdout: "half",
      on: { any: [{ type: "event", name: "Product Viewed" }] },
      do: [{ type: "message", template: "bar", content: { en: { title: "An offer" } } }],
    },
  ],
};
const page = {
  url: "https://shop.example/",
  title: "",
  referrer: "",
  language: "en",
  timeZone: "UTC",
  siteOffsetMinutes: 0,
  visible: true,
} as const;

interface Row {
  message_id: string;
  event: string;
  anonymous_id: string;
  timestamp: number;
  properties: Record<string, unknown>;
}

test("the query for lift in docs/rules.md gives what the events of a holdout come to", {
  skip: existsSync(core) ? false : "dist/ is not built",
}, async () => {
  const { createEngine } = await import(core.href);
  const rows: Row[] = [];
  const wanted: Record<string, { visitors: number; buyers: number; revenue: number }> = {};
  for (let n = 0; n < 60; n++) {
    const engine = await createEngine();
    const told: Row[] = [];
    const put = (input: Input, at: number) => {
      for (const effect of engine.handle(input, at) as Effect[]) {
        if (effect.type !== "append") continue;
        const event = effect.record.event as unknown as Told;
        told.push({
          message_id: event.messageId,
          event: event.name ?? event.type,
          anonymous_id: event.anonymousId,
          timestamp: event.timestamp,
          properties: event.properties ?? {},
        });
      }
    };
    const track = (name: string, properties: Record<string, unknown>, at: number) =>
      put({ type: "event", event: { type: "track", name, properties } } as Input, at);
    const seed = n.toString(16).padStart(32, "0");
    put({ type: "start", config, snapshot: null, journal: [], seed, page } as unknown as Input, startMs);
    // Bought before they were asked: of no account.
    track("Order Completed", { order_id: `before${n}`, total: 1_000 }, startMs + 1_000);
    track("Product Viewed", { product_id: "p1", price: 10 }, startMs + 2_000);
    const arm = told.find(({ event }) => event === "Experiment Viewed")?.properties.variant as string;
    assert.ok(arm === "open" || arm === "heldOut");
    const sum = wanted[arm] ?? { visitors: 0, buyers: 0, revenue: 0 };
    wanted[arm] = sum;
    sum.visitors += 1;
    if (n % (arm === "open" ? 2 : 3) === 0) {
      sum.buyers += 1;
      sum.revenue += 100 + n;
      track("Order Completed", { order_id: `soon${n}`, total: 100 + n }, startMs + dayMs);
    }
    track("Order Completed", { order_id: `late${n}`, total: 5_000 }, startMs + 3 * dayMs);
    rows.push(...told);
  }
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    await connection.run(
      "CREATE TABLE events (message_id VARCHAR, event VARCHAR, anonymous_id VARCHAR, timestamp TIMESTAMP, properties JSON)",
    );
    for (const row of rows) {
      await connection.run("INSERT INTO events VALUES ($1, $2, $3, $4::TIMESTAMP, $5::JSON)", [
        row.message_id,
        row.event,
        row.anonymous_id,
        new Date(row.timestamp).toISOString().replace("Z", ""),
        JSON.stringify(row.properties),
      ]);
    }
    const got = (await connection.runAndReadAll(query())).getRowObjectsJson();
    assert.equal(got.length, 2, "two arms of one holdout");
    for (const row of got) {
      const sum = wanted[row.variant as string];
      assert.ok(sum, `an arm ${row.variant}`);
      assert.equal(row.experiment, "half");
      assert.equal(Number(row.visitors), sum.visitors);
      const rate = sum.buyers / sum.visitors;
      assert.ok(Math.abs(Number(row.rate) - rate) < 1e-9, "the share that bought within two days of its exposure");
      assert.ok(Math.abs(Number(row.revenue_each) - sum.revenue / sum.visitors) < 1e-6, "what each of them spent");
      const within = 1.96 * Math.sqrt((rate * (1 - rate)) / sum.visitors);
      assert.ok(Math.abs(Number(row.rate_within) - within) < 1e-9, "half the width of its interval");
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
});
