import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { findingsIn, program } from "../support/command-line.ts";

// `waymark validate` on what messages say. Its table (tools/waymark/content_table.h) and dist/config.schema.json, which
// is made of js-bindings/src/content.ts, must know the same members, each of the same type.
const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "waymark-content-"));
after(() => rmSync(folder, { recursive: true }));

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Members = { [key: string]: Json };
type Schema = {
  $ref?: string;
  enum?: string[];
  const?: string;
  anyOf?: Schema[];
  type?: string;
  items?: Schema;
  properties?: { [key: string]: Schema };
  required?: string[];
};

const { $defs } = JSON.parse(readFileSync(join(root, "dist/config.schema.json"), "utf8")) as {
  $defs: { [name: string]: Schema };
};
const resolve = (schema: Schema): Schema =>
  schema.$ref ? resolve($defs[schema.$ref.slice("#/$defs/".length)] as Schema) : schema;

/** One message for each content, in a rule of its own. */
const saying = (contents: Json[], template = "banner"): Members[] =>
  contents.map((en, n) => ({
    id: `r${n}`,
    on: { any: [{ type: "pageView" }] },
    do: [{ type: "message", template, slot: `s${n}`, content: { en } }],
  }));

/** `code pointer` and what was expected, of rules. */
function findings(rules: Members[]): string[] {
  const path = join(folder, "config.json");
  const destinations = [{ id: "d", type: "ndjson", url: "/in" }];
  writeFileSync(path, JSON.stringify({ version: 1, destinations, rules }));
  const { stdout } = spawnSync(program, ["validate", path], { cwd: root, encoding: "utf8", maxBuffer: 1e8 });
  return findingsIn(stdout);
}

/** The same of one message for each content. */
const found = (contents: Json[], template?: string): string[] => findings(saying(contents, template));

/** Something a schema allows: with every member, where an object is allowed. */
function sample(schema: Schema, depth = 0): Json {
  const { anyOf, enum: words, const: word, type, items, properties } = resolve(schema);
  if (anyOf) {
    const object = anyOf.find((one) => resolve(one).properties);
    return sample((depth < 6 && object) || (anyOf[0] as Schema), depth);
  }
  if (words) return words[0] as string;
  if (word) return word;
  if (type === "array") return depth < 6 ? [sample(items as Schema, depth + 1)] : [];
  if (!properties) return type === "number" ? 1 : type === "boolean" ? true : "x";
  return Object.fromEntries(
    Object.entries(properties).map(([key, one]) => [
      key,
      // A type alone does not say that it is a date.
      key === "until" ? "2999-12-31T23:59:59+07:00" : sample(one, depth + 1),
    ]),
  );
}

/** Every object in `value` with its pointer; of those of one schema the first. */
function objects(schema: Schema, value: Json, pointer: string, seen = new Set<Schema>()): [Schema, string][] {
  const { anyOf, type, items, properties } = resolve(schema);
  if (anyOf) return anyOf.flatMap((one) => objects(one, value, pointer, seen));
  if (type === "array" && Array.isArray(value) && items)
    return value.flatMap((one, n) => objects(items, one, `${pointer}/${n}`, seen));
  const own = resolve(schema);
  if (!properties || typeof value !== "object" || value === null || Array.isArray(value) || seen.has(own)) return [];
  seen.add(own);
  const below = Object.entries(properties).flatMap(([key, one]) =>
    objects(one, value[key] as Json, `${pointer}/${key}`, seen),
  );
  return [[own, pointer], ...below];
}

/** A copy in which `change` has changed the object a pointer leads to. */
function changed(value: Json, pointer: string, change: (object: Members) => void): Json {
  const copy = structuredClone(value);
  const keys = pointer.split("/").slice(1);
  change(keys.reduce((at, key) => (at as Members)[key] as Json, copy) as Members);
  return copy;
}

const content = $defs.RuleContent as Schema;
const whole = sample(content);
const all = objects(content, whole, "").flatMap(([schema, pointer]) =>
  Object.entries(schema.properties as { [key: string]: Schema }).map(([key, type]) => ({
    pointer,
    key,
    type,
    needed: schema.required?.includes(key) ?? false,
  })),
);

/** Neither of the types a schema allows. */
function wrong(schema: Schema): Json {
  const { anyOf, type, enum: words, const: word } = resolve(schema);
  const kinds = (anyOf ?? [schema]).map((one) => resolve(one).type ?? (resolve(one).enum ? "string" : "any"));
  if (words || word) return "nonsense";
  return type === "boolean" || kinds.includes("number") ? { nonsense: 1 } : 7;
}

describe("waymark validate, of what a message says", () => {
  test("has nothing against what the schema of the configuration allows", () => {
    assert.ok(all.length > 80, String(all.length));
    assert.deepEqual(found([whole]), []);
  });

  test("has a word for each member that is misspelt, and says which was meant", () => {
    // A letter in front: nothing else is as near.
    const told = found(
      all.map(({ pointer, key }) =>
        changed(whole, pointer, (object) => {
          object[`q${key}`] = object[key] as Json;
        }),
      ),
    );
    const expected = all.map(
      ({ pointer, key }, n) => `config.unknownKey /rules/${n}/do/0/content/en${pointer}/q${key} ${key}?`,
    );
    assert.deepEqual(told, expected);
  });

  test("says which template, which filter was meant", () => {
    const templates = ($defs.Template as Schema).enum ?? [];
    assert.ok(templates.length > 10);
    assert.deepEqual(
      templates.flatMap((name) => found([{ title: "x", ...(whole as Members) }], `q${name}`)),
      templates.map((name) => `config.invalid /rules/0/do/0/template ${name}?`),
    );
    const listed = readFileSync(join(root, "docs/messages.md"), "utf8").match(/- Filters: `([^`]+)`/)?.[1] ?? "";
    const filters = listed.split(/\s+/);
    assert.ok(filters.length > 10);
    const texts = (letter: string) => filters.map((name) => ({ title: `{{ cart.value | ${letter}${name}: 1 }}` }));
    assert.deepEqual(found(texts("")), []);
    assert.deepEqual(
      found(texts("q")),
      filters.map((name, n) => `config.invalid /rules/${n}/do/0/content/en/title ${name}?`),
    );
  });

  test("says where a cap belongs that stands beside the others of a rule", () => {
    const caps = Object.keys(resolve($defs.Cap as Schema).properties ?? {});
    assert.ok(caps.length > 5);
    assert.deepEqual(
      findings(saying(caps.map(() => ({ title: "x" }))).map((rule, n) => ({ ...rule, [caps[n] as string]: 1 }))),
      caps.map((name, n) => `config.unknownKey /rules/${n}/${name} cap.${name.replace(/Ms$/, "")}?`),
    );
  });

  test("refuses each member of another type", () => {
    const told = found(
      all.map(({ pointer, key, type }) =>
        changed(whole, pointer, (object) => {
          object[key] = wrong(type);
        }),
      ),
    );
    const places = new Set(told.map((line) => line.split(" ").slice(0, 2).join(" ")));
    for (const [n, { pointer, key }] of all.entries()) {
      const place = `config.invalid /rules/${n}/do/0/content/en${pointer}/${key}`;
      assert.ok(places.has(place), `${place} is not among\n${told.join("\n")}`);
    }
  });

  test("misses what a part cannot do without", () => {
    const needed = all.filter((one) => one.needed);
    const told = found(
      needed.map(({ pointer, key }) =>
        changed(whole, pointer, (object) => {
          delete object[key];
        }),
      ),
    );
    assert.deepEqual(
      told.map((line) => line.split(" ").slice(0, 2).join(" ")),
      needed.map(({ pointer, key }, n) => `config.invalid /rules/${n}/do/0/content/en${pointer}/${key}`),
    );
  });

  test("leaves alone what is known only when it is shown", () => {
    assert.deepEqual(found([{ title: "Hello {{ visitor.traits.name }}", layout: "{% if a %}grid{% endif %}" }]), []);
  });

  test("has a word for a message that says nothing, and for a template without what it is for", () => {
    assert.deepEqual(found([{}, { display: "bar", title: "" }, { title: "x" }], "bar"), [
      "message.incomplete /rules/0/do/0/content/en a title, a text, or another member of docs/messages.md",
      "message.incomplete /rules/1/do/0/content/en a title, a text, or another member of docs/messages.md",
    ]);
    const needs: [string, string, Json][] = [
      ["leadForm", "fields", [{ name: "email", label: "Email" }]],
      ["coupon", "code", { value: "TEN" }],
      ["freeShipping", "progress", { value: 1, goal: 2 }],
      ["survey", "questions", [{ id: "a", type: "nps", title: "?" }]],
      ["wheel", "prizes", [{ id: "a", label: "Ten" }]],
      ["scratch", "prizes", [{ id: "a", label: "Ten" }]],
      ["loyalty", "points", { value: 1 }],
      ["custom", "body", ["x"]],
    ];
    for (const [template, member, value] of needs) {
      const place = "message.incomplete /rules/0/do/0/content/en";
      assert.deepEqual(found([{ title: "x" }, { [member]: value }], template), [`${place} ${member}`]);
      if (Array.isArray(value)) assert.deepEqual(found([{ [member]: [] }], template), [`${place} ${member}`]);
    }
  });

  test("refuses a countdown to no date", () => {
    const good = ["2026-12-31", "2026-12-31T23:59:59+07:00", "1798736399000", 1798736399000, "{{ event.until }}"];
    const bad = ["tomorrow", "31/12/2026", "2026-13-01", ""];
    const contents = [...good, ...bad].map((until): Json => ({ title: "x", countdown: { until } }));
    assert.deepEqual(
      found(contents),
      bad.map(
        (_, n) =>
          `config.invalid /rules/${good.length + n}/do/0/content/en/countdown/until a moment such as 2026-12-31T23:59:59+07:00`,
      ),
    );
  });

  test("refuses a question that is followed by none there is", () => {
    const survey = (next: Json): Json => ({
      questions: [
        { id: "nps", type: "nps", title: "?", next },
        { id: "reason", type: "open", title: "Why?" },
      ],
    });
    const contents: Json[] = [
      "reason",
      "end",
      [{ max: 6, to: "reason" }],
      "reasn",
      [{ max: 6, to: "end" }, { to: "zz" }],
    ];
    assert.deepEqual(found(contents.map(survey)), [
      "config.invalid /rules/3/do/0/content/en/questions/0/next reason?",
      "config.invalid /rules/4/do/0/content/en/questions/0/next/1/to the id of a question, or end",
    ]);
  });

  test("has a word for a path in a text that leads to no fact", () => {
    const titles = [
      "Hi {{ visitor.trait.name }}",
      "{{ 5 | minus: cart.vale | money }}",
      "{% if visitor.order > 1 %}x{% endif %}",
      "Hi {{ visitor.traits.name | default: 'visitor.nobody' }}, cart.vale",
      "{% for cart in cart.products %}{{ cart.name }}{% endfor %}{{ items.first.name }}{{ event.total }}",
    ];
    const at = (n: number) => `rule.unknownPath /rules/${n}/do/0/content/en/title`;
    assert.deepEqual(found(titles.map((title) => ({ title }))), [
      `${at(0)} visitor.traits?`,
      `${at(1)} cart.value?`,
      `${at(2)} visitor.orders?`,
    ]);
  });

  test("says the place of a mistake by line and column", () => {
    const path = join(folder, "set.json");
    writeFileSync(
      path,
      `{ "version": 1, "destinations": [{ "id": "d", "type": "ndjson", "url": "/in" }], "rules": [{ "id": "a",
  "on": { "any": [{ "type": "pageView" }] },
  "do": [{ "type": "message", "template": "bar", "content": {
    "en": { "tilte": "x", "text": "y" } } }] }] }`,
    );
    const { stdout, status } = spawnSync(program, ["validate", path], { encoding: "utf8" });
    assert.equal(
      stdout,
      `${path}:4:13 config.unknownKey warning /rules/0/do/0/content/en/tilte: "tilte" means nothing here; expected title?\n`,
    );
    assert.equal(status, 0);
  });
});
