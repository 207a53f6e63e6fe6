import { figure } from "../lib/figures.mjs";
import { config } from "../lib/workload.mjs";
import { withVisitor } from "./chromium.mjs";

/** Visits with Waymark and of the same page without it, whose cost is taken off. */
const visits = { with: 15, without: 5 };
const slowVisits = { with: 7, without: 3 };
/** What browsers' developer tools call a mid-tier phone. */
const slowdown = 4;
const compiles = 20;
/** For what start-up leaves to do after its first request. */
const restMs = 300;

/** From the script to the first event, on a first visit: nothing cached, nothing stored. */
export async function startInChromium(browser, site) {
  // The first event leaves at once, not after the second a batch may wait.
  site.config = config({ batch: { maxAgeMs: 0 } });
  const usual = await visitPages(browser, site, visits, 1);
  const slow = await visitPages(browser, site, slowVisits, slowdown);
  const module = await withVisitor(browser, (page) => compileAndInstantiate(page, site));
  // As a page has it that refuses WebAssembly.
  site.policy = "script-src 'self'";
  const refused = await visitPages(browser, site, { with: 7, without: 0 }, 1);
  site.policy = undefined;
  site.config = config();
  const ms = (name, samples, what) => figure(`start.${name}`, "ms", samples, what);
  const until = (runs, name) => runs.with.map(({ at }) => at[name] - at.script);
  const longTasks = (runs) => runs.with.map((run) => run.longTasks);
  const slowed = `slowed ${slowdown} times`;
  return {
    figures: [
      ms("accepted", until(usual, "append"), "waymark.js fetched to first event accepted: its append to the journal"),
      ms("host", until(usual, "host"), "on the way: host.mjs fetched"),
      ms("core", until(usual, "wasmThere"), "on the way: core instantiated"),
      ms("sent", until(usual, "send"), "waymark.js fetched to first request to the collector"),
      ms(
        "wasm",
        usual.with.map(({ at }) => at.wasmThere - at.wasmAsked),
        "the core streamed in, compiled, instantiated",
      ),
      ms("compile", module.compile, "WebAssembly.compile of the bytes alone"),
      ms("instantiate", module.instantiate, "WebAssembly.instantiate of the module alone"),
      ms("script", beyond(usual, "ScriptDuration"), "main thread in script, beyond the page without Waymark"),
      ms("task", beyond(usual, "TaskDuration"), "main thread in tasks, beyond the page without Waymark"),
      figure("start.longTasks", "count", longTasks(usual), "tasks of 50 ms or more"),
      ms(
        "fallback",
        until(refused, "append"),
        "start.accepted where the policy refuses WebAssembly: the core as JavaScript",
      ),
      ms("slow.accepted", until(slow, "append"), `start.accepted, processor ${slowed}`),
      ms("slow.script", beyond(slow, "ScriptDuration"), `start.script, ${slowed}`),
      ms("slow.task", beyond(slow, "TaskDuration"), `start.task, ${slowed}`),
      figure("start.slow.longTasks", "count", longTasks(slow), `start.longTasks, ${slowed}`),
    ],
  };
}

async function visitPages(browser, site, count, rate) {
  const run = (path) => withVisitor(browser, (page, cdp) => visit(page, cdp, site.origin + path, rate));
  const runs = { with: [], without: [] };
  for (let n = 0; n < count.with; n++) {
    runs.with.push(await run("/"));
    if (n < count.without) runs.without.push(await run("/without"));
  }
  return runs;
}

/** Times are performance.now() of the page, metrics milliseconds since the page was made. */
async function visit(page, cdp, url, rate) {
  await cdp.send("Performance.enable");
  await cdp.send("Emulation.setCPUThrottlingRate", { rate });
  await page.goto(url);
  await page.evaluate(() => window.waymark?.ready);
  await page.waitForTimeout(restMs);
  const { metrics } = await cdp.send("Performance.getMetrics");
  const seen = await page.evaluate(() => {
    const fetched = (name) =>
      performance.getEntriesByType("resource").find((entry) => entry.name.endsWith(name))?.responseEnd;
    const at = { ...window.bench.at, script: fetched("/waymark.js"), host: fetched("/host.mjs") };
    return { at, longTasks: window.bench.longTasks.length };
  });
  return { ...seen, metrics: Object.fromEntries(metrics.map(({ name, value }) => [name, value * 1_000])) };
}

function beyond(runs, name) {
  const page = figure(
    "",
    "ms",
    runs.without.map(({ metrics }) => metrics[name]),
    "",
  ).median;
  return runs.with.map(({ metrics }) => metrics[name] - page);
}

/** The same bytes again and again, each time with a custom section of their own, or the browser would know them. */
async function compileAndInstantiate(page, site) {
  await page.goto(site.origin);
  return page.evaluate(async (count) => {
    await window.waymark.ready;
    const bytes = new Uint8Array(await (await fetch("/waymark/waymark.wasm")).arrayBuffer());
    const samples = { compile: [], instantiate: [] };
    for (let n = 0; n < count; n++) {
      // Section 0, four bytes: a name of two letters, and which copy this is.
      const section = [0, 4, 2, 0x62, 0x6e, n];
      const copy = new Uint8Array(bytes.length + section.length);
      copy.set(bytes);
      copy.set(section, bytes.length);
      const begin = performance.now();
      const module = await WebAssembly.compile(copy);
      const compiled = performance.now();
      await WebAssembly.instantiate(module, window.bench.imports);
      samples.compile.push(compiled - begin);
      samples.instantiate.push(performance.now() - compiled);
    }
    return samples;
  }, compiles);
}
