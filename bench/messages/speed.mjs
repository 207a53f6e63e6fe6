/** From a trigger to its message, on a warm page: the core is there, every file is in the browser's cache. */
import { observe } from "./shift.mjs";

const runs = 20;

/** Times of one message after `track("Go")`, in ms of the page: until it stands in the document, and until it is painted. */
async function draw(page) {
  return page.evaluate(async () => {
    const before = window.moved.longTasks.length;
    const stood = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (!document.querySelector("waymark-message")) return;
        observer.disconnect();
        resolve(performance.now());
      });
      observer.observe(document, { childList: true, subtree: true });
    });
    const from = performance.now();
    window.waymark.track("Go");
    const there = await stood;
    // The frame that paints it has been made when the task after its callbacks runs.
    const painted = await new Promise((resolve) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(0);
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    return {
      there: there - from,
      painted: painted - from,
      longTasks: window.moved.longTasks.length - before,
      files: performance.getEntriesByName(new URL("/waymark/messages.mjs", location.href).href).length,
    };
  });
}

/** A page of `name` whose core has settled. */
async function warm(context, shop, name) {
  const page = await context.newPage();
  await page.goto(`${shop.origin}/go/${name}?width=1280`);
  await page.evaluate(() => window.waymark.ready);
  await page.waitForLoadState("load");
  // Signals are fetched when the page is idle.
  await page.waitForTimeout(500);
  return page;
}

/** What the main thread does for `work`, in ms. */
async function cost(page, work) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const read = async () =>
    Object.fromEntries(
      (await cdp.send("Performance.getMetrics")).metrics.map(({ name, value }) => [name, value * 1_000]),
    );
  const before = await read();
  await work();
  const after = await read();
  return Object.fromEntries(
    ["TaskDuration", "ScriptDuration", "LayoutDuration", "RecalcStyleDuration"].map((name) => [
      name,
      after[name] - before[name],
    ]),
  );
}

/** The first message of a page, of each template `perTemplate` times; and what a carousel of twelve costs. */
export async function speed(browser, shop, perTemplate = 3) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript(observe);
  const first = [];
  const templates = {};
  const carousel = [];
  const nothing = [];
  const open = async (name, use) => {
    const page = await warm(context, shop, name);
    try {
      return await use(page);
    } finally {
      await page.close();
    }
  };
  // What the cache has not had yet.
  await open("bar", draw);
  for (let n = 0; n < runs; n++) first.push(await open("bar", draw));
  for (const name of Object.keys(shop.examples)) {
    templates[name] = [];
    await open(name, draw);
    for (let n = 0; n < perTemplate; n++) templates[name].push(await open(name, draw));
  }
  for (let n = 0; n < 10; n++) {
    carousel.push(await open("recommendations", (page) => cost(page, () => draw(page))));
    // The same wait, the same event, no rule that listens.
    nothing.push(
      await open("bar", (page) =>
        cost(page, () =>
          page.evaluate(async () => {
            window.waymark.track("Nothing");
            await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 200)));
          }),
        ),
      ),
    );
  }
  await context.close();
  return { first, templates, carousel, nothing };
}
