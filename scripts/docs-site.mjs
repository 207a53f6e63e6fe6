/** Builds docs/ as a site into build/docs-site: `make docs`, then serve that folder. Needs a built dist/. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Eleventy from "@11ty/eleventy";
import { build } from "esbuild";
import { glue } from "../js-bindings/glue.mjs";

const out = "build/docs-site";
const assets = join(out, "assets");

/** Text of a page by headings: what the search looks into. */
function sectionsOf(url, html) {
  const main = /<main[^>]*>([\s\S]*?)<\/main>/.exec(html)?.[1] ?? "";
  const plain = (text) =>
    text
      .replace(/<[^>]+>/g, " ")
      .replace(/&lt;/g, "<")
      .replace(/&gt;/g, ">")
      .replace(/&quot;/g, '"')
      .replace(/&amp;/g, "&")
      .replace(/\s+/g, " ")
      .trim();
  const parts = main.split(/(?=<h[123][ >])/);
  const page = plain(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(main)?.[1] ?? url);
  return parts.flatMap((part) => {
    const [, id, heading] = /^<h[123](?: id="([^"]*)")?[^>]*>([\s\S]*?)<\/h[123]>/.exec(part) ?? [];
    if (heading === undefined) return [];
    return [{ url: `${url}#${id ?? ""}`, page, heading: plain(heading), text: plain(part).slice(0, 4_000) }];
  });
}

rmSync(out, { recursive: true, force: true });
const eleventy = new Eleventy("docs", out, { configPath: "docs/site/eleventy.config.mjs", quietMode: true });
await eleventy.write();

mkdirSync(assets, { recursive: true });
for (const file of ["style.css", "mark.svg"]) cpSync(join("docs/site", file), join(assets, file));
cpSync("dist/waymark-whole.wasm", join(assets, "waymark-whole.wasm"));
await build({
  entryPoints: ["docs/site/site.ts"],
  outdir: assets,
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  target: "es2022",
  alias: { "waymark-core": join(process.cwd(), "build/wasm/waymark-core.mjs") },
  plugins: [glue],
  logLevel: "warning",
});

const pages = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html"));
const sections = pages.sort().flatMap((name) => sectionsOf(name, readFileSync(join(out, name), "utf8")));
writeFileSync(join(assets, "search.json"), JSON.stringify(sections.map((section, id) => ({ id, ...section }))));
console.log(`${out}: ${pages.length} pages`);
