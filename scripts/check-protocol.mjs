/**
 * Checks the examples of tests/protocol/ against js-bindings/src/protocol.ts with the TypeScript compiler: each example
 * becomes a constant of type Input or Effect, and a type without an example is an error. The C++ core decodes and
 * encodes the same files in its unit tests.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readExamples } from "./protocol-examples.mjs";

const folder = join("build", "protocol");
const protocol = "../../js-bindings/src/protocol.js";
const config = "../../js-bindings/src/config.js";

const examples = readExamples("tests/protocol");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
writeFileSync(
  join(folder, "tsconfig.json"),
  JSON.stringify({ extends: "../../tsconfig.json", compilerOptions: { types: [] }, include: ["*.ts"], exclude: [] }),
);

for (const { name, side, value } of examples) {
  const lines = [
    `import type { ${side} } from "${protocol}";`,
    `export const example: ${side} = ${JSON.stringify(value, null, 2)};`,
  ];
  // The seam calls a config just JSON; as an example it must be a valid one.
  if (side === "Input" && value.config !== undefined) {
    lines.unshift(`import type { Config } from "${config}";`);
    lines.push(`export const config: Config = ${JSON.stringify(value.config, null, 2)};`);
  }
  writeFileSync(join(folder, `${name.replaceAll("/", "-")}.ts`), `${lines.join("\n")}\n`);
}

const covered = (side) => {
  const types = new Set(examples.filter((example) => example.side === side).map((example) => example.value.type));
  return `Exclude<${side}["type"], ${[...types].map((type) => JSON.stringify(type)).join(" | ") || "never"}>`;
};
writeFileSync(
  join(folder, "every-type-has-an-example.ts"),
  `import type { Effect, Input } from "${protocol}";
type None<Missing extends never> = Missing;
export type InputsWithoutExample = None<${covered("Input")}>;
export type EffectsWithoutExample = None<${covered("Effect")}>;
`,
);

const { status } = spawnSync("tsc", ["-p", join(folder, "tsconfig.json")], { stdio: "inherit" });
if (status === 0) console.log(`${examples.length} protocol examples are of the types they claim`);
process.exitCode = status ?? 1;
