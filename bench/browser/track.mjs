import { figure, mean } from "../lib/figures.mjs";
import { productView } from "../lib/workload.mjs";
import { withVisitor } from "./chromium.mjs";

const warmUp = 500;
const calls = 2_000;
const firstCalls = 7;
const pacedCalls = 400;
/** Long enough for caches to cool and other processes to run, as between two events of a visitor. */
const paceMs = 20;

const views = (from, count) => Array.from({ length: count }, (_, n) => productView(from + n));

/** Microseconds a site waits for one `waymark.track()`, on the main thread, its effects executed. */
export async function trackInChromium(browser, site) {
  const whole = await withVisitor(browser, async (page) => {
    const measure = await arrive(page, site);
    return {
      warmUp: await measure(views(0, warmUp), 0),
      hot: await measure(views(warmUp, calls), 0),
      paced: await measure(views(0, pacedCalls), paceMs),
      isolated: await page.evaluate(() => window.crossOriginIsolated),
    };
  });
  const first = [];
  for (let n = 0; n < firstCalls; n++) {
    first.push(...(await withVisitor(browser, async (page) => (await arrive(page, site))(views(n, 1), 0))));
  }
  const watched = await withVisitor(browser, async (page) => {
    const measure = await arrive(page, site);
    await measure(views(0, warmUp), 0);
    return page.evaluate(
      async (list) => {
        const parts = window.watchParts();
        const samples = await window.measureTrack(list, 0, parts);
        return { ...parts, total: samples.reduce((sum, us) => sum + us, 0) / 1_000 };
      },
      views(warmUp, calls),
    );
  });
  const { total, stringify, parse, database, channel } = watched;
  const part = (name, ms, what) => mean(`track.chromium.${name}`, "us", (ms * 1_000) / calls, calls, what);
  const rest = total - stringify - parse - database - channel;
  return {
    notes: whole.isolated ? [] : ["the page was not isolated: its clock ticks in 100 us"],
    figures: [
      figure("track.chromium.call", "us", whole.hot, "waymark.track() on the main thread, call to effects executed"),
      figure("track.chromium.paced", "us", whole.paced, `the same, one each ${paceMs} ms: caches cold, others running`),
      figure("track.chromium.first", "us", first, "the first call of a page: code not compiled yet"),
      part("watched", total, "track.chromium.call with a clock around the parts below"),
      part("stringify", stringify, "of it JSON.stringify"),
      part("parse", parse, "of it JSON.parse"),
      part("database", database, "of it handing the record to IndexedDB"),
      part("channel", channel, "of it telling the other tabs"),
      part("rest", rest, "of it the core, its glue and the host"),
    ],
  };
}

/** Opens the page and waits for the core. Returns `window.measureTrack`. */
async function arrive(page, site) {
  await page.goto(site.origin);
  await page.addScriptTag({ url: "/bench/track.js" });
  await page.evaluate(() => window.waymark.ready);
  return (list, gapMs) => page.evaluate(([calls, gap]) => window.measureTrack(calls, gap), [list, gapMs]);
}
