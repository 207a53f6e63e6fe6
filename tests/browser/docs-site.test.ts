/** The documentation as `make docs` builds it: every page reads, links lead somewhere, examples play, the search finds. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import fastify from "fastify";
import { visitor } from "../support/browser.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const site = join(root, "build/docs-site");
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
declare const axe: { run(): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> };

const server = fastify();
let origin = "";
before(async () => {
  const built = spawnSync(process.execPath, ["scripts/docs-site.mjs"], { cwd: root, encoding: "utf8" });
  assert.equal(built.status, 0, built.stderr);
  server.register(fastifyStatic, { root: site });
  origin = await server.listen({ port: 0, host: "127.0.0.1" });
});
after(() => server.close());

const pages = (): string[] =>
  readdirSync(site, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html"));

test("every document is a page, and no link of the site leads nowhere", () => {
  const documents = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".md") && !name.startsWith("site/"),
  );
  const all = new Set(pages());
  for (const name of documents) assert.ok(all.has(name.replace(/\.md$/, ".html")), name);
  const read = new Map([...all].map((name) => [name, readFileSync(join(site, name), "utf8")]));
  const dead: string[] = [];
  for (const [name, html] of read) {
    for (const [, href] of html.matchAll(/<a [^>]*href="([^"]+)"/g)) {
      const url = new URL(href as string, `http://site/${name}`);
      if (url.host !== "site") continue;
      const target = read.get(decodeURIComponent(url.pathname.slice(1)));
      if (!target || (url.hash && !target.includes(`id="${decodeURIComponent(url.hash.slice(1))}"`)))
        dead.push(`${name}: ${href}`);
    }
  }
  assert.deepEqual(dead, []);
});

test("pages read on a phone and break no rule of accessibility", async () => {
  for (const colorScheme of ["light", "dark"] as const) {
    const reader = await visitor({ viewport: { width: 390, height: 800 }, colorScheme });
    for (const name of [
      "index",
      "getting-started",
      "rules",
      "config",
      "cookbook",
      "decisions/0008-destinations-are-data",
    ]) {
      const page = await reader.open(`${origin}/${name}.html`);
      // Once every example has been played: what it replaces is of no page any more.
      await page.waitForFunction(() =>
        [...document.querySelectorAll("waymark-live")].every((live) => live.querySelector(".told li")),
      );
      await page.addScriptTag({ content: axeSource });
      const { violations } = await page.evaluate(() => axe.run());
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.target}`),
        [],
      );
      assert.equal(
        await page.evaluate(() => document.documentElement.scrollWidth),
        390,
        `${name} is wider than the phone`,
      );
      await page.close();
    }
    assert.deepEqual(reader.problems, []);
    await reader.close();
  }
});

test("an example plays in the page, and again when it is changed", async () => {
  const reader = await visitor();
  const page = await reader.open(`${origin}/cookbook.html`);
  const live = page.locator("waymark-live").first();
  await live.locator(".told .message").waitFor();
  assert.match(await live.locator(".told .message").innerText(), /Looking for something special/);
  const config = live.getByLabel("Configuration");
  await config.fill((await config.inputValue()).replace("Looking for something special?", "May we help?"));
  await live.locator(".told .message", { hasText: "May we help?" }).waitFor();
  await config.fill((await config.inputValue()).replace(/\b3\b/, "9"));
  await live.locator(".told .message").waitFor({ state: "detached" });
  await config.fill("{");
  await live.locator(".problem", { hasText: "JSON" }).waitFor();
  assert.deepEqual(reader.problems, []);
  await reader.close();
});

test("the search finds a word of the text, by keyboard alone", async () => {
  const reader = await visitor();
  const page = await reader.open(`${origin}/decisions/0008-destinations-are-data.html`);
  await page.keyboard.press("/");
  await page.keyboard.type("quiet hours");
  await page.locator(".search li a").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\.html#./);
  assert.match(await page.locator("main").innerText(), /quiet/i);
  assert.deepEqual(reader.problems, []);
  await reader.close();
});
