/**
 * JSON Schema (2020-12) of the configuration, made of js-bindings/src/config.ts and what it names: types and comments, and the ranges
 * below, which TypeScript cannot say. `js-bindings/build.mjs` writes it to dist/config.schema.json; by hand:
 * node scripts/config-schema.mjs > config.schema.json
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Ranges and patterns by interface and member: those of sdk/src/codec/config_tables.h. */
const more = {
  "Config.batch.maxEvents": { minimum: 1, maximum: 500 },
  "Config.batch.maxBytes": { minimum: 1000, maximum: 60000 },
  "Config.batch.maxAgeMs": { minimum: 0, maximum: 60000 },
  "Config.retry.baseMs": { minimum: 100, maximum: 60000 },
  "Config.retry.maxMs": { minimum: 1000, maximum: 3600000 },
  "Config.session.idleMinutes": { minimum: 1, maximum: 1440 },
  "Config.signals.heartbeatMs": { minimum: 0, maximum: 600000 },
  "Config.limits.session": { minimum: 1, maximum: 1000000 },
  "Config.limits.day": { minimum: 1, maximum: 1000000 },
  "Config.limits.gapMs": { minimum: 0 },
  "Destination.id": { minLength: 1 },
  "Destination.sample": { minimum: 0, maximum: 1 },
  "Holdout.percent": { minimum: 0, maximum: 100 },
  "Experiment.coverage": { minimum: 0, maximum: 1 },
  "Experiment.variants": { minItems: 2 },
  "Rule.id": { minLength: 1 },
  "Rule.priority": { minimum: 0, maximum: 100 },
  "Rule.do": { minItems: 1 },
  "Cap.page": { minimum: 1, maximum: 1000000 },
  "Cap.session": { minimum: 1, maximum: 1000000 },
  "Cap.day": { minimum: 1, maximum: 1000000 },
  "Cap.lifetime": { minimum: 1, maximum: 1000000 },
  "Cap.cooldownMs": { minimum: 0 },
  "Cap.afterDismissMs": { minimum: 0 },
  "MessageAction.content": { minProperties: 1 },
  "Schedule.dow": { items: { type: "number", minimum: 0, maximum: 6 } },
  Duration: { pattern: "^([0-9]{1,6}[smhd]|forever)$" },
};

/** Words, texts, numbers, signs, and the comments that document what follows. */
function tokensOf(text) {
  const pattern = /\/\*\*([\s\S]*?)\*\/|\/\/[^\n]*|("(?:[^"\\]|\\.)*")|([A-Za-z_$][\w$]*)|(\d[\d_.]*)|([^\s\w])/g;
  return [...text.matchAll(pattern)].flatMap(([, doc, string, word, number, sign]) => {
    if (doc !== undefined)
      return [
        {
          doc: doc
            .replace(/^\s*\* ?/gm, "")
            .replace(/\s+/g, " ")
            .trim(),
        },
      ];
    if (string) return [{ string: JSON.parse(string) }];
    return word || number || sign ? [{ text: word ?? number ?? sign, number: number !== undefined }] : [];
  });
}

/** Reads the types a file exports into `definitions`. */
class Reader {
  constructor(text, definitions) {
    this.tokens = tokensOf(text);
    this.at = 0;
    this.definitions = definitions;
  }

  file() {
    while (this.at < this.tokens.length) {
      const doc = this.doc();
      if (!this.take("export")) {
        this.at++;
        continue;
      }
      if (this.take("interface")) {
        const name = this.word();
        const bases = [];
        if (this.take("extends"))
          do bases.push({ $ref: `#/$defs/${this.word()}` });
          while (this.take(","));
        const own = this.object(name);
        this.define(name, bases.length ? { allOf: [...bases, own] } : own, doc);
      } else if (this.take("type")) {
        const name = this.word();
        if (!this.take("=")) continue;
        this.define(name, this.union(name), doc);
      }
    }
  }

  define(name, schema, doc) {
    this.definitions[name] = { ...schema, ...more[name], ...(doc ? { description: doc } : {}) };
  }

  doc() {
    let doc;
    while (this.tokens[this.at]?.doc !== undefined) doc = this.tokens[this.at++].doc;
    return doc;
  }

  peek(text) {
    return this.tokens[this.at]?.text === text;
  }

  take(text) {
    if (!this.peek(text)) return false;
    this.at++;
    return true;
  }

  word() {
    return this.tokens[this.at++].text;
  }

  union(path) {
    this.take("|");
    const all = [this.postfix(path)];
    while (this.take("|")) all.push(this.postfix(path));
    if (all.length === 1) return all[0];
    return all.every((one) => "const" in one) ? { enum: all.map((one) => one.const) } : { anyOf: all };
  }

  postfix(path) {
    let type = this.primary(path);
    while (this.peek("[") && this.tokens[this.at + 1]?.text === "]") {
      this.at += 2;
      type = { type: "array", items: type };
    }
    return type;
  }

  primary(path) {
    const token = this.tokens[this.at];
    if (token.string !== undefined) {
      this.at++;
      return { const: token.string };
    }
    if (token.number) {
      this.at++;
      return { const: Number(token.text.replaceAll("_", "")) };
    }
    if (token.text === "{") return this.object(path);
    if (this.take("(")) {
      const type = this.union(path);
      this.take(")");
      return type;
    }
    if (this.take("[")) return this.tuple(path);
    const word = this.word();
    if (word === "Omit") return this.omit();
    if (["string", "number", "boolean", "null"].includes(word)) return { type: word };
    return word === "Json" || word === "unknown" ? {} : { $ref: `#/$defs/${word}` };
  }

  /** `Omit<Name, "a" | "b">` of an interface that was read before. */
  omit() {
    this.take("<");
    const whole = this.definitions[this.word()];
    this.take(",");
    const { const: one, enum: keys = [one] } = this.union("");
    this.take(">");
    const properties = Object.fromEntries(Object.entries(whole.properties).filter(([key]) => !keys.includes(key)));
    const required = (whole.required ?? []).filter((key) => !keys.includes(key));
    return { ...whole, properties, required: required.length ? required : undefined };
  }

  tuple(path) {
    const items = [];
    while (!this.take("]")) {
      if (this.tokens[this.at + 1]?.text === ":") this.at += 2;
      items.push(this.union(path));
      this.take(",");
    }
    return { type: "array", prefixItems: items, items: false, minItems: items.length };
  }

  object(path) {
    const schema = { type: "object", properties: {}, additionalProperties: false };
    const required = [];
    this.take("{");
    for (let doc = this.doc(); !this.take("}"); doc = this.doc()) {
      if (this.take("[")) {
        while (!this.take("]")) this.at++;
        this.take(":");
        schema.additionalProperties = this.union(path);
      } else {
        const token = this.tokens[this.at++];
        const key = token.string ?? token.text;
        if (!this.take("?")) required.push(key);
        this.take(":");
        const type = { ...this.union(`${path}.${key}`), ...more[`${path}.${key}`] };
        schema.properties[key] = { title: key, ...type, ...(doc ? { description: doc } : {}) };
      }
      this.take(";");
      this.take(",");
    }
    return required.length ? { ...schema, required } : schema;
  }
}

/** What is reached from a schema, so that nothing is carried that no key leads to. */
function reach(schema, all, into) {
  if (Array.isArray(schema)) for (const one of schema) reach(one, all, into);
  else if (schema && typeof schema === "object") {
    const name = /^#\/\$defs\/(\w+)$/.exec(schema.$ref ?? "")?.[1];
    if (name && !(name in into)) {
      if (!all[name]) throw new Error(`config.ts names ${name}, which is nowhere`);
      into[name] = all[name];
      reach(all[name], all, into);
    }
    for (const one of Object.values(schema)) reach(one, all, into);
  }
}

/** The schema, as an object. */
export function configSchema() {
  const all = {};
  for (const file of ["protocol.ts", "content.ts", "config.ts"]) {
    new Reader(readFileSync(join(root, "js-bindings/src", file), "utf8"), all).file();
  }
  const { Config, ...rest } = all;
  const $defs = {};
  reach(Config, rest, $defs);
  const properties = { $schema: { type: "string" }, ...Config.properties };
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Waymark configuration",
    ...Config,
    properties,
    $defs,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(JSON.stringify(configSchema(), null, 2));
