import { figure } from "../lib/figures.mjs";
import { events } from "../lib/heap.mjs";
import { productView } from "../lib/workload.mjs";
import { withVisitor } from "./chromium.mjs";

const perTask = 10;
const gapMs = 4;
/** How long replies may take to catch up with the last event, and how long is waited where none will come. */
const drainMs = { up: 30_000, down: 1_000 };

/** Memory of a page after 10,000 events, with a collector that answers and with one that does not. */
export async function heapInChromium(browser, site) {
  const figures = [];
  for (const collector of ["up", "down"]) {
    site.collector = collector;
    const { before, after, queued } = await withVisitor(browser, (page, cdp) => fill(page, cdp, site));
    const kb = (name, bytes, what) => figure(`heap.chromium.${collector}.${name}`, "KB", [bytes / 1_024], what);
    const end = collector === "up" ? "all acknowledged" : "collector down";
    figures.push(
      kb("wasmBefore", before.wasm, "the core's memory at ready"),
      kb("wasm", after.wasm, `the core's memory after ${events} events, ${end}`),
      kb("js", after.js, `the page's JavaScript heap then, garbage collected (${before.js >> 10} at ready)`),
      figure(`heap.chromium.${collector}.queued`, "count", [queued], "events the core still keeps"),
    );
  }
  site.collector = "up";
  return { figures };
}

async function fill(page, cdp, site) {
  await page.goto(site.origin);
  await page.evaluate(() => window.waymark.ready);
  const before = await memory(page, cdp);
  const queued = await page.evaluate(
    async ({ views, count, batch, gap, deadline }) => {
      const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      const waiting = async () => (await window.waymark.inspect()).state.stats.queued;
      for (let n = 0; n < count; ) {
        for (let i = 0; i < batch; i++, n++) {
          const { name, properties } = views[n % views.length];
          window.waymark.track(name, properties);
        }
        await pause(gap);
      }
      const end = performance.now() + deadline;
      while ((await waiting()) > 0 && performance.now() < end) await pause(200);
      return waiting();
    },
    {
      views: Array.from({ length: 200 }, (_, n) => productView(n)),
      count: events,
      batch: perTask,
      gap: gapMs,
      deadline: drainMs[site.collector],
    },
  );
  return { before, after: await memory(page, cdp), queued };
}

/** Bytes: of the core's linear memory, which never shrinks, and of living JavaScript objects. */
async function memory(page, cdp) {
  await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  return { js: usedSize, wasm: await page.evaluate(() => window.bench.memory.buffer.byteLength) };
}
