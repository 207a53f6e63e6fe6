/**
 * What messages cost the page: `node bench/run.mjs --only=messages`, and `--only=shift [--loads=50] [--templates=hero,bar]`
 * for the layout shift, which takes half an hour.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { launch } from "../browser/chromium.mjs";
import { figure } from "../lib/figures.mjs";
import { describeRun } from "../lib/machine.mjs";
import { shifts } from "./shift.mjs";
import { openShop } from "./shop.mjs";
import { speed } from "./speed.mjs";

/** Loads of each template. */
const allLoads = 50;

/** Time from trigger to message, and what a carousel takes. */
export async function measureMessages() {
  const shop = await openShop();
  const browser = await launch();
  try {
    const { first, templates, carousel, nothing } = await speed(browser, shop);
    // Every part less what the same wait takes without a message, so that the parts are parts of the whole.
    const beyond = (...names) => {
      const sum = (one) => names.reduce((all, name) => all + one[name], 0);
      const base = figure("", "ms", nothing.map(sum), "").median;
      return carousel.map((one) => sum(one) - base);
    };
    const all = Object.values(templates).flat();
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
          beyond("LayoutDuration", "RecalcStyleDuration"),
          "of that, style and layout",
        ),
        figure(
          "messages.longTasks",
          "count",
          all.map(({ longTasks }) => longTasks),
          "tasks of 50 ms or more from trigger to 200 ms after, all templates",
          0,
        ),
      ],
      notes: [],
    };
  } finally {
    await browser.close();
    await shop.close();
  }
}

const asked = (name) => process.argv.find((word) => word.startsWith(`--${name}=`))?.split("=")[1];

/** Layout shift of every template on a throttled line; by template also in build/messages-shift.json. */
export async function measureShift() {
  const shop = await openShop();
  const browser = await launch();
  try {
    const found = await shifts(browser, shop, Number(asked("loads") ?? allLoads), asked("templates")?.split(","));
    const loads = Object.values(found).flat();
    const templates = Object.fromEntries(
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
    );
    mkdirSync("build", { recursive: true });
    writeFileSync("build/messages-shift.json", `${JSON.stringify({ ...(await describeRun()), templates }, null, 2)}\n`);
    return {
      figures: [
        ...Object.entries(found).map(([name, runs]) =>
          figure(
            `messages.shift.${name}`,
            "count",
            runs.map(({ value }) => value),
            `layout shift of a load with ${name} on a throttled line`,
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
        figure(
          "messages.shift.drawn",
          "count",
          [loads.filter(({ drawn }) => drawn > 0).length],
          "loads on which the message stood",
        ),
      ],
      notes: Object.entries(templates).flatMap(([name, { largest, what }]) =>
        largest > 0 ? [`${name} moved by ${largest}: ${what.join(", ")}`] : [],
      ),
    };
  } finally {
    await browser.close();
    await shop.close();
  }
}
