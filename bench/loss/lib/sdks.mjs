import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const folder = fileURLToPath(new URL("../sdk", import.meta.url));

/** Folder names under sdk/, ours first: what can be staged. */
export function sdkNames() {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "page.mjs")))
    .map((entry) => entry.name);
  return [...names.filter((name) => name === "waymark"), ...names.filter((name) => name !== "waymark").sort()];
}

/** The SDK's collector half (`parse.mjs`) and its version. */
export async function loadSdk(name) {
  const adapter = await import(pathToFileURL(join(folder, name, "parse.mjs")).href);
  return { ...adapter, name, version: await versionOf(adapter.about) };
}

/** Text of a file of the SDK's folder, or undefined. */
export async function loadFragment(name, file) {
  return readFile(join(folder, name, file), "utf8").catch(() => undefined);
}

const bundles = new Map();

/** `page.mjs` with everything it imports, as one module. What starts with /waymark/ stays an address. */
export function bundle(name) {
  if (!bundles.has(name)) bundles.set(name, make(name));
  return bundles.get(name);
}

async function make(name) {
  const { outputFiles } = await build({
    entryPoints: [join(folder, name, "page.mjs")],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2020",
    minify: true,
    external: ["/waymark/*"],
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "error",
  });
  return Buffer.from(outputFiles[0].contents);
}

async function versionOf(about) {
  if (about?.version) return about.version;
  const require = createRequire(import.meta.url);
  for (const base of [new URL("../../", import.meta.url), new URL("../../../", import.meta.url)]) {
    const path = fileURLToPath(new URL(`node_modules/${about.package}/package.json`, base));
    if (existsSync(path)) return require(path).version;
  }
  return "?";
}
