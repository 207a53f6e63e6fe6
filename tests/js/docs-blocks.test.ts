/** Code of the documents: what is TypeScript holds against the package's types, what is for Node runs in Node. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type Block, blocks } from "../support/blocks.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = join(root, "build/tests", `docs-blocks-${process.pid}`);

before(() => {
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  symlinkSync(join(root, "dist"), join(folder, "dist"));
  symlinkSync(join(root, "js-bindings"), join(folder, "node_modules/waymark"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** What a document takes for granted around a block. */
const around: [name: RegExp, declaration: string][] = [
  [/\bwaymark\./, 'import { waymark } from "waymark";'],
  [/\border\b/, "declare const order: { order_id: string };"],
  [/\bemail\b/, "declare const email: string;"],
  [/\bcookie\(/, "declare function cookie(name: string): string;"],
];

function program({ text, language }: Block): string {
  const source = language === "vue" ? (/<script[^>]*>([\s\S]*?)<\/script>/.exec(text)?.[1] ?? "") : text;
  const missing = around.filter(
    ([name]) => name.test(source) && !(name.source.includes("waymark") && /import .*"waymark"/.test(source)),
  );
  return `${missing.map(([, line]) => line).join("\n")}\n${source}\nexport {};\n`;
}

const forTheServer = ({ text }: Block): boolean =>
  /dist\/collector|express|createEngine|plugins:|optimizeDeps/.test(text);

test("what is written in TypeScript, or calls the page's API, is right by the package's types", () => {
  const all = blocks("ts", "tsx", "vue", "js").filter((block) => !forTheServer(block));
  assert.ok(all.length >= 8);
  const places = new Map<string, string>();
  for (const [index, block] of all.entries()) {
    const name = `block${index}.${block.language === "tsx" ? "tsx" : "ts"}`;
    places.set(name, block.place);
    writeFileSync(join(folder, name), program(block));
  }
  const compilerOptions = {
    ...{
      strict: true,
      noEmit: true,
      target: "es2022",
      module: "esnext",
      moduleResolution: "bundler",
      jsx: "react-jsx",
    },
    ...{ lib: ["es2022", "dom", "dom.iterable"], types: [], skipLibCheck: true },
    paths: { waymark: [join(root, "dist/waymark.d.ts")] },
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["block*"] }));
  const { stdout } = spawnSync(join(root, "node_modules/.bin/tsc"), ["-p", folder, "--pretty", "false"], {
    cwd: folder,
    encoding: "utf8",
  });
  const faults = stdout.replace(/block\d+\.tsx?/g, (name) => places.get(name) ?? name).trim();
  assert.equal(faults, "");
});

for (const block of blocks("js").filter(({ text }) => /createEngine/.test(text))) {
  test(`${block.place} runs in Node and prints what the core wants done`, () => {
    const file = join(folder, "engine.mjs");
    writeFileSync(file, block.text.replace('"waymark/node"', '"./dist/node.mjs"'));
    assert.match(execFileSync(process.execPath, [file], { cwd: folder, encoding: "utf8" }), /append|wake|persist/);
  });
}

for (const block of blocks("js").filter(({ text }) => /optimizeDeps/.test(text))) {
  test(`${block.place} is a configuration of Vite's`, async () => {
    const text = block.text.replace(/^import vue.*$/m, "const vue = (options) => ({ name: 'vue', options });");
    const { default: settings } = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as {
      default: { optimizeDeps: { exclude: string[] }; build: { assetsInlineLimit: number } };
    };
    assert.deepEqual(settings.optimizeDeps.exclude, ["waymark"]);
    assert.equal(settings.build.assetsInlineLimit, 0);
  });
}
