import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { raceFigures } from "../rules/node.mjs";
import { ruleSet } from "../rules/workload.mjs";

const rounds = 12;
const warmUp = 4;

/** What dist/node.mjs asks of Node it does not use where it is given the core's bytes. */
const withoutNode = {
  name: "without-node",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: "node" }));
    onLoad({ filter: /./, namespace: "node" }, () => ({ contents: "module.exports = {}" }));
  },
};

/** The four engines in one page, from one bundle. */
export async function rulesInChromium(browser, site) {
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL("./page/rules.js", import.meta.url))],
    bundle: true,
    plugins: [withoutNode],
    write: false,
    format: "iife",
    logLevel: "silent",
  });
  const wasm = await readFile(new URL("../../dist/waymark-whole.wasm", import.meta.url));
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    // Not the page with the observer: it stands in for WebAssembly.instantiate.
    await page.goto(`${site.origin}/empty`);
    const problem = new Promise((_, reject) => page.on("pageerror", reject));
    await page.addScriptTag({ content: bundle.outputFiles[0].text });
    const race = page.evaluate(
      ([set, bytes, options]) => window.raceRules(set, bytes, options),
      [{ ...ruleSet() }, wasm.toString("base64"), { warmUp, rounds }],
    );
    const samples = await Promise.race([race, problem]);
    return { figures: raceFigures("chromium", samples) };
  } finally {
    await context.close();
  }
}
