/**
 * Keeps documents and sources together. `node scripts/docs.mjs` writes docs/protocol.md and the sizes in README.md; with
 * --check nothing is written. Either way the exit code is 1 where
 * - docs/protocol.md is not what its sources say,
 * - a log code of the sources has no row in docs/errors.md, or a row there is of no source; the same for the reasons of
 *   decisions and docs/rules.md,
 * - a link from one document to another leads nowhere, or a merge has left its marks,
 * - an example is no JSON, or the core does not take the configuration, rule or catalogue it shows,
 * - README.md promises less than dist/ weighs.
 * The last two need a built dist/ and are left out without one.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { judge, measure } from "./size.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const read = (path) => readFileSync(join(root, path), "utf8");
const filesBelow = (folder, pattern) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => pattern.test(name))
    .map((name) => join(folder, name));

const documents = [
  ...["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "js-bindings/README.md", "demo-site/README.md"],
  ...filesBelow("docs", /\.md$/),
];

// ── codes ─────────────────────────────────────────────────────────────────────────────────────────

/** Facts a condition can ask for, storage names and files: dotted too, but no codes. */
const noCode = /^(visitor|session|page|cart|now|ev|waymark)\.|\.(mjs|js|wasm|json|md|html)$/;

/**
 * Every stable code the core or the host can log.
 * @param {string[]} texts sources in C++ and TypeScript
 * @param {string[]} effectTypes what `effect.${effect.type}` stands for
 * @returns {Set<string>}
 */
export function codesIn(texts, effectTypes) {
  const codes = new Set();
  for (const text of texts) {
    for (const [, code] of text.matchAll(/"([a-z]+\.[a-z][A-Za-z]+)"/g)) if (!noCode.test(code)) codes.add(code);
    // `event.${"cycle" | "tooDeep"}` and `effect.${effect.type}`
    for (const [, family, inside] of text.matchAll(/`([a-z]+)\.\$\{([^}]+)\}`/g)) {
      const names = [...inside.matchAll(/"(\w+)"/g)].map(([, name]) => name);
      for (const name of names.length > 0 ? names : effectTypes) codes.add(`${family}.${name}`);
    }
  }
  return codes;
}

/** Codes that have a row of their own in a table of docs/errors.md. */
export function codesDocumented(text) {
  return new Set([...text.matchAll(/^\| `([a-z]+\.[A-Za-z]+)`/gm)].map(([, code]) => code));
}

function checkCodes() {
  const texts = ["sdk/src", "js-bindings/src", "tools/waymark"].flatMap((folder) =>
    filesBelow(folder, /\.(cpp|h|ts)$/).map(read),
  );
  const [, union] = /export type Effect =([^;]+);/.exec(read("js-bindings/src/protocol.ts"));
  const types = [...union.matchAll(/(\w)(\w*)Effect\b/g)].map(([, first, rest]) => first.toLowerCase() + rest);
  const said = codesIn(texts, types);
  const written = codesDocumented(read("docs/errors.md"));
  return [
    ...[...said].filter((code) => !written.has(code)).map((code) => `docs/errors.md says nothing of ${code}`),
    ...[...written].filter((code) => !said.has(code)).map((code) => `docs/errors.md: no source logs ${code}`),
  ];
}

/** Why a rule did not speak: the core's closed list against the table in docs/rules.md. */
function checkReasons() {
  const [, list] = /kReasons = \{([^}]+)\}/.exec(read("sdk/src/decision/select.cpp"));
  const said = [...list.matchAll(/"(\w+)"/g)].map(([, reason]) => reason);
  const [, table] = /### Why a rule did not speak\n([\s\S]*)/.exec(read("docs/rules.md"));
  const written = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, reason]) => reason);
  return said.sort().join() === written.sort().join() ? [] : ["docs/rules.md: reasons are not those of select.cpp"];
}

// ── links and examples ────────────────────────────────────────────────────────────────────────────

/** Relative links and pictures; what stands in code is no link. */
function checkLinks() {
  return documents.flatMap((document) =>
    [
      ...read(document)
        .replace(/^```[\s\S]*?^```/gm, "")
        .matchAll(/\]\((?!\w+:)([^)\s#]*)(?:#([^)\s]+))?\)/g),
    ]
      .map(([, path, part]) => ({ path: path ? resolve(root, dirname(document), path) : join(root, document), part }))
      .filter(({ path, part }) => !existsSync(path) || (part && !anchorsOf(path).has(part)))
      .map(({ path, part }) => `${document}: nothing at ${relative(root, path)}${part ? `#${part}` : ""}`),
  );
}

function checkMerges() {
  return documents.filter((document) => /^(<{7}|>{7}) /m.test(read(document))).map((one) => `${one}: marks of a merge`);
}

/** Headings as the usual renderers name them. */
function anchorsOf(path) {
  const headings = readFileSync(path, "utf8").matchAll(/^#+ (.+)$/gm);
  return new Set(
    [...headings].map(([, text]) =>
      text
        .toLowerCase()
        .replace(/[^\w\- ]/g, "")
        .replace(/ /g, "-"),
    ),
  );
}

/** Every JSON example must be JSON; what is a configuration, a rule or a catalogue must be one the core takes. */
async function checkExamples() {
  const node = join(root, "dist/node.mjs");
  if (!existsSync(node)) return [];
  const { createEngine } = await import(pathToFileURL(node).href);
  const faults = [];
  for (const document of documents) {
    for (const [, text] of read(document).matchAll(/^```json\n([\s\S]*?)^```/gm)) {
      try {
        const complaints = complaintsOf(JSON.parse(text), await createEngine());
        for (const { code, pointer, found } of complaints) faults.push(`${document}: ${code} at ${pointer}: ${found}`);
      } catch (error) {
        faults.push(`${document}: ${error.message} in ${text.slice(0, 60)}`);
      }
    }
  }
  return faults;
}

function complaintsOf(example, engine) {
  const isRule = example.on && example.do;
  const config = isRule ? { version: 1, journey: { preset: "store" }, rules: [example] } : example;
  if (config.version !== 1) return [];
  const page = { url: "https://shop.example/" };
  const start = { type: "start", config, snapshot: null, journal: [], seed: "00112233445566778899aabbccddeeff", page };
  const effects = config.items ? engine.load("catalogue", JSON.stringify(config)) : engine.handle(start, 0);
  return effects.filter((effect) => effect.type === "log" && effect.level !== "info");
}

// ── sizes ─────────────────────────────────────────────────────────────────────────────────────────

/** A build with another compiler may be a little larger before the README has to follow. */
const tolerance = 1.03;

/** `47.1 KB`, of 1,000 bytes. */
const inKb = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;

/** `<!-- size: first load -->47.1 KB<!-- /size -->`: brotli bytes of a group of wasm/size-budget.json. */
const marked = (group) => new RegExp(`(<!-- size: ${group} -->)([^<]*)(<!-- /size -->)`, "g");

function sizes() {
  if (!existsSync(join(root, "dist/waymark.wasm"))) return [];
  return judge(measure(join(root, "dist")), JSON.parse(read("wasm/size-budget.json")));
}

function writeSizes() {
  const text = sizes().reduce(
    (all, { name, brotli }) => all.replace(marked(name), (_, open, __, close) => open + inKb(brotli) + close),
    read("README.md"),
  );
  writeFileSync(join(root, "README.md"), text);
}

function checkSizes() {
  return sizes().flatMap(({ name, brotli }) =>
    [...read("README.md").matchAll(marked(name))]
      .filter(([, , told]) => !(brotli <= Number.parseFloat(told) * 1000 * tolerance))
      .map(([, , told]) => `README.md says ${told} for ${name}, dist/ has ${inKb(brotli)}: run make docs`),
  );
}

// ── all of it ─────────────────────────────────────────────────────────────────────────────────────

/** docs/protocol.md has a script of its own. */
function protocol(...options) {
  const script = join(root, "scripts/protocol-docs.mjs");
  return spawnSync(process.execPath, [script, ...options], { cwd: root, stdio: "inherit" }).status === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const written = process.argv.includes("--check") ? protocol("--check") : protocol();
  if (!process.argv.includes("--check")) writeSizes();
  const faults = [
    ...checkCodes(),
    ...checkReasons(),
    ...checkLinks(),
    ...checkMerges(),
    ...(await checkExamples()),
    ...checkSizes(),
  ];
  for (const fault of faults) console.error(fault);
  process.exitCode = written && faults.length === 0 ? 0 : 1;
}
