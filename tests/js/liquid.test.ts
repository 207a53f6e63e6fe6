/**
 * Texts of messages against Liquid itself: thousands of generated templates of the subset, evaluated by the core and by
 * liquidjs on the same facts. What differs on purpose is said at `house`.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Liquid } from "liquidjs";
import type { Effect, Json, ShowMessageEffect } from "../../js-bindings/src/protocol.ts";
import { dice } from "../support/dice.ts";

// As a customer would: what was built, with the .wasm beside it.
const { createEngine } = (await import(
  new URL("../../dist/node.mjs", import.meta.url).href
)) as typeof import("../../js-bindings/src/node.ts");

const templates = 5_000;
const perMessage = 20;

const facts: { [name: string]: Json } = {
  customer: "Nguyễn Thị Ánh",
  city: "đà nẵng",
  empty: "",
  count: 3,
  price: 499000.5,
  minus: -7.25,
  yes: true,
  no: false,
  list: ["áo", "quần", "giày dép"],
  none: [],
  lines: [
    { name: "Áo thun", price: 99000, stock: true },
    { name: "Giày <vải>", price: 250000, stock: false },
  ],
  day: "2026-11-22T10:05:09Z",
};

/** Numbers from 0 to 1 that are the same on every run. */
function chances(seed: number): () => number {
  const roll = dice(seed);
  return () => roll(2 ** 32) / 2 ** 32;
}

function generator(random: () => number) {
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const maybe = (chance: number, text: () => string): string => (random() < chance ? text() : "");
  const number = (): string => one(["event.count", "event.price", "event.minus", "2", "0.5", "-3", "17", "1000"]);
  const text = (): string =>
    one(["event.customer", "event.city", "'Xin chào'", '"hè 2026"', "event.lines[0].name", "event.lines.1.name"]);
  const list = (): string => one(["event.list", "event.none", "event.lines"]);

  const numberFilters = (): string => {
    let out = "";
    for (let i = Math.floor(random() * 3); i > 0; --i)
      out += one([
        () => ` | plus: ${number()}`,
        () => ` | minus: ${number()}`,
        () => ` | times: ${number()}`,
        () => ` | divided_by: ${one(["2", "4", "0.5", "event.count"])}`,
        () => ` | at_least: ${number()}`,
        () => ` | at_most: ${number()}`,
        () => ` | round${maybe(0.5, () => ": 1")}`,
      ])();
    return out;
  };
  const textFilters = (): string => {
    let out = "";
    for (let i = Math.floor(random() * 3); i > 0; --i)
      out += one([
        () => " | upcase",
        () => " | downcase",
        () => " | capitalize",
        () => ` | truncate: ${one(["5", "8", "20"])}${maybe(0.5, () => ", '…'")}`,
        () => " | default: 'bạn'",
      ])();
    return out;
  };
  const output = (): string =>
    one([
      () => `{{ ${number()}${numberFilters()} }}`,
      () => `{{ ${text()}${textFilters()} }}`,
      () =>
        `{{ ${one(["event.empty", "event.missing", "event.no", "event.none"])} | default: ${one([text(), number()])} }}`,
      () => `{{ event.list | join${maybe(0.6, () => ": ', '")} }}`,
      () => "{{ event.list | first | upcase }}",
      () => `{{ ${one([list(), text()])} | size }}`,
      () =>
        `{{ event.day | date: "${one(["%d/%m/%Y", "%Y-%m-%d %H:%M:%S", "%-d.%-m.%y", "%I:%M %p", "%e %b %Y", "%A, %B %-d", "100%%"])}" }}`,
      () => `{{- ${text()} -}}`,
      () => "{{event.yes}} {{ event.no }}",
    ])();
  const comparison = (): string =>
    one([
      () => `${number()} ${one(["==", "!=", "<", "<=", ">", ">="])} ${number()}`,
      () => `${text()} ${one(["==", "!="])} ${text()}`,
      () => `event.list contains ${one(["'áo'", "'mũ'", "event.city"])}`,
      () => `event.customer contains ${one(["'Thị'", "'Hà'"])}`,
      () => one(["event.yes", "event.no", "event.missing", "event.empty", "event.none", "true", "false", "nil"]),
    ])();
  const condition = (): string =>
    comparison() +
    maybe(0.4, () => ` ${one(["and", "or"])} ${comparison()}`) +
    maybe(0.2, () => ` ${one(["and", "or"])} ${comparison()}`);
  const block = (depth: number): string => {
    let out = "";
    for (let i = 1 + Math.floor(random() * 3); i > 0; --i)
      out += one([
        () => one([" ", "\n", " Chào ", "{ a } ", "%", "—"]),
        output,
        output,
        () =>
          depth > 2
            ? output()
            : `{% if ${condition()} %}${block(depth + 1)}${maybe(0.4, () => `{% elsif ${condition()} %}${block(depth + 1)}`)}${maybe(0.5, () => `{%- else -%}${block(depth + 1)}`)}{% endif %}`,
        () =>
          depth > 1
            ? output()
            : `{% for line in event.lines${maybe(0.3, () => " limit: 1")}${maybe(0.3, () => " offset: 1")} %}{{ forloop.index }}/{{ forloop.length }} {{ line.name${textFilters()} }} {% if line.stock %}${output()}{% endif %}{% unless_last %}{% endfor %}`.replace(
                "{% unless_last %}",
                "{% if forloop.last %}.{% endif %}",
              ),
        () =>
          depth > 1
            ? output()
            : `{% for one in ${one(["event.list", "event.none"])} %}{{ one }}{% else %}${output()}{% endfor %}`,
      ])();
    return out;
  };
  return () => block(0);
}

/** liquidjs, as the house has it: a text is never markup, so nothing is escaped; days are the site's. */
const house = new Liquid({ timezoneOffset: 0, dateFormat: "%d/%m/%Y" });

test(`${templates} generated texts are what Liquid makes of them`, async () => {
  const random = chances(20_261_122);
  const generate = generator(random);
  const { handle } = await createEngine();
  const now = Date.parse("2026-11-22T09:00:00Z");
  const configOf = (texts: string[]) => ({
    version: 1,
    site: { timeZone: "UTC", language: "en" },
    rules: [
      {
        id: "r",
        on: { any: [{ type: "event", name: "Go" }] },
        do: [{ type: "message", template: "modal", content: { en: { lines: texts } } }],
      },
    ],
  });
  const run = (input: object): Effect[] => handle(input as never, now) as unknown as Effect[];
  run({
    type: "start",
    config: configOf(["x"]),
    snapshot: null,
    journal: null,
    seed: "0123456789abcdef0123456789abcdef",
    page: { url: "https://shop.example/", language: "en", siteOffsetMinutes: 0 },
  });

  const different: string[] = [];
  let compared = 0;
  for (let batch = 0; batch < templates / perMessage; ++batch) {
    const texts = Array.from({ length: perMessage }, generate);
    const refused = run({ type: "config", config: configOf(texts) }).filter(
      (effect) => effect.type === "log" && effect.level === "error",
    );
    assert.deepEqual(refused, [], JSON.stringify(texts));
    const effects = run({ type: "event", event: { type: "track", name: "Go", properties: facts } });
    const message = effects.find((effect): effect is ShowMessageEffect => effect.type === "showMessage");
    assert.ok(message, JSON.stringify(effects.filter(({ type }) => type === "log")));
    for (const [index, text] of texts.entries()) {
      const wanted = house.parseAndRenderSync(text, { event: facts });
      const made = (message.content.lines as string[])[index];
      ++compared;
      if (made !== wanted) different.push(JSON.stringify({ text, made, wanted }));
    }
    run({ type: "messageOutcome", decisionId: message.decisionId, outcome: "closed" });
  }
  assert.equal(compared, templates);
  assert.deepEqual(different.slice(0, 5), [], `${different.length} of ${compared} differ`);
});
