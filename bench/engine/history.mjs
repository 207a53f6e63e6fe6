import { createEngine } from "../../dist/node.mjs";
import { figure } from "../lib/figures.mjs";
import { eventGapMs, startVisit } from "../lib/visit.mjs";
import { config, eventInput, pageFacts, startMs } from "../lib/workload.mjs";

/** Events before the measured ones. */
const histories = [10, 1_000, 100_000];
const measured = 400;
const records = 1_000;
const restores = 15;

/** A site that uses what a profile has, and sends nothing: what learning costs. */
const learning = config({
  destinations: [],
  rules: [],
  journey: { preset: "lifecycle", events: false },
  loyalty: { moneyPerPoint: 10_000 },
  segments: [{ id: "buyer", when: { ">": [{ var: "visitor.orders" }, 0] } }],
  personas: [{ id: "reader", scores: [{ when: { in: ["books", { var: "visitor.favouriteCategories" }] } }] }],
});

/** Shopping, in a round of ten: views, a wish, carts, and an order that leaves the history with all it may hold. */
function shopping(n) {
  const view = eventInput(n, startMs + (n + 1) * eventGapMs);
  const products = [
    { product_id: `p${n % 500}`, category: `c${n % 60}`, brand: `b${n % 40}`, price: 1_000 * (n % 900) },
  ];
  const more = { ...products[0], products, order_id: `o${n}`, total: 100_000 };
  const name = { 3: "Product Added", 5: "Product Added to Wishlist", 7: "Product Added", 9: "Order Completed" }[n % 10];
  return name ? { ...view, event: { ...view.event, name, properties: more } } : view;
}

/** One event as the history behind it grows, the snapshot that comes of it, and the way back from a store. */
export async function historyOfAVisitor() {
  const engines = [];
  for (const length of histories) {
    const shop = startVisit(await createEngine(), { config: learning });
    let bytes = 0;
    for (let n = 0; n < length; n++) {
      shop.event(JSON.stringify(shopping(n)), (nowMs) => {
        const effects = JSON.parse(shop.engine.handleText(JSON.stringify(shopping(n)), nowMs));
        return effects;
      });
    }
    shop.pass(shop.now + 5_000);
    bytes = snapshotOf(shop).length;
    engines.push({ length, shop, bytes, samples: [], n: length });
  }
  // In turns, so that a busy moment of the machine spoils a little of each.
  for (let turn = 0; turn < measured / 10; turn++) {
    for (const one of engines) {
      for (let k = 0; k < 10; k++, one.n++) {
        const text = JSON.stringify(shopping(one.n));
        one.shop.event(text, (nowMs) => {
          const from = performance.now();
          const answer = one.shop.engine.handleText(text, nowMs);
          one.samples.push((performance.now() - from) * 1_000);
          return JSON.parse(answer);
        });
      }
    }
  }
  const long = engines.at(-1);
  return {
    figures: [
      ...engines.map(({ length, samples }) =>
        figure(`history.event.${length}`, "us", samples, `one event of shopping after ${length.toLocaleString("en")}`),
      ),
      figure("history.snapshot", "bytes", [long.bytes], "snapshot after 100,000 events", 64_000),
      figure("history.restore", "ms", await restore(long), "start from it and 1,000 journal records, in Node", 15),
    ],
  };
}

/** The text the core last gave to be stored: asked for by hiding the page. */
function snapshotOf(shop) {
  let text = "";
  shop.event('{"type":"event","event":{"type":"track","name":"Seen"}}', (nowMs) => {
    const effects = JSON.parse(
      shop.engine.handleText('{"type":"event","event":{"type":"track","name":"Seen"}}', nowMs),
    );
    const hidden = JSON.parse(shop.engine.handleText('{"type":"lifecycle","state":"hidden"}', nowMs));
    text = hidden.find(({ type, key }) => type === "persist" && key === "waymark.snapshot")?.text ?? "";
    shop.engine.handleText('{"type":"lifecycle","state":"visible"}', nowMs);
    return [...effects, ...hidden];
  });
  if (!text) throw new Error("no snapshot");
  return text;
}

/** Input of a start as a page finds it in the store: what was stored last, and what was journaled since. */
function startAfter({ shop, n }) {
  const snapshot = snapshotOf(shop);
  const journal = [];
  for (let k = 0; k < records; k++) {
    const text = JSON.stringify(shopping(n + k));
    shop.event(text, (nowMs) => {
      const effects = JSON.parse(shop.engine.handleText(text, nowMs));
      for (const { type, record } of effects) if (type === "append") journal.push(record);
      return effects;
    });
  }
  return JSON.stringify({ type: "start", config: learning, snapshot, journal, seed: "f".repeat(32), page: pageFacts });
}

async function restore(long) {
  const text = startAfter(long);
  const samples = [];
  for (let n = 0; n < restores; n++) {
    const engine = await createEngine();
    const from = performance.now();
    engine.handleText(text, startMs + 200_000 * eventGapMs);
    samples.push(performance.now() - from);
  }
  return samples;
}
