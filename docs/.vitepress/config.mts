/** The documentation as a site: `make docs` builds it into build/docs-site. The pages are the Markdown files beside this. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath, URL } from "node:url";
import { defineConfig } from "vitepress";

const docs = fileURLToPath(new URL("../", import.meta.url));
const root = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Chapters in the order one reads them; a page named nowhere here goes to the last. */
const chapters: { text: string; pages: string[] }[] = [
  { text: "Start", pages: ["getting-started", "playground", "demo"] },
  {
    text: "Know the visitor",
    pages: ["events", "signals", "identity", "attribution", "profile", "journey", "privacy"],
  },
  { text: "Speak at the right moment", pages: ["rules", "experiments", "messages", "recommendations", "followups"] },
  { text: "Deliver", pages: ["destinations", "collector"] },
  { text: "Check", pages: ["validate", "replay", "inspector", "errors"] },
  { text: "Inside", pages: ["architecture", "protocol", "benchmarks", "releasing"] },
];
const named = new Set(chapters.flatMap(({ pages }) => pages));
const others = readdirSync(docs)
  .filter((name) => name.endsWith(".md") && name !== "index.md")
  .map((name) => name.slice(0, -3))
  .filter((name) => !named.has(name));
chapters.at(-1)?.pages.push(...others);

const titleOf = (file: string): string => /^# (.+)$/m.exec(readFileSync(file, "utf8"))?.[1] ?? file;
const item = (folder: string, page: string) => ({
  text: titleOf(`${docs}${folder}${page}.md`),
  link: `/${folder}${page}`,
});

const sidebar = [
  ...chapters.map(({ text, pages }) => ({
    text,
    items: pages.filter((page) => existsSync(`${docs}${page}.md`)).map((page) => item("", page)),
  })),
  {
    text: "Decisions",
    collapsed: true,
    items: readdirSync(`${docs}decisions`)
      .sort()
      .map((name) => item("decisions/", name.slice(0, -3))),
  },
];

export default defineConfig({
  title: "Waymark",
  description: "Tracking and personalisation in the visitor's browser: one WebAssembly core, any destination.",
  lang: "en",
  head: [["link", { rel: "icon", href: "/mark.svg", type: "image/svg+xml" }]],
  outDir: root("build/docs-site"),
  cacheDir: root("build/docs-cache"),
  cleanUrls: true,
  // Files of the repository that are no pages of this site.
  ignoreDeadLinks: [/^\.\.\//, /^\.\/\.\.\//],
  themeConfig: {
    logo: "/mark.svg",
    sidebar,
    outline: [2, 3],
    search: { provider: "local" },
    footer: { message: "Apache-2.0" },
  },
  vite: {
    publicDir: root("docs/.vitepress/public"),
    resolve: {
      alias: {
        "waymark-core": root("build/wasm/waymark-core.mjs"),
        "waymark-engine": root("js-bindings/src/engine/instantiate.ts"),
        "waymark-dist": root("dist"),
      },
    },
  },
});
