import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { findingsIn, program } from "../support/command-line.ts";

// Each warning of `waymark validate` with a configuration that deserves it, and one that nearly does.
const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "waymark-validate-"));
after(() => rmSync(folder, { recursive: true }));

type Members = { [name: string]: unknown };

const message = { type: "message", template: "bar", content: { en: { title: "Hello" } } };
const on = { any: [{ type: "pageView" }] };
const event = (name: string, where?: unknown) => ({ any: [{ type: "event", name, ...(where ? { where } : {}) }] });

const log = join(folder, "log.ndjson");
writeFileSync(
  log,
  [
    { type: "track", name: "Product Viewed", properties: { product_id: "p", price: 1 } },
    { type: "page", properties: { path: "/" } },
    { type: "track", name: "Order Completed", properties: { total: 5 } },
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join(""),
);

/** Warnings and errors as `code pointer expected`. */
function found(rules: Members[], more: Members = {}, space?: number): string[] {
  const config = {
    version: 1,
    destinations: [{ id: "d", type: "ndjson", url: "/in" }],
    ...more,
    // Places of their own, so that none shadows another by chance.
    rules: rules.map((rule, n) => ({ id: `r${n}`, on, do: [{ ...message, slot: `slot-${n}` }], ...rule })),
  };
  const path = join(folder, "config.json");
  writeFileSync(path, JSON.stringify(config, null, space));
  const { stdout, stderr } = spawnSync(program, ["validate", path, "--log", log], { cwd: root, encoding: "utf8" });
  assert.match(stderr, /^(\S+: \d+ errors?, \d+ warnings?\n)?$/);
  return findingsIn(stdout);
}

const x = { var: "cart.items" };

/** What is found, rules that deserve it, rules that do not. */
const cases: [string, string, [Members[], Members?], [Members[], Members?]][] = [
  [
    "the name of an event that was never seen",
    "rule.unseenEvent /rules/0/on/any/0/name Product Viewed?",
    [[{ on: event("Product Viewd") }]],
    [[{ on: event("Product Viewed") }]],
  ],
  [
    "the same in a condition",
    "rule.unseenEvent /rules/0/when/>/0/ev.count/0 Order Completed?",
    [[{ when: { ">": [{ "ev.count": ["Order Complete", "7d"] }, 1] } }]],
    [[{ when: { ">": [{ "ev.count": ["Order Completed", "7d"] }, 1] } }]],
  ],
  [
    "and as a goal",
    "rule.unseenEvent /rules/0/goal/event Order Completed?",
    [[{ goal: { event: "Order Completd", window: "1d" } }]],
    [[{ goal: { event: "Order Completed", window: "1d" } }]],
  ],
  [
    "a property the event was never seen with",
    "rule.unseenProperty /rules/0/on/any/0/where/0/0 price?",
    [[{ on: event("Product Viewed", [["prise", ">", 1]]) }]],
    [[{ on: event("Product Viewed", [["price", ">", 1]]) }]],
  ],
  [
    "a fact that does not exist",
    "rule.unknownPath /rules/0/when/>/0/var visitor.orders?",
    [[{ when: { ">": [{ var: "visitor.order" }, 1] } }]],
    [[{ when: { ">": [{ var: "visitor.orders" }, 1] } }]],
  ],
  [
    "a root that does not exist",
    "rule.unknownPath /rules/0/when/>/0/var/0 cart.value?",
    [[{ when: { ">": [{ var: ["kart.value", 0] }, 1] } }]],
    [[{ when: { ">": [{ var: ["cart.value", 0] }, 1] } }]],
  ],
  [
    "one in a GrowthBook condition, and not in its values",
    "rule.unknownPath /rules/0/whenGb/$or/0/cart.valu cart.value?",
    [[{ whenGb: { $or: [{ "cart.valu": { $gt: 1 } }] } }]],
    [[{ whenGb: { $or: [{ "cart.value": { $gt: 1 } }, { "event.a.b": "cart.valu" }] } }]],
  ],
  [
    "but a path of an element is the element's",
    "rule.unknownPath /rules/0/when/some/0/var cart.products?",
    [[{ when: { some: [{ var: "cart.product" }, { "==": [{ var: "price.net" }, 1] }] } }]],
    [[{ when: { some: [{ var: "cart.products" }, { "==": [{ var: "price.net" }, 1] }] } }]],
  ],
  [
    "a segment that does not exist",
    "rule.unknownSegment /rules/0/when/seg/0 vips?",
    [[{ when: { seg: ["vip"] } }], { segments: [{ id: "vips", when: true }] }],
    [[{ when: { seg: ["vips"] } }], { segments: [{ id: "vips", when: true }] }],
  ],
  [
    "a condition that never holds",
    "rule.dead /rules/0/when a condition",
    [[{ when: { and: [x, { "!": [true] }] } }]],
    [[{ when: { or: [x, { "!": [true] }] } }]],
  ],
  [
    "one that contradicts itself",
    "rule.dead /rules/0/when a condition",
    [[{ when: { and: [{ ">": [x, 5] }, { and: [{ ">=": [5, x] }] }] } }]],
    [[{ when: { and: [{ ">=": [x, 5] }, { and: [{ ">=": [5, x] }] }] } }]],
  ],
  [
    "numbers that exclude each other, not those of different things",
    "rule.dead /rules/0/when a condition",
    [[{ when: { and: [{ "==": [x, 1] }, { "==": [x, 2] }] } }]],
    [[{ when: { and: [{ "==": [x, 1] }, { "==": [{ var: "cart.value" }, 2] }, { "!=": [x, 2] }] } }]],
  ],
  [
    "a schedule that is over",
    "rule.dead /rules/0/schedule/to a later day, or status paused",
    [[{ schedule: { to: "2020-01-01" } }]],
    [[{ schedule: { to: "2999-01-01" } }]],
  ],
  [
    "but not of a rule that is paused",
    "rule.dead /rules/0/schedule/to a later day, or status paused",
    [[{ schedule: { to: "2020-01-01" }, status: "live" }]],
    [[{ schedule: { to: "2020-01-01" }, status: "paused" }]],
  ],
  [
    "a day the calendar does not have",
    "config.invalid /rules/0/schedule/to a day such as 2026-11-20, with or without a time",
    [[{ schedule: { to: "2999-02-29" } }]],
    [[{ schedule: { to: "2996-02-29T09:00" } }]],
  ],
  [
    "a day of the week that is none",
    "config.invalid /rules/0/schedule/dow/1 a whole number from 0 (Sunday) to 6",
    [[{ schedule: { dow: [1, 1.5] } }]],
    [[{ schedule: { dow: [1, 6] } }]],
  ],
  [
    "an experiment without any weight",
    "config.invalid /rules/0/experiment/variants one above 0: without any, all variants come alike",
    [
      [
        {
          experiment: {
            key: "e",
            variants: [
              { id: "a", weight: 0 },
              { id: "b", weight: 0 },
            ],
          },
        },
      ],
    ],
    [[{ experiment: { key: "e", variants: [{ id: "a", weight: 0 }, { id: "b" }] } }]],
  ],
  [
    "a schedule that ends before it begins",
    "rule.dead /rules/0/schedule/to a day after 2998-01-02",
    [[{ schedule: { from: "2998-01-02", to: "2998-01-01" } }]],
    [[{ schedule: { from: "2998-01-01", to: "2998-01-02" } }]],
  ],
  [
    "a stage of no journey",
    "rule.dead /rules/0/on/any/0/stage one of visit, cart, checkout",
    [[{ on: { any: [{ type: "stageEntered", stage: "crat" }] } }], { journey: { preset: "store" } }],
    [[{ on: { any: [{ type: "stageEntered", stage: "cart" }] } }], { journey: { preset: "store" } }],
  ],
  [
    "everybody held out",
    "rule.dead /rules/0/holdout a holdout of less than 100 percent",
    [[{ holdout: "all" }], { holdouts: [{ id: "all", percent: 100, seed: "s" }] }],
    [[{ holdout: "all" }], { holdouts: [{ id: "all", percent: 99, seed: "s" }] }],
  ],
  [
    "a rule in the shadow of another",
    "rule.shadowed /rules/1 another priority, or a condition or cap for the other",
    [[{ do: [message], on: { any: [{ type: "route" }, { type: "pageView" }] } }, { do: [message] }]],
    [[{ do: [message] }, { do: [message], on: { any: [{ type: "route" }, { type: "pageView" }] } }]],
  ],
  [
    "not of one with a cap, or of a lower priority",
    "rule.shadowed /rules/0 another priority, or a condition or cap for the other",
    [[{ do: [message] }, { do: [message], priority: 60 }]],
    [
      [
        { do: [message], priority: 70 },
        { do: [message], priority: 60, cap: { session: 1 } },
        { do: [message], status: "paused", priority: 90 },
      ].slice(1),
    ],
  ],
  [
    "a cap another one always comes before",
    "rule.deadCap /rules/0/cap/session no more than 2",
    [[{ cap: { session: 5, lifetime: 2 } }]],
    [[{ cap: { session: 2, lifetime: 2 } }]],
  ],
  [
    "a cap above the site's limit",
    "rule.deadCap /rules/0/cap/day no more than 3",
    [[{ cap: { day: 4 } }], { limits: { day: 3 } }],
    [[{ cap: { day: 4, countsToLimits: false } }], { limits: { day: 3 } }],
  ],
  [
    "a cap of conversions without a goal",
    "rule.deadCap /rules/0/cap/afterConvert a goal",
    [[{ cap: { afterConvert: "1d" } }]],
    [[{ cap: { afterConvert: "1d" }, goal: { event: "Order Completed", window: "1d" } }]],
  ],
  [
    "no text in the site's language",
    'message.noLanguage /rules/0/do/0/content "vi"',
    [[{}], { site: { language: "vi" } }],
    [[{ do: [{ ...message, content: { vi: { title: "a" } } }] }], { site: { language: "vi-VN" } }],
  ],
  [
    "a language a later message has",
    'message.noLanguage /rules/0/do/0/content "vi"',
    [[{}, { do: [{ ...message, slot: "b", content: { en: { title: "a" }, vi: { title: "b" } } }] }]],
    [
      [
        { do: [{ ...message, slot: "a", content: { en: { title: "a" }, vi: { title: "b" } } }] },
        { do: [{ ...message, slot: "b", content: { en: { title: "a" }, vi: { title: "b" } } }] },
      ],
    ],
  ],
  [
    "a key that looks like another",
    "config.unknownKey /rules/0/priorty priority?",
    [[{ priorty: 5 }]],
    [[{ priority: 5 }]],
  ],
  [
    "a purpose that looks like another",
    "config.unknownPurpose /rules/0/consent/0 marketing?",
    [[{ consent: ["marketting"] }]],
    [[{ consent: ["wishes"] }], { consent: { wishes: "unknown" } }],
  ],
];

describe("waymark validate warns of", () => {
  for (const [name, expected, wrong, right] of cases) {
    test(name, () => {
      assert.deepEqual(found(...wrong), [expected]);
      assert.deepEqual(found(...right), []);
    });
  }

  test("the same however the file is set", () => {
    const rules = [{ do: [message] }, { do: [message] }];
    assert.deepEqual(found(rules, {}, 4), found(rules));
  });
});

describe("facts a condition may ask for", () => {
  test("are those of docs/rules.md", () => {
    const table = readFileSync(join(root, "docs/rules.md"), "utf8").split("### Conditions")[1] as string;
    const paths = (table.split("```")[0] as string)
      .split("\n")
      .filter((line) => /^\| `/.test(line))
      .flatMap((line) => {
        const names = [...(line.split("|")[1] as string).matchAll(/`([^`]+)`/g)].map((match) => match[1] as string);
        const first = names[0] as string;
        // `.earned` stands for the same place as the one before it.
        return names.map((name) => (name.startsWith(".") ? first.slice(0, first.lastIndexOf(".")) + name : name));
      })
      .map((path) => path.replace(/<\w+>/g, "x"));
    assert.ok(paths.length > 60, String(paths.length));
    assert.deepEqual(found(paths.map((path) => ({ when: { "==": [{ var: path }, 1] } }))), []);
  });
});

describe("a file that is no JSON", () => {
  test("is told of at the line and column where it ends to be one", () => {
    const path = join(folder, "broken.json");
    // A definition is put in the place of `type` where there is a file to put it into.
    const start =
      '{\n  "version": 1, "destinations": [{ "id": "d", "type": "segment", "url": "/v", "writeKey": "k" }],\n';
    writeFileSync(path, `${start}  "rules": [{ "id": "ä", }]\n}\n`);
    const { stdout, status } = spawnSync(program, ["validate", path], { encoding: "utf8" });
    assert.match(
      stdout,
      new RegExp(`^${path}:3:26 json\\.malformed error \\(whole\\): .*; expected no comma before it\n$`),
    );
    assert.equal(status, 1);
  });
});

describe("waymark validate says a mistake in the author's words", () => {
  /** `place: what is found; what is expected` of each line. */
  const said = (text: string) => {
    const path = join(folder, "words.json");
    writeFileSync(path, text);
    const { stdout } = spawnSync(program, ["validate", path], { encoding: "utf8" });
    return stdout
      .trim()
      .split("\n")
      .map((line) => line.replace(`${path}:`, ""));
  };
  const ruled = (rule: Members) =>
    said(
      JSON.stringify({
        version: 1,
        destinations: [{ id: "d", type: "ndjson", url: "/in" }],
        rules: [{ id: "a", on, do: [message], ...rule }],
      }),
    ).map((line) => line.replace(/^\d+:\d+ /, ""));
  const titled = (title: string) => ruled({ do: [{ ...message, content: { en: { title } } }] });

  test("a filter there is none of, and the near one", () => {
    const place = "config.invalid error /rules/0/do/0/content/en/title";
    assert.deepEqual(titled("{{ cart.value | mony }}"), [`${place}: found the filter "mony"; expected money?`]);
    assert.deepEqual(titled("{{ cart.value | default: '|x' | round | qqqqqqqq }}"), [
      `${place}: found the filter "qqqqqqqq"; expected a filter of docs/messages.md`,
    ]);
  });

  test("each filter docs/messages.md has is known, and is found when a letter is too many", () => {
    const text = readFileSync(join(root, "docs/messages.md"), "utf8");
    const names = ((/Filters: `([^`]*)`/.exec(text) as RegExpExecArray)[1] as string).split(/\s+/);
    assert.ok(names.length > 15);
    for (const name of names) {
      const given = name === "default" ? `${name}: 1` : name;
      assert.deepEqual(titled(`{{ cart.value | ${given} }}`), [""]);
      assert.match(
        titled(`{{ cart.value | ${name}q }}`)[0] as string,
        new RegExp(`found the filter "${name}q"; expected ${name}\\?$`),
      );
    }
  });

  test("an operator of where, at its place in the file", () => {
    assert.deepEqual(
      ruled({
        on: event("Product Viewed", [
          ["a", "==", 1],
          ["price", "=>", 3],
        ]),
      }),
      [
        "rule.unknownOperator error /rules/0/on/any/0/where/1/1: found =>; expected an operator of the condition language",
      ],
    );
  });

  test("an empty list is no nothing", () => {
    assert.deepEqual(ruled({ on: { any: [] } }), [
      'config.invalid error /rules/0/on: found {"any":[]}; expected triggers under any, or under all',
    ]);
    assert.match(ruled({ do: [] })[0] as string, /\/rules\/0\/do: found \[\]; expected at least one action$/);
  });

  test("the template that may have been meant", () => {
    assert.deepEqual(ruled({ do: [{ ...message, template: "barr" }] }), [
      'config.invalid error /rules/0/do/0/template: found "barr"; expected bar?',
    ]);
  });

  test("a cap that stands beside cap", () => {
    assert.deepEqual(ruled({ cooldownMs: 5 }), [
      "config.unknownKey warning /rules/0/cooldownMs: found cooldownMs; expected cap.cooldown?",
    ]);
  });

  test("the stages a trigger's is none of", () => {
    const stageOn = { any: [{ type: "stageEntered", stage: "purchase" }] };
    assert.deepEqual(ruled({ stage: ["awareness", "retention"], on: stageOn }), [
      'rule.dead warning /rules/0/on/any/0/stage: "purchase" is none of the stages the rule speaks in; expected one of awareness, retention',
    ]);
  });

  test("why a text is no JSON", () => {
    const all: [string, string][] = [
      ['{ "version": 1, "rules": [{ "id": "a" "on": {} }] }', "1:39 a comma or a colon before it"],
      ['{ "version": 1, "rules": [{}, ] }', "1:31 no comma before it"],
      ["{ 'version': 1 }", "1:3 double quotes"],
      ['{ "version": 1, // first\n "rules": [] }', "1:17 no comment: JSON has none"],
      ['{ "version": 1, "rules": [', "1:27 more: the text ends too early"],
      ['{ "version": nul }', "1:17 a JSON text in UTF-8"],
    ];
    for (const [text, expected] of all) {
      const [line] = said(text) as [string];
      assert.equal(line.replace(/^(\d+:\d+) json\.malformed error .*; expected /, "$1 "), expected);
    }
  });
});
