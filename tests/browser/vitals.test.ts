import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { visitor } from "../support/browser.ts";
import { engine, noReturn, onlyIn } from "../support/engines/index.ts";
import { config, html, openShop } from "../support/shop.ts";
import { until } from "../support/wait.ts";

/** Google's own library, in the same page: what it reports by its last report when the page is hidden. */
const peer = new URL("../../node_modules/web-vitals/dist/web-vitals.iife.js", import.meta.url);

/** A block, ten kilobytes of text, that pushes the page down half a second after it was painted. */
const app = `
  window.theirs = {};
  for (const name of ["LCP", "INP", "CLS", "FCP", "TTFB"])
    webVitals["on" + name](({ value, navigationType }) => {
      window.theirs[name.toLowerCase()] = value;
      window.theirs.navigation = navigationType;
    }, { reportAllChanges: false });
  addEventListener("DOMContentLoaded", () => {
    const busy = (ms) => { const end = performance.now() + ms; while (performance.now() < end); };
    document.querySelector("#slow").addEventListener("click", () => { busy(90); document.title += "."; });
    document.querySelector("#quick").addEventListener("click", () => busy(30));
    for (const [delay, height] of [[300, 40], [700, 90], [2000, 25]])
      setTimeout(() => {
        const block = document.createElement("div");
        block.style.height = height + "px";
        document.body.prepend(block);
      }, delay);
  });`;

test("vitals are those of npm web-vitals, to the millisecond", async (t) => {
  const shop = await openShop();
  t.after(() => shop.close());
  const guest = await visitor();
  t.after(() => guest.close());
  shop.config = config({ signals: {} });
  shop.files.set("/peer.js", await readFile(peer, "utf8"));
  shop.files.set("/app.js", app);
  shop.files.set("/next", html("<p>next</p>"));
  shop.files.set(
    "/",
    html(
      `<h1>A heading to paint</h1><p>${"words ".repeat(400)}</p><button id="slow">Slow</button><button id="quick">Quick</button>`,
      '<script src="/peer.js"></script><script src="/app.js"></script>',
    ),
  );
  const page = await guest.open(`${shop.origin}/`);
  await until("the signals", () => shop.requests.includes("/waymark/signals.mjs"));
  await page.waitForTimeout(2_300);
  await page.click("#quick");
  await page.click("#slow");
  await page.click("#quick");
  await page.waitForTimeout(400);
  const theirs = page.evaluate(
    () =>
      new Promise<{ [name: string]: number | string }>((done) =>
        document.addEventListener("visibilitychange", () =>
          setTimeout(() => done((window as never as { theirs: never }).theirs), 50),
        ),
      ),
  );
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  });
  const expected = await theirs;
  const ours = ((await shop.event("Web Vitals")).properties ?? {}) as { [name: string]: number | string };
  assert.deepEqual(Object.keys(ours).sort(), Object.keys(expected).sort());
  assert.equal(ours.navigation, expected.navigation);
  // This WebKit has entries of neither the largest paint nor of input.
  const timed = engine === "webkit" ? [] : ["lcp", "inp"];
  for (const name of ["fcp", "ttfb", ...timed])
    assert.ok(
      Math.abs(Number(ours[name]) - Number(expected[name])) <= 1,
      `${name}: ${ours[name]} and ${expected[name]}`,
    );
  if (timed.length > 0) assert.ok(Number(expected.inp) >= 88, "there was something to measure");
  // No layout-shift entries elsewhere: there neither has the metric.
  if (engine !== "chromium") return;
  assert.ok(Math.abs(Number(ours.cls) - Number(expected.cls)) <= 0.0001, `cls: ${ours.cls} and ${expected.cls}`);
  assert.ok(Number(expected.cls) > 0, "something moved");
});

test("a return from the back/forward cache is a page of its own", {
  skip: onlyIn(["chromium", "webkit"], noReturn),
}, async (t) => {
  const shop = await openShop();
  t.after(() => shop.close());
  const guest = await visitor();
  t.after(() => guest.close());
  shop.config = config({ signals: {} });
  shop.files.set("/", html("<h1>first</h1>"));
  shop.files.set("/next", html("<h1>next</h1>"));
  const page = await guest.open(`${shop.origin}/`);
  await until("the signals", () => shop.requests.includes("/waymark/signals.mjs"));
  await page.waitForTimeout(600);
  await page.goto(`${shop.origin}/next`);
  await page.goBack({ waitUntil: "commit" });
  await page.waitForTimeout(600);
  await page.goto(`${shop.origin}/next`);
  const kinds = () =>
    shop.events.filter(({ event }) => event === "Web Vitals").map(({ properties }) => properties?.navigation);
  await until("its vitals", () => kinds().includes("back-forward-cache"), kinds);
  const back = shop.events.find(({ properties }) => properties?.navigation === "back-forward-cache");
  assert.equal(back?.properties?.ttfb, 0);
  assert.equal(back?.properties?.lcp, back?.properties?.fcp);
});
