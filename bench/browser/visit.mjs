import { figure } from "../lib/figures.mjs";
import { config } from "../lib/workload.mjs";
import { launch, withVisitor } from "./chromium.mjs";

/** Visits with Waymark and of the same page without it. */
const visits = 3;
/** Seconds of one: real ones, since the page's own timers are part of what is measured. */
const visitMs = 60_000;
/** Tasks, and calls from the browser into script, each with the time its thread had a processor: a busy machine adds nothing. */
const categories = ["devtools.timeline", "disabled-by-default-devtools.timeline"];

/** Everything a page can tell by itself. */
const allSignals = {
  ...{ elementClick: true, deadClick: true, copy: true, exitIntent: true, idle: true },
  ...{ scrollPx: [500, 1_000, 2_000], visible: ["#p10", "#p20", "footer"], heartbeatMs: 10_000 },
};

/** What a visit of a minute costs the main thread with all signals on, and whether input is slower for it. */
export async function visitInChromium(_browser, site) {
  site.config = config({ signals: allSignals });
  const runs = { with: [], without: [] };
  for (let n = 0; n < visits; n++) {
    for (const name of ["without", "with"]) {
      // Tracing is the browser's: each visit has one of its own.
      const browser = await launch();
      try {
        runs[name].push(await withVisitor(browser, (page) => visit(browser, page, `${site.origin}/visit-${name}`)));
      } finally {
        await browser.close();
      }
    }
  }
  site.config = config();
  const ms = (id, name, member, what) => figure(id, "ms", list(runs[name], member), what);
  return {
    figures: [
      ms(
        "visit.ours",
        "with",
        "oursMs",
        "60 s visit, all signals on: processor time of the main thread in our code, after the start",
      ),
      ms("visit.ours.start", "with", "startMs", "the same of the start, and the 1.5 s after it"),
      ms(
        "visit.task.with",
        "with",
        "taskMs",
        "processor time of the main thread in tasks after the start, with Waymark",
      ),
      ms("visit.task.without", "without", "taskMs", "the same of the page without Waymark"),
      figure("visit.events", "count", list(runs.with, "events"), "events it made"),
      ms("visit.inp.with", "with", "inpMs", "longest interaction to next paint (steps of 8 ms), with Waymark"),
      ms("visit.inp.without", "without", "inpMs", "the same of the page without Waymark"),
    ],
  };
}

const list = (runs, member) => runs.map((run) => run[member]);

async function visit(browser, page, url) {
  await browser.startTracing(page, { categories });
  await page.goto(url);
  const ready = await page.evaluate(async () => {
    await window.waymark?.ready;
    // The signals come when the page is idle.
    await new Promise((done) => setTimeout(done, 1_500));
    return performance.now();
  });
  const start = await stopTracing(browser);
  await browser.startTracing(page, { categories });
  await behave(page, visitMs - ready);
  const rest = await stopTracing(browser);
  const inpMs = await page.evaluate(() => Math.max(0, ...window.bench.interactions.values()));
  const events = await page.evaluate(async () => (await window.waymark?.stats())?.accepted ?? 0);
  return { startMs: oursMs(start), oursMs: oursMs(rest), taskMs: taskMs(rest), inpMs, events };
}

const stopTracing = async (browser) => JSON.parse((await browser.stopTracing()).toString()).traceEvents;

/** Processor time of all calls from the browser into functions of our files; what they call, the core too, is in it. */
function oursMs(events) {
  const calls = events
    .filter(({ name, ph, args }) => name === "FunctionCall" && ph === "X" && args.data?.url?.includes("/waymark/"))
    .sort((a, b) => a.ts - b.ts);
  let [endUs, sumUs] = [0, 0];
  for (const { ts, dur, tdur = 0 } of calls) {
    // One inside the other counts once.
    if (ts < endUs) continue;
    endUs = ts + dur;
    sumUs += tdur;
  }
  return sumUs / 1_000;
}

/** Processor time of the tasks of the thread that runs the page's script. */
function taskMs(events) {
  const main = events.find(({ name, args }) => name === "FunctionCall" && args.data?.url)?.tid;
  const tasks = events.filter(({ name, tid }) => name === "RunTask" && tid === main);
  return tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1_000;
}

/** Reads, scrolls, clicks, types, moves the mouse, goes on in the same document: as somebody who looks for something. */
async function behave(page, forMs) {
  const end = Date.now() + forMs;
  for (let round = 0; Date.now() < end; round++) {
    await page.mouse.move(100 + ((round * 37) % 600), 120 + ((round * 53) % 400), { steps: 12 });
    await page.mouse.wheel(0, round % 6 === 5 ? -900 : 320);
    await page.waitForTimeout(250);
    if (round % 3 === 0) await page.click("#answer");
    if (round % 4 === 1) await page.click("#quiet");
    if (round % 5 === 2) await page.fill("#q", `shoes ${round}`);
    if (round % 10 === 7) await page.evaluate((n) => history.pushState(null, "", `/visit-page/${n}`), round);
    await page.waitForTimeout(550);
  }
}
