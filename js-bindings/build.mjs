/**
 * Builds `dist/` from TypeScript and the Wasm core: `node js-bindings/build.mjs`.
 *
 * Needs `build/wasm/waymark-core.{mjs,wasm}` and `build/wasm/waymark-fallback.mjs` (the `wasm` preset).
 * `WAYMARK_CORE` names another folder to take them from.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { configSchema } from "../scripts/config-schema.mjs";
import { keptCores } from "../wasm/lean/kept.mjs";
import { glue } from "./glue.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const core = resolve(process.env.WAYMARK_CORE ?? join(root, "build/wasm"));
const dist = join(root, "dist");
const source = (name) => join(root, "js-bindings/src", name);

for (const name of ["waymark-core.mjs", "waymark-core.wasm", "waymark-fallback.mjs"]) {
  if (existsSync(join(core, name))) continue;
  console.error(`js-bindings/build.mjs: ${join(core, name)} is missing; build the Wasm core first (make wasm)`);
  process.exit(1);
}

// What an earlier build named by its content would stay behind for ever.
mkdirSync(dist, { recursive: true });
for (const name of readdirSync(dist))
  if (/^chunk-|^types$|^destinations$|[.]wasm$/.test(name)) rmSync(join(dist, name), { recursive: true });

const { cores, constantsEnd } = await keptCores(core);
for (const [name, bytes] of Object.entries(cores)) writeFileSync(join(dist, `${name}.wasm`), bytes);

const common = {
  bundle: true,
  minify: true,
  legalComments: "none",
  logLevel: "warning",
  sourcemap: "external",
  outdir: dist,
  alias: { "waymark-core": join(core, "waymark-core.mjs") },
  define: { CONSTANTS_END: String(constantsEnd) },
};

const page = { ...common, format: "esm", target: "es2020", outExtension: { ".js": ".mjs" } };

/**
 * Files of their own with names of their own, sharing no chunk: one request each, when a configuration is known, when
 * a first message is due, and for what only few pages need.
 */
const apart = {
  name: "apart",
  setup({ onResolve }) {
    const names = {
      "./host.js": "./host.mjs",
      "../messages/index.js": "./messages.mjs",
      "./definitions.js": "./definitions.mjs",
      "./stub.js": "./stub.mjs",
      "../recommend.js": "./recommend.mjs",
      "./recommend.js": "./recommend.mjs",
      "./more/index.js": "./signals.mjs",
      "./data-layer.js": "./data-layer.mjs",
      "./json-ld.js": "./json-ld.mjs",
      "./identity/index.js": "./identity.mjs",
      "./sources/consent.js": "./consent-sources.mjs",
      "./rare.js": "./rare.mjs",
      "./inspector/index.js": "./inspector.mjs",
      "./plan/keep.js": "./plan.mjs",
      "./tags.js": "./tags.mjs",
      "./effects/tags.js": "./tags.mjs",
    };
    onResolve({ filter: /\.js$/ }, ({ kind, path }) =>
      kind === "dynamic-import" && names[path] ? { path: names[path], external: true } : undefined,
    );
  },
};

await Promise.all([
  build({
    ...common,
    entryPoints: { waymark: source("loader.ts"), snippet: source("snippet.ts"), plan: source("plan/draw.ts") },
    format: "iife",
    target: "es2020",
    tsconfigRaw: { compilerOptions: { alwaysStrict: false } },
  }),
  build({ ...page, entryPoints: { waymark: source("index.ts") }, plugins: [apart] }),
  build({ ...page, entryPoints: { host: source("host.ts") }, plugins: [apart, glue] }),
  build({
    ...page,
    entryPoints: {
      messages: source("messages/index.ts"),
      rare: source("messages/rare.ts"),
      inspector: source("inspector/index.ts"),
      definitions: source("definitions.ts"),
      plan: source("plan/keep.ts"),
      stub: source("stub.ts"),
      recommend: source("recommend.ts"),
      signals: source("signals/more/index.ts"),
      "data-layer": source("sources/data-layer.ts"),
      "json-ld": source("sources/json-ld.ts"),
      identity: source("identity/index.ts"),
      "consent-sources": source("sources/consent.ts"),
      tags: source("effects/tags.ts"),
    },
    plugins: [apart, glue],
  }),
  build({ ...page, entryPoints: { "waymark-fallback": join(core, "waymark-fallback.mjs") } }),
  build({
    ...common,
    entryPoints: { node: source("node.ts"), collector: source("collector/index.ts") },
    format: "esm",
    platform: "node",
    target: "node20",
    outExtension: { ".js": ".mjs" },
    plugins: [glue],
  }),
]);

// For editors, and for checking a configuration where the core is not at hand.
writeFileSync(join(dist, "config.schema.json"), JSON.stringify(configSchema()));

// Definitions of destinations: fetched by the host where a configuration names their type.
const definitions = join(root, "destinations");
mkdirSync(join(dist, "destinations"));
for (const name of existsSync(definitions) ? readdirSync(definitions) : []) {
  if (!name.endsWith(".json")) continue;
  const text = JSON.stringify(JSON.parse(readFileSync(join(definitions, name), "utf8")));
  writeFileSync(join(dist, "destinations", name), text);
}

const compiler = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
execFileSync(
  process.execPath,
  [
    compiler,
    ...[
      "--ignoreConfig",
      "--declaration",
      "--emitDeclarationOnly",
      "--strict",
      "--skipLibCheck",
      "--target",
      "es2022",
      "--module",
      "esnext",
    ],
    ...[
      "--moduleResolution",
      "bundler",
      "--lib",
      "ES2023,DOM,DOM.Iterable",
      "--types",
      "node",
      "--rootDir",
      source("."),
      "--outDir",
      join(dist, "types"),
    ],
    ...[source("index.ts"), source("node.ts"), source("engine/core.d.ts")],
  ],
  { stdio: "inherit", cwd: root },
);
writeFileSync(
  join(dist, "waymark.d.ts"),
  'export * from "./types/index.js";\nexport { default } from "./types/index.js";\n',
);
writeFileSync(join(dist, "node.d.ts"), 'export * from "./types/node.js";\n');
writeFileSync(join(dist, "collector.d.ts"), 'export * from "./types/collector/index.js";\n');
console.log(`dist/ built from ${core === join(root, "build/wasm") ? "build/wasm" : core}`);
