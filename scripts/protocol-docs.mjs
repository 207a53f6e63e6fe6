/**
 * Writes docs/protocol.md from js-bindings/src/protocol.ts (the types and their comments) and tests/protocol/ (one
 * example a type). With --check nothing is written: exit code 1 when the file is not what would be written.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { readExamples } from "./protocol-examples.mjs";

const target = "docs/protocol.md";
const source = readFileSync("js-bindings/src/protocol.ts", "utf8");
const examples = readExamples("tests/protocol");

/** `EventInput` → its declaration with the comment above it, as it stands in protocol.ts. */
function declaration(name) {
  const pattern = new RegExp(
    `((?:/\\*\\*(?:(?!\\*/)[^])*\\*/\\n)?)export (?:interface|type) ${name}\\b[^]*?\\n(?=\\n|$)`,
  );
  const match = pattern.exec(source);
  if (!match) throw new Error(`protocol.ts declares no ${name}`);
  return match[0].trimEnd();
}

/** Names in the union `Input` or `Effect`, in order. */
function members(union) {
  const match = new RegExp(`export type ${union} =([^;]+);`).exec(source);
  return match[1]
    .split("|")
    .map((name) => name.trim())
    .filter(Boolean);
}

/** `SendResultInput` → `sendResult`. */
const typeOf = (name, side) => name[0].toLowerCase() + name.slice(1, -side.length);

function section(side) {
  return members(side).map((name) => {
    const type = typeOf(name, side);
    const shown = examples.filter((example) => example.side === side && example.value.type === type);
    const blocks = shown.map(
      ({ name: file, text }) => `\`tests/protocol/${file}.json\`\n\n\`\`\`json\n${text}\n\`\`\``,
    );
    return [`### \`${type}\``, `\`\`\`ts\n${declaration(name)}\n\`\`\``, ...blocks].join("\n\n");
  });
}

/** Types the members are made of: everything exported that is not a member of a union itself. */
function vocabulary() {
  const named = new Set(["Input", "Effect", ...members("Input"), ...members("Effect")]);
  const names = [...source.matchAll(/^export (?:interface|type) (\w+)/gm)].map((match) => match[1]);
  return names.filter((name) => !named.has(name)).map((name) => `\`\`\`ts\n${declaration(name)}\n\`\`\``);
}

const text = `${[
  "# Protocol",
  "<!-- Written by `make docs`; edit js-bindings/src/protocol.ts and tests/protocol/ instead. -->",
  "The host calls `engine.handle(text of one Input, time in ms)` and gets the text of a list of Effects. Times are\nmilliseconds since 1970 (UTC). Each example below is a file the tests decode, encode and type-check.",
  "## Inputs",
  ...section("Input"),
  "## Effects",
  ...section("Effect"),
  "## Shared shapes",
  ...vocabulary(),
].join("\n\n")}\n`;

if (process.argv.includes("--check")) {
  const current = existsSync(target) && readFileSync(target, "utf8") === text;
  if (!current) console.error(`${target} is out of date: run make docs`);
  process.exitCode = current ? 0 : 1;
} else {
  mkdirSync("docs", { recursive: true });
  writeFileSync(target, text);
}
