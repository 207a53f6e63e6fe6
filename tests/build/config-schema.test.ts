import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Effect, Input, Json } from "../../js-bindings/src/protocol.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { createEngine } = (await import(join(root, "dist/node.mjs"))) as typeof import("../../js-bindings/src/node.ts");
const schema = JSON.parse(readFileSync(join(root, "dist/config.schema.json"), "utf8")) as object;
const matches = new Ajv2020({ allErrors: true, strict: false }).compile(schema);

/** What the core has against a configuration: errors, and keys nobody reads. */
async function complaints(config: unknown): Promise<string[]> {
  const engine = await createEngine();
  const page = { url: "https://shop.example/" };
  const seed = "00112233445566778899aabbccddeeff";
  const start: Input = { type: "start", config: config as Json, snapshot: null, journal: [], seed, page };
  return engine
    .handle(start, 0)
    .filter((effect): effect is Extract<Effect, { type: "log" }> => effect.type === "log")
    .filter(({ code }) => /^(config|rule)\./.test(code))
    .map(({ code, pointer }) => `${code} ${pointer}`);
}

const says = () => (matches.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`).join("; ");

/** Configurations and rules of the documents, the demonstration and the scenarios. */
function examples(): [name: string, config: unknown][] {
  const found: [string, unknown][] = [];
  for (const name of ["demo-site/waymark.config.json"]) {
    found.push([name, JSON.parse(readFileSync(join(root, name), "utf8"))]);
  }
  const retail = join(root, "demo-site/config");
  for (const name of readdirSync(retail).filter((one) => one.endsWith(".json"))) {
    found.push([name, JSON.parse(readFileSync(join(retail, name), "utf8"))]);
  }
  // The shop's chapters of rules, under what the shop lays over its configuration, as its build puts them together.
  const shop = JSON.parse(readFileSync(join(retail, "shop.json"), "utf8")) as object;
  for (const name of readdirSync(join(retail, "rules"))) {
    const { rules } = JSON.parse(readFileSync(join(retail, "rules", name), "utf8")) as { rules: unknown };
    found.push([name, { ...shop, rules }]);
  }
  for (const name of readdirSync(join(root, "docs")).filter((one) => one.endsWith(".md"))) {
    for (const [, text] of readFileSync(join(root, "docs", name), "utf8").matchAll(/^```json\n([\s\S]*?)^```/gm)) {
      const value = JSON.parse(text as string) as { version?: number; items?: unknown; on?: unknown; do?: unknown };
      if (value.on && value.do) found.push([name, { version: 1, journey: { preset: "store" }, rules: [value] }]);
      else if (value.version === 1 && !value.items) found.push([name, value]);
    }
  }
  return found;
}

test("every configuration of documents and demonstration is one for the schema and for the core", async () => {
  const all = examples();
  assert.ok(all.length > 5, "there are examples");
  for (const [name, config] of all) {
    assert.ok(matches(config), `${name}: ${says()}`);
    assert.deepEqual(await complaints(config), [], name);
  }
});

const rule = {
  id: "r",
  on: { any: [{ type: "pageView" }] },
  do: [{ type: "message", template: "bar", content: { en: { title: "Hello" } } }],
};
const withRule = (changes: object) => ({ version: 1, rules: [{ ...rule, ...changes }] });

test("what one refuses the other refuses", async () => {
  const mistakes: unknown[] = [
    [],
    {},
    { version: 2 },
    { version: 1, colour: "red" },
    { version: 1, batch: { maxEvents: 0 } },
    { version: 1, batch: { maxEvents: "30" } },
    { version: 1, session: { splitAtMidnight: "yes" } },
    { version: 1, consent: { analytics: "maybe" } },
    { version: 1, limits: { session: 0 } },
    { version: 1, limits: { gap: 30 } },
    { version: 1, limits: { gap: "soon" } },
    { version: 1, holdouts: [{ id: "h" }] },
    { version: 1, holdouts: [{ id: "h", percent: 101 }] },
    { version: 1, destinations: [{ id: "d", type: "ndjson" }] },
    { version: 1, destinations: [{ id: "d", type: "ndjson", url: "/in", sample: 2 }] },
    withRule({ id: "" }),
    withRule({ status: "asleep" }),
    withRule({ priority: 101 }),
    withRule({ colour: "red" }),
    withRule({ on: {} }),
    withRule({ on: { any: [{ type: "fullMoon" }] } }),
    withRule({ on: { any: [{ type: "event" }] } }),
    withRule({ on: { any: [{ type: "click" }] } }),
    withRule({ cap: { session: 0 } }),
    withRule({ cap: { cooldown: 60 } }),
    withRule({ cap: { cooldown: "1 hour" } }),
    withRule({ schedule: { hours: { from: "09:00" } } }),
    withRule({ schedule: { dow: [7] } }),
    withRule({ experiment: { key: "k", variants: [{ id: "a" }] } }),
    withRule({ experiment: { key: "k", coverage: 2, variants: [{ id: "a" }, { id: "b" }] } }),
    withRule({ goal: { window: "7d" } }),
    withRule({ goal: { event: "Done", credit: "luck" } }),
    withRule({ do: [] }),
    withRule({ do: [{ type: "dance" }] }),
    withRule({ do: [{ type: "redirect" }] }),
    withRule({ do: [{ type: "forward", target: "pigeon", name: "x" }] }),
  ];
  for (const config of mistakes) {
    const text = JSON.stringify(config);
    assert.equal(matches(config), false, `the schema takes ${text}`);
    assert.notDeepEqual(await complaints(config), [], `the core takes ${text}`);
  }
});

test("editors find a description for what is not its own explanation", () => {
  const { properties, $defs } = schema as {
    properties: Record<string, { description?: string; title?: string }>;
    $defs: Record<string, { properties?: Record<string, { description?: string; title?: string }> }>;
  };
  assert.ok(properties.rules && properties.limits?.description);
  const members = Object.values($defs).flatMap((one) => Object.values(one.properties ?? {}));
  assert.ok(members.every(({ title }) => title));
  assert.ok(members.filter(({ description }) => description).length > members.length / 2);
});
