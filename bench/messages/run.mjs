/**
 * What messages cost the page: `node bench/run.mjs --only=messages`, or `node bench/messages/run.mjs [--loads=50]
 * [--templates=hero,bar]` for the layout shift alone, into build/messages-shift.json.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { launch } from "../browser/chromium.mjs";
import { figure } from "../lib/figures.mjs";
import { describeRun } from "../lib/machine.mjs";
import { shifts } from "./shift.mjs";
import { openShop } from "./shop.mjs";
import { speed } from "./speed.mjs";

/** Loads of each template. */
const allLoads = 50;

export async function measureMessages() {
  const shop = await openShop();
  const browser = await launch();
  try {
    const { first, templates, carousel, nothing } = await speed(browser, shop);
    const moved = await shifts(browser, shop, allLoads);
    const beyond = (name) => {
      const base = figure(
        "",
        "ms",
        nothing.map((one) => one[name]),
        "",
      ).median;
      return carousel.map((one) => one[name] - base);
    };
    const all = Object.values(templates).flat();
    const loads = Object.values(moved).flat();
    return {
      figures: [
        figure(
          "messages.first",
          "ms",
          first.map(({ there }) => there),
          "trigger to a bar in the document, first message of a warm page",
          30,
        ),
        figure(
          "messages.first.painted",
          "ms",
          first.map(({ painted }) => painted),
          "the same, until the frame with it is made",
        ),
        ...Object.entries(templates).map(([name, runs]) =>
          figure(
            `messages.first.${name}`,
            "ms",
            runs.map(({ there }) => there),
            `messages.first of ${name}`,
          ),
        ),
        figure(
          "messages.carousel.task",
          "ms",
          beyond("TaskDuration"),
          "main thread for a carousel of 12 tiles, beyond an event without a message",
        ),
        figure("messages.carousel.script", "ms", beyond("ScriptDuration"), "of that, script"),
        figure(
          "messages.carousel.layout",
          "ms",
          carousel.map((one) => one.LayoutDuration + one.RecalcStyleDuration),
          "of that, style and layout",
        ),
        figure(
          "messages.longTasks",
          "count",
          all.map(({ longTasks }) => longTasks),
          "tasks of 50 ms or more from trigger to 200 ms after, all templates",
          0,
        ),
        ...Object.entries(moved).map(([name, runs]) =>
          figure(
            `messages.shift.${name}`,
            "count",
            runs.map(({ value }) => value),
            `layout shift of a load with ${name} on a throttled line; the largest is in notes where it is not 0`,
            0,
          ),
        ),
        figure(
          "messages.shift.worst",
          "count",
          [Math.max(...loads.map(({ value }) => value))],
          `largest layout shift of ${loads.length} loads`,
          0,
        ),
      ],
      notes: Object.entries(moved).flatMap(([name, runs]) => {
        const worst = runs.reduce((a, b) => (b.value > a.value ? b : a));
        return worst.value > 0 ? [`${name} moved by ${worst.value}: ${worst.what.join(", ")}`] : [];
      }),
    };
  } finally {
    await browser.close();
    await shop.close();
  }
}

async function shiftAlone() {
  const asked = (name) => process.argv.find((word) => word.startsWith(`--${name}=`))?.split("=")[1];
  const shop = await openShop();
  const browser = await launch();
  try {
    const loads = Number(asked("loads") ?? allLoads);
    const found = await shifts(browser, shop, loads, asked("templates")?.split(","));
    const report = {
      ...(await describeRun()),
      templates: Object.fromEntries(
        Object.entries(found).map(([name, runs]) => [
          name,
          {
            loads: runs.length,
            drawn: runs.filter(({ drawn }) => drawn > 0).length,
            largest: Math.max(...runs.map(({ value }) => value)),
            what: [...new Set(runs.flatMap(({ what }) => what))],
            longTasks: runs.flatMap(({ longTasks }) => longTasks).length,
          },
        ]),
      ),
    };
    mkdirSync("build", { recursive: true });
    writeFileSync("build/messages-shift.json", `${JSON.stringify(report, null, 2)}\n`);
    console.log(JSON.stringify(report.templates, null, 2));
    process.exitCode = Object.values(report.templates).some(({ largest }) => largest > 0) ? 1 : 0;
  } finally {
    await browser.close();
    await shop.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await shiftAlone();
