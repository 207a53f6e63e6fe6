import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { GrowthBook } from "@growthbook/growthbook";
import { formatQuery } from "@react-querybuilder/core";
import { LogicEngine } from "json-logic-engine";
import { ask, program } from "../support/command-line.ts";
import { dice } from "../support/dice.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const jsonLogic = createRequire(import.meta.url)("json-logic-js") as { apply(rule: unknown, data: unknown): unknown };

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const data = {
  n: 7,
  zero: 0,
  neg: -2.5,
  text: "áo thun 12",
  digits: "42",
  empty: "",
  yes: true,
  no: false,
  nothing: null,
  list: [1, 2, 3],
  words: ["a", "b", "áo"],
  none: [] as number[],
  deep: { a: { b: [{ c: 5 }, { c: 6 }] } },
  people: [
    { name: "An", age: 31 },
    { name: "Bình", age: 17 },
  ],
};

/** A rule of operators on which json-logic-engine and the suites are of one mind. */
function rule(roll: (n: number) => number, depth: number): Json {
  const paths = [
    "n",
    "zero",
    "neg",
    "text",
    "digits",
    "empty",
    "yes",
    "no",
    "nothing",
    "deep.a.b.0.c",
    "absent",
    "list.1",
  ];
  const leaf = (): Json =>
    [{ var: paths[roll(paths.length)] ?? "n" }, roll(20) - 5, roll(2) === 0, "b", "3", null, ""][roll(7)] as Json;
  if (depth === 0) return leaf();
  const inner = (): Json => rule(roll, depth - 1);
  const lists = [{ var: "list" }, { var: "words" }, [1, "2", true]] as Json[];
  const list = (): Json => lists[roll(lists.length)] as Json;
  const element = (): Json => ({ [["==", "<", ">=", "!=="][roll(4)] as string]: [{ var: "" }, roll(4)] });
  switch (roll(20)) {
    case 0:
    case 1:
      return { and: [inner(), inner()] };
    case 2:
      return { or: [inner(), inner(), inner()] };
    case 3:
      // Of a list json-logic-engine would look at the first element here.
      return { "!": [{ "===": [inner(), inner()] }] };
    case 4:
      return { if: [inner(), inner(), inner()] };
    case 5:
    case 6:
    case 7:
      return { [["==", "!=", "<", "<=", ">", ">=", "===", "!=="][roll(8)] as string]: [inner(), inner()] };
    case 8:
      return { [["+", "*", "-"][roll(3)] as string]: [inner(), inner()] };
    case 9:
      return { [["/", "%"][roll(2)] as string]: [inner(), roll(5) + 1] };
    case 10:
      return { cat: [inner(), "-", inner()] };
    case 11:
      return { substr: [{ var: "text" }, roll(12) - 6, roll(8) - 3] };
    case 12:
      return { in: [inner(), list()] };
    case 13:
      return { [["map", "filter", "all", "some", "none"][roll(5)] as string]: [list(), element()] };
    case 14:
      return { reduce: [{ var: "list" }, { "+": [{ var: "current" }, { var: "accumulator" }] }, roll(9)] };
    case 15:
      return { try: [inner(), { var: "type" }] };
    case 16:
      return { "??": [{ var: "absent" }, inner()] };
    case 17:
      return { merge: [inner(), list()] };
    case 18:
      return { val: [["deep", "a", "b"], ["n"], ["people", 0, "name"]][roll(3)] as Json };
    default:
      return { exists: [["deep", "a"], ["absent"], ["nothing"]][roll(3)] as Json };
  }
}

describe("conditions on the command line", () => {
  test("agree with json-logic-engine on generated rules", () => {
    const roll = dice(20261122);
    const rules = Array.from({ length: 4_000 }, () => rule(roll, 1 + roll(3)));
    const got = ask(
      ["eval"],
      rules.map((one) => ({ rule: one, data })),
    );
    const odd: string[] = [];
    // Without its optimiser, which computes constants of branches that are never taken.
    const engine = new LogicEngine(undefined, { disableInline: true, disableInterpretedOptimization: true });
    rules.forEach((one, i) => {
      let wanted: Record<string, unknown>;
      try {
        wanted = { result: engine.run(one, data) ?? null };
      } catch (error) {
        const type = Number.isNaN(error) ? "NaN" : (error as { type?: string }).type;
        wanted = { error: { type } };
      }
      const same = JSON.stringify(got[i]) === JSON.stringify(wanted);
      if (!same)
        odd.push(`${JSON.stringify(one)}\n  ours ${JSON.stringify(got[i])}\n  theirs ${JSON.stringify(wanted)}`);
    });
    assert.deepEqual(odd, []);
  });

  test("agree with json-logic-js where nothing fails and nothing is coerced", () => {
    const roll = dice(7);
    const compare = (): Json => ({
      [["<", "<=", ">", ">=", "===", "!=="][roll(6)] as string]: [
        { var: ["n", "zero", "neg"][roll(3)] as string },
        roll(9) - 3,
      ],
    });
    const rules = Array.from({ length: 500 }, (): Json => {
      const parts = [
        compare(),
        compare(),
        { "!": [compare()] },
        { in: [["a", "z"][roll(2)] as string, { var: "words" }] },
      ];
      return { [roll(2) ? "and" : "or"]: parts as Json };
    });
    const got = ask(
      ["eval"],
      rules.map((one) => ({ rule: one, data })),
    );
    for (const [i, one] of rules.entries())
      assert.deepEqual(got[i], { result: jsonLogic.apply(one, data) }, JSON.stringify(one));
  });

  test("agree with GrowthBook on generated conditions", () => {
    const roll = dice(11);
    const values: Json[] = [7, 0, "42", "b", "", true, false, null, "áo thun 12", -2.5];
    const value = (): Json => values[roll(values.length)] as Json;
    const test_ = (): Json => {
      const name = [
        "$eq",
        "$ne",
        "$lt",
        "$lte",
        "$gt",
        "$gte",
        "$in",
        "$nin",
        "$exists",
        "$type",
        "$veq",
        "$vgt",
        "$not",
        "$size",
        "$regexi",
      ][roll(15)] as string;
      if (name === "$in" || name === "$nin") return { [name]: [value(), value(), "a"] };
      if (name === "$exists") return { [name]: roll(2) === 0 };
      if (name === "$type")
        return { [name]: ["string", "number", "array", "null", "object", "boolean"][roll(6)] as string };
      if (name === "$not") return { $not: { $eq: value() } };
      if (name === "$size") return { $size: roll(4) };
      if (name === "$regexi") return { $regexi: ["^ÁO", "\\d+$", "b|c", "null"][roll(4)] as string };
      return { [name]: value() };
    };
    const condition = (depth: number): Json => {
      const paths = ["n", "text", "digits", "words", "list", "nothing", "absent", "deep.a", "yes", "list.1"];
      // To GrowthBook a text has no letters and no length.
      const path = [...paths, "text.length", "text.0", "list.length"][roll(13)] as string;
      if (depth === 0) return { [path]: roll(3) === 0 ? value() : test_() };
      const inner = (): Json => condition(depth - 1);
      switch (roll(5)) {
        case 0:
          return { $and: [inner(), inner()] };
        case 1:
          return { $or: [inner(), inner()] };
        case 2:
          return { $nor: [inner()] };
        case 3:
          return { $not: inner() };
        default:
          return roll(2) ? { people: { $elemMatch: { age: { $gt: roll(40) } } } } : { words: { $all: ["a", value()] } };
      }
    };
    const conditions = Array.from({ length: 3_000 }, () => condition(roll(3)));
    const got = ask(
      ["eval", "--growthbook"],
      conditions.map((one) => ({ condition: one, attributes: data })),
    );
    const odd: string[] = [];
    conditions.forEach((one, i) => {
      const gb = new GrowthBook({
        attributes: data,
        features: { f: { defaultValue: false, rules: [{ condition: one as never, force: true }] } },
      });
      const wanted = gb.isOn("f");
      if (got[i]?.result !== wanted) odd.push(`${JSON.stringify(one)} ours ${JSON.stringify(got[i])} theirs ${wanted}`);
    });
    assert.deepEqual(odd, []);
  });

  test("take corners as JavaScript does", () => {
    const facts = { big: 1e21, small: 1e-7, text: "aé😀", list: [1, 2, 3], none: 0, deep: { list: [{ a: 5 }] } };
    const corners: [Json, Json][] = [
      [{ cat: [{ var: "big" }, " ", { var: "small" }] }, "1e+21 1e-7"],
      [{ var: "list.01" }, null],
      [{ var: "list.-1" }, null],
      [{ var: "list.1" }, 2],
      [{ var: "text.0" }, "a"],
      [{ var: "text.1" }, "é"],
      [{ val: ["text", 0] }, "a"],
      [{ val: [["text"], "list", 1] }, 2],
      [{ val: [["text", "list"]] }, null],
      [{ var: "text.9" }, null],
      [{ var: "text.length" }, 4],
      [{ var: "deep.list.0.a" }, 5],
      [{ missing_some: [1, ["text.0", "absent"]] }, []],
      [{ map: [{ var: "none" }, { var: "" }] }, []],
      [{ filter: [false, { var: "" }] }, []],
      [{ reduce: [{ var: "none" }, { var: "current" }, 7] }, 7],
      [{ "<": [1, { var: "list.1" }] }, true],
      [{ or: [{ "==": [{ var: "list.0" }, 2] }, { in: [{ var: "list.0" }, [3, 1]] }] }, true],
      [{ and: [{ in: ["é", { var: "text" }] }, { ">": [{ var: "list.2" }, 2] }] }, true],
      [{ and: [{ "===": [{ var: "list.0" }, "1"] }, { throw: "never asked" }] }, false],
      [{ in: ["", { var: "text" }] }, true],
      [{ in: ["", ""] }, false],
      [{ substr: ["shop", 1, null] }, ""],
      [{ substr: ["shop", null, 2] }, "sh"],
      [{ reduce: [{ var: "list" }, { var: "accumulator" }, { var: "absent" }] }, null],
      [{ reduce: [{ var: "list" }, { "+": [{ var: "accumulator" }, { var: "current" }] }, { var: "absent" }] }, 6],
      [{ all: [{ var: "list" }] }, false],
      [{ some: [{ var: "list" }] }, false],
      [{ none: [{ var: "list" }] }, true],
      [{ try: [{ "%": [{ var: "list" }, 2] }, { var: "type" }] }, "NaN"],
      [{ try: [{ "%": [[1]] }, { var: "type" }] }, "NaN"],
      [{ try: [{ "%": [1] }, { var: "type" }] }, "Invalid Arguments"],
    ];
    const got = ask(
      ["eval"],
      corners.map(([rule_]) => ({ rule: rule_, data: facts })),
    );
    for (const [i, [one, wanted]] of corners.entries())
      assert.deepEqual(got[i], { result: wanted }, JSON.stringify(one));
  });

  test("hash as GrowthBook does, in any language", () => {
    const answers = ask(
      ["bucket"],
      [
        { seed: "seed", value: "a", version: 2 },
        { seed: "", value: "b", version: 1 },
        { seed: "thử", value: "nghiệm", version: 2 },
        { seed: "seed", value: "a", version: 3 },
      ],
    );
    assert.deepEqual(answers, [{ result: 0.0505 }, { result: 0.077 }, { result: 0.1331 }, { result: null }]);
  });

  test("run experiments and features", () => {
    const [ran, feature, none] = ask(
      ["experiment"],
      [
        { attributes: { id: "1" }, experiment: { key: "my-test", variations: [0, 1] } },
        { attributes: { id: "1" }, features: { f: { defaultValue: 2, rules: [{ force: 1 }] } }, feature: "f" },
        { attributes: {} },
      ],
    );
    assert.equal(ran?.value, 1);
    assert.equal(ran?.inExperiment, true);
    assert.deepEqual(feature, { value: 1, on: true, off: false, source: "force", ruleId: "" });
    assert.ok(none?.error);
  });

  test("what is no question is answered with an error", () => {
    const { status, stdout } = spawnSync(program, ["eval"], { input: "{\n\n[1]\n", encoding: "utf8" });
    assert.equal(status, 0);
    assert.deepEqual(
      stdout
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
      [{ error: { type: "json.malformed" } }, { result: null }],
    );
    assert.equal(spawnSync(program, ["eval", "--what"]).status, 2);
  });
});

describe("rules exported from other products load unchanged", () => {
  const configOf = (rule: object, more: object = {}) => ({
    version: 1,
    ...more,
    rules: [
      {
        id: "exported",
        on: { any: [{ type: "pageView" }] },
        ...rule,
        do: [{ type: "message", template: "bar", content: { en: { text: "x" } } }],
      },
    ],
  });
  const validate = (config: object) =>
    spawnSync(program, ["validate", "-"], { input: JSON.stringify(config), encoding: "utf8" });

  test("react-querybuilder's jsonlogic", () => {
    const query = {
      combinator: "and",
      rules: [
        { field: "cart.value", operator: ">=", value: 400000 },
        { field: "visitor.traits.city", operator: "beginsWith", value: "HCM" },
        { field: "page.path", operator: "doesNotContain", value: "/checkout" },
        { field: "now.dow", operator: "in", value: [0, 6] },
        { field: "cart.items", operator: "between", value: [1, 10] },
        { field: "visitor.traits.email", operator: "notNull", value: null },
        {
          combinator: "or",
          not: true,
          rules: [
            { field: "journey.stage", operator: "=", value: "advocacy" },
            { field: "page.title", operator: "endsWith", value: "!" },
          ],
        },
      ],
    };
    const when = formatQuery(query, "jsonlogic");
    const { status, stdout } = validate(configOf({ when }));
    assert.equal(status, 0, `${stdout}\n${JSON.stringify(when)}`);
    const facts = {
      cart: { value: 450000, items: 2 },
      visitor: { traits: { city: "HCMC", email: "an@example.vn" } },
      page: { path: "/p/1", title: "Shoes" },
      now: { dow: 6 },
      journey: { stage: "purchase" },
    };
    assert.deepEqual(
      ask(
        ["eval"],
        [
          { rule: when, data: facts },
          { rule: when, data: { ...facts, now: { dow: 3 } } },
          { rule: when, data: { ...facts, journey: { stage: "advocacy" } } },
        ],
      ),
      [{ result: true }, { result: false }, { result: false }],
    );
  });

  test("a GrowthBook payload: a targeting condition and its saved groups", () => {
    const whenGb = {
      "visitor.known": true,
      "cart.value": { $gte: 400000 },
      "visitor.id": { $notInGroup: "staff" },
      $or: [{ "page.path": { $regex: "^/kids/" } }, { "visitor.segments": { $in: ["families"] } }],
    };
    const { status, stdout } = validate(configOf({ whenGb }, { savedGroups: { staff: ["u1", "u2"] } }));
    assert.equal(status, 0, stdout);
    const wrong = validate(configOf({ whenGb: { "cart.value": { $atleast: 1 } } }));
    assert.equal(wrong.status, 1);
    assert.match(wrong.stdout, /rule\.unknownOperator.*\/rules\/0\/whenGb/);
    assert.equal(validate(configOf({ whenGb, when: true })).status, 1);
  });
});

const conformance = join(root, "../shared/data/conformance");

describe("outside suites through the command line", { skip: !existsSync(conformance) && "skipped: no data" }, () => {
  const read = (name: string) => JSON.parse(readFileSync(join(conformance, name), "utf8"));

  test("JsonLogic", () => {
    const cases = (read("jsonlogic/tests.json") as unknown[]).filter((one) => Array.isArray(one)) as unknown[][];
    const got = ask(
      ["eval"],
      cases.map(([rule_, data_]) => ({ rule: rule_, data: data_ })),
    );
    for (const [i, one] of cases.entries()) assert.deepEqual(got[i], { result: one[2] }, JSON.stringify(one));
  });

  test("GrowthBook", () => {
    const cases = read("growthbook/cases.json").evalCondition as unknown[][];
    const got = ask(
      ["eval", "--growthbook"],
      cases.map(([, condition, attributes, , savedGroups]) => ({ condition, attributes, savedGroups })),
    );
    for (const [i, one] of cases.entries()) assert.deepEqual(got[i], { result: one[3] }, JSON.stringify(one));
  });
});
