/** Bundles the storefront into build/demo-site (or the folder given): server.mjs and public/ with scripts, styles, fonts and the Waymark config. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = resolve(process.argv[2] ?? join(here, "../build/demo-site"));
const assets = join(out, "public");

await Promise.all([
  build({
    entryPoints: {
      server: join(here, "server/main.ts"),
      history: join(here, "history/main.ts"),
      measure: join(here, "server/console/measure.ts"),
    },
    outdir: out,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    // A customer's build finds it in the package; here it comes from the sources, built or not.
    alias: { "waymark/collector": join(here, "../js-bindings/src/collector/index.ts") },
    sourcemap: true,
    logLevel: "warning",
  }),
  build({
    entryPoints: [
      { in: join(here, "client/shop.ts"), out: "shop" },
      { in: join(here, "styles/shop.css"), out: "shop" },
      { in: join(here, "console/main.ts"), out: "console" },
      { in: join(here, "styles/console.css"), out: "console" },
      { in: join(here, "client/gallery.ts"), out: "gallery" },
      { in: join(here, "client/gallery-frame.ts"), out: "gallery-frame" },
      { in: join(here, "styles/gallery-frame.css"), out: "gallery-frame" },
    ],
    outdir: assets,
    bundle: true,
    minify: true,
    platform: "browser",
    format: "iife",
    target: "es2022",
    external: ["/assets/*", "/art/*"],
    logLevel: "warning",
  }),
]);
mkdirSync(assets, { recursive: true });
cpSync(join(here, "assets/fonts"), join(assets, "fonts"), { recursive: true });

// The configuration is written chapter by chapter; the page gets one file.
const read = (file) => JSON.parse(readFileSync(join(here, file), "utf8"));
const config = { ...read("waymark.config.json"), ...read("config/shop.json") };
const chapters = readdirSync(join(here, "config/rules")).sort();
config.rules.push(...chapters.flatMap((file) => read(join("config/rules", file)).rules));
writeFileSync(join(assets, "waymark.config.json"), `${JSON.stringify(config, null, 2)}\n`);
