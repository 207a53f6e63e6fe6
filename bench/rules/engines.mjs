/**
 * The same 200 rules in four engines. Runs in Node and, bundled, in a browser: nothing of either is used here. Each
 * engine answers `take(context)`, which is not measured, then `ask()`, which is, and `answers()`: booleans, rule by rule.
 */
import { GrowthBook } from "@growthbook/growthbook";
import { LogicEngine } from "json-logic-engine";
import jsonLogic from "json-logic-js";

const page = {
  url: "https://shop.example/p/p001",
  title: "Cotton T-shirt",
  referrer: "",
  language: "en",
  timeZone: "UTC",
  siteOffsetMinutes: 0,
  userAgent: "Mozilla/5.0",
  viewport: { width: 1280, height: 720 },
  screen: { width: 1920, height: 1080 },
  visible: true,
};
const startMs = Date.UTC(2025, 0, 15, 3, 0, 0);

/** Where our rules find the context: a site puts facts of its own there with `identify`. */
const home = "visitor.traits.";

function atHome(rule) {
  if (Array.isArray(rule)) return rule.map(atHome);
  if (rule === null || typeof rule !== "object") return rule;
  const [[name, value]] = Object.entries(rule);
  return name === "var" ? { var: home + value } : { [name]: atHome(value) };
}

/** One visitor on one page, with the smallest host there can be. */
export function visitor(engine, config) {
  let now = startMs;
  const put = (input) => {
    now += 1_000;
    const effects = engine.handle(JSON.stringify(input), now);
    for (const effect of JSON.parse(effects)) {
      if (effect.type === "persist")
        engine.handle(JSON.stringify({ type: "persistResult", key: effect.key, ok: true }), now);
      if (effect.type === "log" && effect.level === "error") throw new Error(`the core complains: ${effect.code}`);
    }
    return effects;
  };
  const seed = "00112233445566778899aabbccddeeff";
  put({ type: "start", config: { version: 1, ...config }, snapshot: null, journal: [], seed, page });
  const inspect = () => JSON.parse(put({ type: "inspect" })).find(({ name }) => name === "state").payload;
  return { put, inspect, now: () => now };
}

/** A rule asked at `waymark.trigger("ask")`. What holds ends at an experiment that nobody is in, so nothing is drawn. */
export const rule = (id, when, on = { type: "api", name: "ask" }) => ({
  id,
  on: { any: [on] },
  when,
  experiment: { key: "nobody", by: "visitor.userId", variants: [{ id: "a" }, { id: "b" }] },
  do: [{ type: "message", template: "bar", content: { en: { title: "Hello" } } }],
});

export const askText = '{"type":"signal","kind":"api","detail":{"name":"ask"}}';

/** The whole trigger: text in, every rule asked, text out. */
function ours(engine, rules) {
  const shop = visitor(engine, { rules: rules.map((one, n) => rule(`r${n}`, atHome(one))) });
  return {
    take: (context) => shop.put({ type: "event", event: { type: "identify", traits: context } }),
    ask: () => engine.handle(askText, shop.now()),
    answers: () => Object.values(shop.inspect().rules).map((reason) => reason === "noExperiment"),
  };
}

function growthBook(mongo) {
  const features = Object.fromEntries(
    mongo.map((condition, n) => [`r${n}`, { defaultValue: false, rules: [{ condition, force: true }] }]),
  );
  const engine = new GrowthBook({ features });
  const names = Object.keys(features);
  let got = [];
  return {
    take: (context) => engine.setAttributes(context),
    ask() {
      got = names.map((name) => engine.isOn(name));
    },
    answers: () => got,
  };
}

function plain(rules, answer) {
  let data = {};
  let got = [];
  return {
    take(context) {
      data = context;
    },
    ask() {
      got = rules.map((one) => answer(one, data));
    },
    answers: () => got.map(Boolean),
  };
}

/** @param engine What `createEngine` of js-bindings/src/engine/instantiate.ts gives. */
export function enginesOf(engine, { jsonlogic, mongo }) {
  const logic = new LogicEngine();
  return {
    ours: ours(engine, jsonlogic),
    jsonLogicJs: plain(jsonlogic, (one, data) => jsonLogic.apply(one, data)),
    jsonLogicEngine: plain(jsonlogic, (one, data) => logic.run(one, data)),
    growthBook: growthBook(mongo),
  };
}

/** Microseconds of each `ask` by engine, `rounds` over all contexts, in turns; throws where two do not agree. */
export function race(engines, { contexts, expected }, { warmUp, rounds, clock = () => performance.now() }) {
  const samples = Object.fromEntries(Object.keys(engines).map((name) => [name, []]));
  for (let round = -warmUp; round < rounds; round++) {
    contexts.forEach((context, c) => {
      let wanted = expected?.[c]?.map(Boolean);
      for (const [name, engine] of Object.entries(engines)) {
        engine.take(context);
        const from = clock();
        engine.ask();
        const us = (clock() - from) * 1_000;
        if (round >= 0) samples[name].push(us);
        if (round > -warmUp && round !== rounds - 1) continue;
        const got = engine.answers();
        wanted ??= got;
        const odd = got.findIndex((one, n) => one !== wanted[n]);
        if (odd >= 0) throw new Error(`${name} answers rule ${odd} in context ${c} with ${got[odd]}`);
      }
    });
  }
  return samples;
}
