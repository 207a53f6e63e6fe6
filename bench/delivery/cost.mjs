import { delivered, durationMs, paced, visit } from "./visit.mjs";

/** Every SDK has sent what it was given by then; Mixpanel waits for five seconds. */
const tailMs = 6_500;

/**
 * What `count` events cost the page, from the first call until all is sent and the tail is over, and how long each call
 * kept its caller. Processor time, not time on the wall: the machine may be busy. `rate` slows the main thread.
 */
export function measureCost(bench, sdk, count, rate) {
  return visit(bench, sdk, async ({ page, cdp, collector }) => {
    await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
    await cdp.send("Emulation.setCPUThrottlingRate", { rate });
    await cdp.send("HeapProfiler.collectGarbage");
    const plan = paced(count, { steady: true });
    const before = await metrics(cdp);
    const endMs = performance.now() + durationMs(plan) + tailMs;
    const calls = await page.evaluate(([list, atMs]) => window.pace(list, atMs), plan);
    await page.waitForTimeout(Math.max(0, endMs - performance.now()));
    const after = await metrics(cdp);
    await cdp.send("HeapProfiler.collectGarbage");
    const { usedSize, backingStorageSize = 0 } = await cdp.send("Runtime.getHeapUsage");
    const wasmBytes = await page.evaluate(() =>
      window.memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
    );
    return {
      callsMs: calls,
      /** Main thread, all tasks. */
      taskMs: after.TaskDuration - before.TaskDuration,
      /** The page's whole process: compression, WebAssembly's compiler and the like have threads of their own. */
      processMs: after.ProcessTime - before.ProcessTime,
      /** What lives then: objects of JavaScript, and the memory of buffers and of WebAssembly. */
      heapBytes: usedSize + backingStorageSize + wasmBytes,
      missing: sdk ? count - delivered(collector).size : 0,
    };
  });
}

/** Milliseconds of each figure of the Performance domain. */
export async function metrics(cdp) {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value * 1_000]));
}
