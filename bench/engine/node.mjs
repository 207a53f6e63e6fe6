import { createEngine } from "../../dist/node.mjs";
import { difference, figure, mean } from "../lib/figures.mjs";
import { eventGapMs, startVisit } from "../lib/visit.mjs";
import { config, eventInput, startMs } from "../lib/workload.mjs";

export const warmUp = 500;
const events = 6_000;
/** Events a run handles before it is the next one's turn. */
const turn = 100;

/** Node's clock ticks in fractions of a microsecond. */
const us = (from) => (performance.now() - from) * 1_000;

/**
 * A visit of `warmUp + events` product views, some at a time. `ask(engine, input, text, nowMs)` handles one and returns
 * the microseconds it wants counted and the effects.
 */
export async function startRun(ask, options = {}, make = createEngine) {
  const engine = await make();
  const shop = startVisit(engine, options);
  const samples = [];
  let n = 0;
  return {
    samples,
    shop,
    advance(count) {
      for (const end = n + count; n < end; n++) {
        const input = eventInput(n, startMs + (n + 1) * eventGapMs);
        const text = JSON.stringify(input);
        shop.event(text, (nowMs) => {
          const { counted, effects } = ask(engine, input, text, nowMs);
          if (n >= warmUp) samples.push(counted);
          return effects;
        });
      }
    },
  };
}

/** The seam alone, for any text. */
export function askText(engine, text, nowMs) {
  const from = performance.now();
  const answer = engine.handleText(text, nowMs);
  const counted = us(from);
  return { counted, effects: JSON.parse(answer) };
}

const ways = {
  handle(engine, input, _text, nowMs) {
    const from = performance.now();
    const effects = engine.handle(input, nowMs);
    return { counted: us(from), effects };
  },
  seam: (engine, _input, text, nowMs) => askText(engine, text, nowMs),
  // A wake that comes early asks for nothing: what is left is the way in and out.
  boundary: (engine, _input, _text, nowMs) => askText(engine, '{"type":"wake"}', nowMs),
  parse: (engine, _input, text, nowMs) => askText(engine, text.replace('"event"', '"wake"'), nowMs),
  stringify(engine, input, text, nowMs) {
    const from = performance.now();
    JSON.stringify(input);
    return { counted: us(from), effects: askText(engine, text, nowMs).effects };
  },
  parseEffects(engine, _input, text, nowMs) {
    const answer = engine.handleText(text, nowMs);
    const from = performance.now();
    const effects = JSON.parse(answer);
    return { counted: us(from), effects };
  },
};

/** How each run asks about its events, and what its shop's configuration leaves out. */
const runs = {
  handle: [ways.handle],
  seam: [ways.seam],
  boundary: [ways.boundary],
  parse: [ways.parse],
  accept: [ways.seam, { config: config({ consent: { analytics: "denied", personalization: "denied" } }) }],
  record: [ways.seam, { config: config({ destinations: [], rules: [] }) }],
  stringify: [ways.stringify],
  parseEffects: [ways.parseEffects],
};

/** One `handle` of a 300-byte event on `dist/waymark.wasm` in Node, the steps it is made of, and what follows it. */
export async function trackInNode() {
  const started = {};
  for (const [name, [ask, options]] of Object.entries(runs)) started[name] = await startRun(ask, options);
  // In turns, so that a busy moment of the machine spoils a little of every figure instead of all of one.
  for (let done = 0; done < warmUp + events; done += turn) {
    for (const run of Object.values(started)) run.advance(turn);
  }
  const samples = Object.fromEntries(Object.entries(started).map(([name, run]) => [name, run.samples]));
  const others = started.seam.shop.housekeeping.filter(({ type }) => type !== "start");
  return { figures: [...stepsOfAnEvent(samples), ...whatFollows(others)] };
}

function stepsOfAnEvent(samples) {
  const of = (name, what, aim) => figure(`track.node.${name}`, "us", samples[name], what, aim);
  const handle = of("handle", "handle(object): one event, object to effects", 60);
  const parseEffects = of("parseEffects", "of it JSON.parse of the effects");
  const seam = of("seam", "of it the seam: text in, text out");
  const boundary = of("boundary", "of the seam: the shortest text in and out");
  const [parse, accept, record] = ["parse", "accept", "record"].map((name) => of(name, ""));
  const step = (name, more, less, what) => difference(`track.node.step.${name}`, more, less, what);
  const inside = { median: seam.median + parseEffects.median };
  return [
    handle,
    step("serialise", handle, inside, "of it text of the input, made and looked at"),
    of("stringify", "of that JSON.stringify alone"),
    parseEffects,
    seam,
    boundary,
    step("parse", parse, boundary, "of the seam: 300 bytes instead of 15, and the JSON parser"),
    step("accept", accept, parse, "of the seam: typed reading, normalising, context, consent (which says no)"),
    step(
      "record",
      record,
      accept,
      "of the seam: session, profile, journey, the journal's record written and handed out",
    ),
    step("decide", seam, record, "of the seam: rules, queue, batches"),
  ];
}

/** What the engine does between events, for each of them. */
function whatFollows(others) {
  const us = (list) => list.map(({ ms }) => ms * 1_000);
  const of = (name, what, which) => {
    const found = others.filter(which);
    return found.length > 0 ? [figure(`track.node.${name}`, "us", us(found), what)] : [];
  };
  const count = warmUp + events;
  const total = us(others).reduce((sum, one) => sum + one, 0);
  const asks = (type) => (one) => one.asked.includes(type);
  return [
    ...of("snapshot", "a wake that writes the snapshot, once a second", asks("persist")),
    ...of("batch", "a wake that sends ten events", (one) => asks("send")(one) && !asks("persist")(one)),
    ...of("sendResult", "the collector's reply to ten events", ({ type }) => type === "sendResult"),
    ...of("persistResult", "a snapshot was stored: records released", ({ type }) => type === "persistResult"),
    mean("track.node.others", "us", total / count, count, "all of these, for each event"),
  ];
}
