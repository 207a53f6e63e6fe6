import assert from "node:assert/strict";
import { test } from "node:test";
import type { Effect, Input, Json, NodeEngine } from "../../js-bindings/src/node.ts";

// What a store, a call and an app tell of a visitor, through the same core on a server.
const { createEngine } = (await import(
  new URL("../../dist/node.mjs", import.meta.url).href
)) as typeof import("../../js-bindings/src/node.ts");

const nowMs = 1_767_578_400_000;
const hourMs = 3_600_000;
type Known = { [name: string]: { [name: string]: Json } };

async function started(seed: string): Promise<NodeEngine> {
  const engine = await createEngine();
  const config = { version: 1, journey: { preset: "service" }, loyalty: { moneyPerPoint: 10_000 } };
  engine.handle(
    {
      type: "start",
      config,
      snapshot: null,
      journal: [],
      seed: seed.repeat(32),
      page: { url: "https://shop.example/" },
    },
    nowMs,
  );
  return engine;
}

const told = (effects: Effect[]): Json => {
  const answer = effects.find((effect) => effect.type === "exported");
  assert.ok(answer);
  return answer.data;
};
const profile = (engine: NodeEngine, atMs: number) =>
  told(engine.handle({ type: "export", requestId: "1", of: "profile" }, atMs)) as Known;
const parts = (engine: NodeEngine, atMs: number) =>
  told(engine.handle({ type: "export", requestId: "2", of: "parts" }, atMs)) as { [name: string]: Json };

/** What happened, where: the till, the app and a wall with a tag have ids of their own. */
const stream: { anonymousId: string; channel: string; name: string; properties: { [name: string]: Json } }[] = [
  {
    anonymousId: "nfc-wall",
    channel: "nfc",
    name: "Product Viewed",
    properties: { product_id: "p1", category: "toys" },
  },
  {
    anonymousId: "till-3",
    channel: "store",
    name: "Order Completed",
    properties: { order_id: "o1", total: 250_000, products: [{ product_id: "p1", category: "toys", quantity: 1 }] },
  },
  { anonymousId: "call-centre", channel: "support", name: "Support Requested", properties: { topic: "size" } },
  {
    anonymousId: "app",
    channel: "app",
    name: "Product Added to Wishlist",
    properties: { product_id: "p2", category: "books" },
  },
  {
    anonymousId: "till-3",
    channel: "store",
    name: "Order Completed",
    properties: { order_id: "o2", total: 100_000, products: [{ product_id: "p2", category: "books", quantity: 2 }] },
  },
];

const input = (n: number): Input => {
  const { anonymousId, channel, name, properties } = stream[n] as (typeof stream)[number];
  return { type: "event", event: { type: "track", name, properties, anonymousId, context: { channel } } };
};

test("events of other channels make a profile and a stage", async () => {
  const server = await started("1");
  stream.forEach((_, n) => void server.handle(input(n), nowMs + n * hourMs));
  const { visitor, loyalty, journey } = profile(server, nowMs + 10 * hourMs);
  assert.equal(visitor?.orders, 2);
  assert.equal(visitor?.revenue, 350_000);
  assert.deepEqual(visitor?.purchased, ["p2", "p1"]);
  assert.deepEqual(visitor?.recent, ["p1"]);
  assert.deepEqual(visitor?.favourites, ["p2"]);
  assert.equal(loyalty?.points, 35);
  assert.equal(journey?.stage, "postPurchaseSupport");
  assert.deepEqual(journey?.touchpoints, {
    awarenessAndAcquisition: { nfc: 1, store: 1 },
    postPurchaseSupport: { support: 1, app: 1, store: 1 },
  });
});

test("whichever server was told which half, merged they know the same", async () => {
  const whole = await started("1");
  stream.forEach((_, n) => void whole.handle(input(n), nowMs + n * hourMs));
  const halves = [await started("2"), await started("3")];
  stream.forEach(({ anonymousId }, n) => {
    halves[anonymousId === "till-3" ? 0 : 1]?.handle(input(n), nowMs + n * hourMs);
  });
  const atMs = nowMs + 10 * hourMs;
  const exported = halves.map((half) => parts(half, atMs));
  for (const [n, half] of halves.entries())
    half.handle({ type: "mergeProfile", profile: exported[1 - n] as never }, atMs);
  const known = (engine: NodeEngine) => {
    const { id: _, lastOrderSession: __, ...visitor } = profile(engine, atMs).visitor ?? {};
    return visitor;
  };
  assert.deepEqual(known(halves[0] as NodeEngine), known(whole));
  assert.deepEqual(known(halves[1] as NodeEngine), known(whole));
});

test("what the page was told, a server that is told the same knows", async () => {
  const [page, server] = [await started("4"), await started("5")];
  for (const engine of [page, server]) stream.forEach((_, n) => void engine.handle(input(n), nowMs + n * hourMs));
  const atMs = nowMs + 10 * hourMs;
  const before = JSON.stringify(
    (parts(server, atMs) as { parts: Json[] }).parts.filter((one) => (one as { id: string }).id === "till-3"),
  );
  server.handle({ type: "mergeProfile", profile: parts(page, atMs) as never }, atMs);
  const after = JSON.stringify(
    (parts(server, atMs) as { parts: Json[] }).parts.filter((one) => (one as { id: string }).id === "till-3"),
  );
  assert.equal(after, before, "merging what one knows already adds nothing");
});
