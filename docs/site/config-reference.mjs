/** A table for each object of the configuration, from dist/config.schema.json: its types and what they say. */
import { readFileSync } from "node:fs";

const schemaFile = new URL("../../dist/config.schema.json", import.meta.url);

const name = (ref) => ref.replace("#/$defs/", "");
const cell = (text) => text.replaceAll("|", "\\|").replaceAll("<", "&lt;").replace(/\s+/g, " ");

/** The type of a value in a few words, with links to the tables of others. */
function typeOf(schema) {
  if (schema.$ref) return `[${name(schema.$ref)}](#${name(schema.$ref).toLowerCase()})`;
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(" ");
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(" or ");
  if (schema.type === "array") {
    if (schema.prefixItems) return `[${schema.prefixItems.map(typeOf).join(", ")}]`;
    return `list of ${typeOf(schema.items ?? {})}`;
  }
  if (schema.type === "object") {
    const rest = schema.additionalProperties;
    return rest && typeof rest === "object" ? `object: name → ${typeOf(rest)}` : "object";
  }
  const { minimum, maximum } = schema;
  const range = minimum !== undefined && maximum !== undefined ? ` ${minimum} to ${maximum}` : "";
  return schema.type ? schema.type + range : "any JSON";
}

/** Rows of an object; those of objects inside stand below it, by their path. */
function rows(schema, path = "") {
  return Object.entries(schema.properties ?? {}).flatMap(([key, member]) => {
    if (key === "$schema") return [];
    const own = path + key;
    const required = schema.required?.includes(key) ? " (required)" : "";
    const row = `| \`${own}\`${required} | ${cell(typeOf(member))} | ${cell(member.description ?? "")} |`;
    return [row, ...(member.properties ? rows(member, `${own}.`) : [])];
  });
}

function section(title, schema) {
  const choices = (schema.anyOf ?? [schema]).filter((one) => one.properties);
  const tables = choices.map((one) => ["| key | value | is |", "|---|---|---|", ...rows(one)].join("\n"));
  const said = schema.description ? `${cell(schema.description)}\n\n` : "";
  if (tables.length === 0) return `## ${title}\n\n${said}${typeOf(schema)}\n`;
  return `## ${title}\n\n${said}${tables.join("\n\nor\n\n")}\n`;
}

/** Markdown. */
export function configReference() {
  const schema = JSON.parse(readFileSync(schemaFile, "utf8"));
  const intro =
    "Made from the JSON Schema that comes with the package (`dist/config.schema.json`): name it in `$schema`, and an " +
    "editor completes and checks as you type. [Rules](rules.md) explains what the keys are for.\n\n";
  const parts = Object.entries(schema.$defs).map(([title, one]) => section(title, one));
  return `${intro + section("Config", { ...schema, description: schema.description })}\n${parts.join("\n")}`;
}
