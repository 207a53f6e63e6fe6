/**
 * Hostile rules and events against the release build, by instructions and not by the clock: `node scripts/bombs.mjs
 * [name …]` runs each bomb under valgrind's callgrind and prints what a `handle` of it takes. Exit code 1 where one
 * took more than the budget. `make bombs` builds first; tests/unit/rules/bombs_test.cpp counts steps in every test run.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * 5 ms at four instructions a nanosecond. Measured (`waymark replay` of a log, natively): six and more of this code's a
 * nanosecond on a server core of 2023, with other work beside it.
 */
const budget = 20_000_000;
const program = "build/release/waymark";
const startMs = Date.UTC(2026, 0, 5, 2);

const page = { url: "https://shop.example/", title: "", referrer: "", language: "en", timeZone: "UTC", visible: true };
const message = [{ type: "message", template: "bar", content: { en: { title: "x" } } }];
const on = { any: [{ type: "event", name: "Go" }] };
const rule = (when, n = 0, more = {}) => ({ id: `r${n}`, on, when, do: message, ...more });
const rules = (count, when) => Array.from({ length: count }, (_, n) => rule(when(n), n));
const go = (properties = {}) => ({ type: "event", event: { type: "track", name: "Go", properties } });
const nest = (depth, wrap, inner) => (depth === 0 ? inner : wrap(nest(depth - 1, wrap, inner)));
const list = (n, of = (i) => i) => Array.from({ length: n }, (_, i) => of(i));
const text = (n) => "ab".repeat(n / 2);
/** Loops in loops, each turn of the innermost one a chain of filters. */
const liquid = (n) =>
  `${nest(7, (inner) => `{% for a in event.list %}${inner}{% endfor %}`, "{{ a | upcase | replace: 'A', 'AA' | truncate: 99 }}")}${n}`;
const events = (count, of) => list(count, (n) => ({ type: "event", event: { type: "track", ...of(n) } }));

/** What is configured and what comes then; `last` is the one that goes off, `afterMs` the pause before it. */
const bombs = {
  "iterators in iterators": {
    rules: rules(20, () =>
      nest(8, (inner) => ({ map: [{ val: [[20], "event", "list"] }, inner] }), { "+": [{ var: "" }, 1] }),
    ),
    last: go({ list: list(200) }),
  },
  "a sum of products of lists": {
    rules: rules(20, () => ({
      reduce: [
        { var: "event.list" },
        { reduce: [{ val: [[4], "event", "list"] }, { "+": [{ var: "current" }, { var: "accumulator" }] }, 0] },
        0,
      ],
    })),
    last: go({ list: list(256) }),
  },
  "patterns that would backtrack": {
    rules: rules(30, () => ({ matches: [{ var: "event.text" }, `^(${"(a|ab|b)*".repeat(40)})+$`] })),
    last: go({ text: `${text(30_000)}!` }),
  },
  "counted patterns": {
    rules: rules(30, () => ({ matches: [{ var: "event.text" }, "(a?){60}(b?){60}(ab?){60}c"] })),
    last: go({ text: text(30_000) }),
  },
  "texts that double": {
    rules: rules(20, () => nest(7, (inner) => ({ cat: [inner, inner] }), { var: "event.text" })),
    last: go({ text: text(10_000) }),
  },
  "lists that double": {
    rules: rules(20, () => ({
      reduce: [{ var: "event.list" }, { merge: [{ var: "accumulator" }, { var: "accumulator" }] }, [1]],
    })),
    last: go({ list: list(60) }),
  },
  "a megabyte of text": {
    rules: rules(60, (n) => ({ containsCi: [{ var: "event.text" }, `nothing ${n}`] })),
    last: go({ text: text(1_000_000) }),
  },
  "texts in texts": {
    rules: rules(60, () => ({ in: [{ cat: [{ var: "event.text" }, "!"] }, { var: "event.long" }] })),
    last: go({ text: text(8_000), long: text(30_000) }),
  },
  "ten thousand rules": { rules: rules(10_000, (n) => ({ "==": [{ var: "event.n" }, n] })), last: go({ n: -1 }) },
  "ten thousand conditions of ten": {
    rules: rules(10_000, (n) => ({ or: list(10, (i) => ({ ">": [{ var: `event.n${(n + i) % 300}` }, 5] })) })),
    last: go(),
  },
  "paths of nothing but dots": {
    rules: rules(30, () => ({ or: list(60, () => ({ var: [{ cat: [{ var: "event.text" }] }] })) })),
    last: go({ text: ".".repeat(9_000) }),
  },
  "deep data": {
    rules: rules(20, () => ({ "==": [{ var: `event${".a".repeat(90)}` }, 1] })),
    last: go(nest(90, (inner) => ({ a: inner }), 1)),
  },
  "a long where": {
    rules: rules(100, (n) => ({
      ">": [{ "ev.count": ["Go", "7d", list(60, (i) => [`p${i % 12}`, "contains", `x${n}`])] }, 3],
    })),
    history: events(100, () => ({ name: "Go", properties: Object.fromEntries(list(12, (i) => [`p${i}`, text(180)])) })),
    last: go(Object.fromEntries(list(12, (i) => [`p${i}`, text(180)]))),
  },
  "long sequences": {
    rules: rules(60, (n) => ({
      "ev.seq": [list(16, (i) => (i % 2 ? ["!B"] : ["A", [["n", "!=", n + i]]])), "lifetime"],
    })),
    history: events(2_000, (n) => ({ name: n % 7 === 6 ? "B" : "A", properties: { n } })),
    last: go(),
  },
  "the most frequent of everything": {
    rules: rules(60, (n) => ({ "==": [{ "ev.top": ["A", "n", "30d", [["n", "!=", n]]] }, 1] })),
    history: events(2_000, (n) => ({ name: "A", properties: { n: `value ${n}` } })),
    last: go(),
  },
  "GrowthBook's lists": {
    rules: list(40, (n) => ({
      id: `r${n}`,
      on,
      whenGb: { "event.list": { $all: list(100, (i) => ({ $gt: i })), $elemMatch: { $in: list(2_000) } } },
      do: message,
    })),
    last: go({ list: list(256) }),
  },
  "ten thousand rules that hold": {
    rules: rules(10_000, (n) => ({ "!=": [{ var: "event.n" }, n] })),
    last: go({ n: -1 }),
  },
  "windows that all slide at once": {
    rules: rules(150, (n) => ({ ">": [{ "ev.distinct": ["A", "n", `${30 + n}m`, [["m", "!=", n]]] }, 5_000] })),
    history: events(2_000, (n) => ({ name: "A", properties: { n: `value ${n}`, m: n % 200 } })),
    afterMs: 86_400_000,
    last: go(),
  },
  "segments of everything": {
    config: {
      segments: list(200, (n) => ({
        id: `s${n}`,
        when: {
          "==": [{ reduce: [{ var: "event.list" }, { "+": [{ var: "accumulator" }, { var: "current" }] }, n] }, 1],
        },
        events: true,
      })),
      personas: list(50, (n) => ({
        id: `p${n}`,
        scores: list(20, (i) => ({ when: { some: [{ var: "event.list" }, { "==": [{ var: "" }, `${n} ${i}`] }] } })),
      })),
    },
    rules: rules(60, (n) => ({ or: [{ seg: `s${n}` }, { seg: `p${n % 50}` }] })),
    last: go({ list: list(256) }),
  },
  "a journey of many stages": {
    config: {
      journey: {
        stages: list(50, (n) => ({
          id: `s${n}`,
          entry: { all: [{ var: "event.list" }, { ">=": [{ var: "" }, n % 2] }] },
          exit: { none: [{ var: "event.list" }, { ">": [{ var: "" }, 1_000] }] },
          score: { reduce: [{ var: "event.list" }, { "+": [{ var: "accumulator" }, { var: "current" }] }, n] },
        })),
      },
    },
    rules: rules(1, () => true),
    last: go({ list: list(256) }),
  },
  "slices of long texts": {
    rules: rules(60, (n) => ({
      or: list(20, (i) => ({
        in: [{ substr: [{ var: "event.text" }, -n * 20 - i - 2, 1] }, { val: ["event", "text", n + i] }],
      })),
    })),
    last: go({ text: text(30_000) }),
  },
  "Liquid in Liquid": {
    rules: list(60, (n) => ({
      id: `r${n}`,
      on,
      when: true,
      do: [{ type: "message", template: "bar", content: { en: { title: liquid(n) } } }],
    })),
    last: go({ list: list(200, (i) => `${i} ${text(200)}`) }),
  },
  "GrowthBook's patterns": {
    rules: list(40, (n) => ({
      id: `r${n}`,
      on,
      whenGb: { "event.list": { $elemMatch: { $regexi: `(a|ab|b)*c{${n + 1}}$` } } },
      do: message,
    })),
    last: go({ list: list(256, () => text(1_000)) }),
  },
  "one event of ten thousand objects": {
    rules: rules(1, () => true),
    last: go({ list: list(10_000, (n) => ({ product_id: `p${n}`, price: n, category: "toys", quantity: 1 })) }),
  },
  "one event of lists in lists": {
    rules: rules(1, () => true),
    last: go({ list: list(250, (n) => list(250, (i) => n * i)), last: 1 }),
  },
  "rules that set each other off": {
    rules: list(100, (n) => ({
      id: `r${n}`,
      on: { any: [{ type: "event", name: "Go" }] },
      do: [{ type: "emit", event: "Go", data: { n: { "+": [{ var: "event.n" }, 1] } } }],
    })),
    last: go({ n: 1 }),
  },
};

const folder = mkdtempSync(join(tmpdir(), "bombs-"));

/** The inputs of a bomb, its last one `times` over. */
function tape({ config, rules, history = [], afterMs = 0, last }, times) {
  const seed = "00000000000000000000000000000001";
  const start = { type: "start", config: { version: 1, ...config, rules }, snapshot: null, journal: [], seed, page };
  const inputs = [start, ...history, ...list(times, () => last)];
  const pause = (n) => (n > history.length ? afterMs : 0);
  return inputs.map((input, n) => ({ input, at: startMs + n * 1_000 + pause(n) }));
}

/** Instructions of all calls of `handle` in a run: without what the command line does around them, and its own. */
function instructions(content) {
  const file = join(folder, "tape.json");
  writeFileSync(file, JSON.stringify(content));
  const options = ["--tool=callgrind", `--callgrind-out-file=${join(folder, "out")}`];
  const run = spawnSync("valgrind", [...options, program, "replay", file], { encoding: "utf8", maxBuffer: 1e9 });
  const told = spawnSync(
    "callgrind_annotate",
    ["--inclusive=yes", "--tree=caller", "--threshold=100", join(folder, "out")],
    {
      encoding: "utf8",
      maxBuffer: 1e9,
    },
  );
  // Its callers stand above it; the command line asks an engine of its own whether the file is JSON at all.
  const [callers = ""] = /(^ *[\d,]+ .* {2}< .*\n)+(?=.* {2}\* .*waymark::JsonEngine::handle)/m.exec(told.stdout) ?? [];
  const calls = [...callers.matchAll(/^ *([\d,]+) .* {2}< (.*)$/gm)].filter(
    ([, , caller]) => !caller.includes("fault_of"),
  );
  if (run.status !== 0 || calls.length === 0)
    throw new Error(`ended with ${run.status ?? run.signal}\n${run.stderr.slice(-2_000)}`);
  return calls.reduce((sum, [, count]) => sum + Number(count.replaceAll(",", "")), 0);
}

if (spawnSync("valgrind", ["--version"]).status !== 0) {
  console.log("bombs: skipped, no valgrind");
  process.exit(0);
}
const wanted = process.argv.slice(2);
let worst = 0;
for (const [name, bomb] of Object.entries(bombs)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  // The first one may find more to do (what has waited since the history), those after it what the first has left.
  const [before, one, three] = [0, 1, 3].map((times) => instructions(tape(bomb, times)));
  const dearest = Math.max(one - before, (three - one) / 2);
  worst = Math.max(worst, dearest);
  const millions = (n) => `${(n / 1e6).toFixed(2).padStart(8)} M`;
  console.log(`${millions(dearest)}  ${dearest > budget ? "TOO MUCH" : "within  "}  ${name}`);
}
rmSync(folder, { recursive: true });
console.log(`budget ${budget / 1e6} M instructions a handle; the dearest took ${(worst / 1e6).toFixed(2)} M`);
process.exit(worst > budget ? 1 : 0);
