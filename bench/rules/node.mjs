import { createEngine } from "../../dist/node.mjs";
import { figure } from "../lib/figures.mjs";
import { askText, enginesOf, race, rule, visitor } from "./engines.mjs";
import { ruleSet } from "./workload.mjs";

const rounds = 12;
const warmUp = 4;
/** Rules of a trigger that counts; the cost of one count is that of the trigger, less that of one without, by these. */
const counting = 100;
const asked = 300;
const windows = ["30m", "12h", "7d", "30d", "session"];

/** A Wasm of its own each time, as a page has it. */
async function core() {
  const engine = await createEngine();
  return { handle: (text, nowMs) => engine.handleText(text, nowMs) };
}

const us = (work) => {
  const from = performance.now();
  work();
  return (performance.now() - from) * 1_000;
};

/** Names and ratios of a race's samples; in Chromium as well. */
export function raceFigures(where, samples) {
  const what = {
    ours: "200 rules at one trigger, text in to text out",
    jsonLogicJs: "json-logic-js, the same rules",
    jsonLogicEngine: "json-logic-engine, run()",
    growthBook: "GrowthBook, isOn() of 200 features",
  };
  const figures = Object.entries(samples).map(([name, list]) =>
    figure(`rules.${where}.${name}`, "us", list, what[name]),
  );
  const [ours, ...others] = figures;
  const aims = { jsonLogicJs: 1 / 6, growthBook: 1 / 8 };
  const ratios = others.map((other) => {
    const name = other.id.split(".").at(-1);
    const ratio = Number((ours.median / other.median).toPrecision(3));
    const aim = aims[name] ? { aim: Number(aims[name].toPrecision(3)) } : {};
    return {
      id: `${other.id}.ratio`,
      unit: "count",
      median: ratio,
      p95: null,
      samples: 0,
      what: `ours to ${name}`,
      ...aim,
    };
  });
  return [...figures, ...ratios];
}

/** One event of a shop with `rules`, of which `heard` listen to it. */
async function eventWith(count, heard) {
  const when = { ">=": [{ "ev.count": ["Product Viewed", "7d", [["category", "==", "shoes"]]] }, 1_000_000] };
  const rules = Array.from({ length: count }, (_, n) =>
    rule(`r${n}`, when, { type: "event", name: n < heard ? "Product Viewed" : `Other ${n % 20}` }),
  );
  const engine = await core();
  const shop = visitor(engine, { rules });
  const properties = { product_id: "p1", category: "shoes", price: 100_000 };
  const text = JSON.stringify({ type: "event", event: { type: "track", name: "Product Viewed", properties } });
  return (samples) => {
    shop.put({ type: "wake" });
    samples.push(us(() => engine.handle(text, shop.now())));
  };
}

/** A trigger of rules that count, after `past` events; or with `counts` false of as many that compare a constant. */
async function countAfter(past, counts) {
  const rules = Array.from({ length: counting }, (_, n) => {
    const where = [["category", "==", `category ${n % 7}`]];
    const count = { "ev.count": ["Product Viewed", windows[n % windows.length], where] };
    return rule(`r${n}`, { ">": [counts ? count : { var: "session.number" }, 1_000_000 + n] });
  });
  const engine = await core();
  const shop = visitor(engine, { rules });
  for (let n = 0; n < past; n++) {
    const properties = { product_id: `p${n % 300}`, category: `category ${n % 7}` };
    shop.put({ type: "event", event: { type: "track", name: "Product Viewed", properties } });
    if (n % 10 === 9) shop.put({ type: "wake" });
  }
  return (samples) => samples.push(us(() => engine.handle(askText, shop.now())));
}

/** Calls each of `runs` in turns and gives their samples. */
function inTurns(runs, times, first = 50) {
  const samples = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
  for (let n = -first; n < times; n++) {
    for (const [name, run] of Object.entries(runs)) run(n < 0 ? [] : samples[name]);
  }
  return samples;
}

export async function rulesInNode() {
  const set = ruleSet();
  const samples = race(enginesOf(await core(), set), set, { warmUp, rounds });
  const events = inTurns(
    { none: await eventWith(0, 0), touched: await eventWith(200, 10), all: await eventWith(200, 200) },
    asked,
  );
  const counts = inTurns(
    {
      without: await countAfter(500, false),
      short: await countAfter(500, true),
      long: await countAfter(50_000, true),
    },
    asked,
  );
  const of = (name, list, what) => figure(`rules.event.${name}`, "us", list, what);
  const base = figure("", "us", counts.without, "").median;
  const each = (name, list, what) => {
    const trigger = figure(`rules.count.${name}`, "us", list, what, 1);
    const one = (total) => Number(Math.max(0, (total - base) / counting).toPrecision(3));
    return { ...trigger, median: one(trigger.median), p95: one(trigger.p95) };
  };
  return {
    notes: set.source === "generated" ? ["no rules-200.json beside the project: rules of the bench's own"] : [],
    figures: [
      ...raceFigures("node", samples),
      of("none", events.none, "a product view, no rules"),
      of("touched", events.touched, "the same, 200 rules of which 10 listen to it"),
      of("all", events.all, "the same, 200 rules that all do"),
      each("500", counts.short, "one windowed count with a where, after 500 events"),
      each("50000", counts.long, "the same after 50,000"),
    ],
  };
}
