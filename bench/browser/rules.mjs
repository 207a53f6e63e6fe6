import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { raceFigures } from "../rules/node.mjs";
import { ruleSet } from "../rules/workload.mjs";

const rounds = 12;
const warmUp = 4;

/** The four engines in one page, from one bundle. */
export async function rulesInChromium(browser, site) {
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL("./page/rules.js", import.meta.url))],
    bundle: true,
    alias: { "waymark-core": fileURLToPath(new URL("../../build/wasm/waymark-core.mjs", import.meta.url)) },
    write: false,
    format: "iife",
    logLevel: "silent",
  });
  const wasm = await readFile(new URL("../../dist/waymark-whole.wasm", import.meta.url));
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${site.origin}/without`);
    await page.addScriptTag({ content: bundle.outputFiles[0].text });
    const samples = await page.evaluate(
      ([set, bytes, options]) => window.raceRules(set, bytes, options),
      [{ ...ruleSet() }, wasm.toString("base64"), { warmUp, rounds }],
    );
    return { figures: raceFigures("chromium", samples) };
  } finally {
    await context.close();
  }
}
