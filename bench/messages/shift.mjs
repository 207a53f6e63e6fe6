/** Layout shift by Chromium's own metric, over loads on a throttled line: new visitors and returning ones, wide windows and phones. */

/** 1.6 Mbit/s and 150 ms, as Lighthouse has it for phones. */
export const line = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
/** Everything that could move has come by then. */
const restMs = 350;

/** Five visitors; each comes ten times. */
const visitors = [
  { viewport: { width: 1280, height: 800 }, plan: true },
  { viewport: { width: 390, height: 844 }, plan: true },
  { viewport: { width: 1280, height: 800 }, plan: false },
  { viewport: { width: 390, height: 844 }, plan: false },
  { viewport: { width: 820, height: 1180 }, plan: true },
];

/** Runs in the page before anything else. Shifts soon after input would not count; there is no input here. */
export const observe = () => {
  window.moved = { value: 0, what: [], longTasks: [] };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      window.moved.value += entry.value;
      for (const { node } of entry.sources) window.moved.what.push(node?.className || node?.nodeName || "");
    }
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.moved.longTasks.push(duration);
  }).observe({ type: "longtask", buffered: true });
};

/** One load of one template: what moved, and tasks of 50 ms or more. */
export async function load(context, url) {
  const page = await context.newPage();
  try {
    const cdp = await context.newCDPSession(page);
    await cdp.send("Network.enable");
    await cdp.send("Network.emulateNetworkConditions", line);
    await page.goto(url);
    // Living, not only from the plan.
    await page.waitForSelector("waymark-message[data-decision]", { state: "attached", timeout: 60_000 });
    await page.waitForLoadState("load");
    await page.waitForTimeout(restMs);
    return await page.evaluate(() => ({ ...window.moved, drawn: document.querySelectorAll("waymark-message").length }));
  } finally {
    await page.close();
  }
}

/** `loads` of each of `names`: name → figures of each load. */
export async function shifts(browser, shop, loads, names = Object.keys(shop.examples)) {
  const each = Math.ceil(loads / visitors.length);
  const found = {};
  for (const name of names) {
    found[name] = [];
    await Promise.all(
      [0, 1].map(async (half) => {
        for (const { viewport, plan } of visitors.filter((_, index) => index % 2 === half)) {
          const context = await browser.newContext({ viewport });
          await context.addInitScript(observe);
          for (let n = 0; n < each && found[name].length < loads; n++)
            found[name].push(
              await load(context, `${shop.origin}/t/${name}?width=${viewport.width}${plan ? "&plan=1" : ""}`),
            );
          await context.close();
        }
      }),
    );
    const worst = Math.max(...found[name].map(({ value }) => value));
    process.stderr.write(`bench: ${name}: ${found[name].length} loads, shift ${worst.toFixed(3)} at most\n`);
  }
  return found;
}
