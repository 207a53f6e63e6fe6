/**
 * The fault matrix: numbered events, a collector that fails on purpose, a real browser that is killed, closed and
 * navigated, and a count of what arrived. docs/benchmarks.md says how to read it.
 *
 *   node bench/loss/run.mjs [--engine chromium,firefox,webkit] [--sdk waymark,…] [--row K1,NAV,…] [--repeat N]
 *     [--jobs N] [--fast] [--json FILE] [--type ndjson|segment] [--trace]
 *
 * Without --engine every installed one runs ours, and Chromium the peers as well. The result is also written to
 * build/bench-loss.json and build/bench-loss.md. The exit code is 1 where the bench itself broke or ours lost an event.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { describeRun } from "../lib/machine.mjs";
import { engines } from "./browser/index.mjs";
import { markdown, oneLine } from "./lib/report.mjs";
import { runRow } from "./lib/run-row.mjs";
import { loadSdk, sdkNames } from "./lib/sdks.mjs";
import { rows } from "./scenarios/index.mjs";

process.chdir(fileURLToPath(new URL("../..", import.meta.url)));
const options = {
  engine: { type: "string" },
  sdk: { type: "string" },
  row: { type: "string" },
  repeat: { type: "string", default: "1" },
  jobs: { type: "string", default: "2" },
  json: { type: "string" },
  type: { type: "string" },
  fast: { type: "boolean", default: false },
  trace: { type: "boolean", default: false },
};
const { values: asked } = parseArgs({ options });

const chosenEngines = choose("engine", Object.keys(engines));
const chosenSdks = choose("sdk", sdkNames());
const chosenRows = choose(
  "row",
  rows.map(({ id }) => id),
);

const plan = [];
for (const engine of chosenEngines) {
  const reason = engines[engine].unavailable();
  if (reason) {
    console.error(`bench-loss: ${engine} is left out: ${reason}`);
    continue;
  }
  // The peers are measured where they are at their best known; ours has to hold everywhere.
  const sdks =
    asked.engine || asked.sdk ? chosenSdks : chosenSdks.filter((sdk) => sdk === "waymark" || engine === "chromium");
  for (const id of chosenRows)
    for (const sdk of sdks)
      for (let time = 0; time < Number(asked.repeat); time++)
        plan.push({ engine: engines[engine], adapter: await loadSdk(sdk), row: rows.find((row) => row.id === id) });
}

const about = await describeRun();
/** In the order of the plan, whatever is over first. */
const done = [];
let begun = 0;
await Promise.all(Array.from({ length: Number(asked.jobs) }, work));

async function work() {
  while (begun < plan.length) {
    const place = begun++;
    const next = plan[place];
    const sdkOptions = { ...next.adapter.options, ...(asked.type ? { destinationType: asked.type } : {}) };
    const result = await runRow({ ...next, fast: asked.fast, trace: asked.trace, sdkOptions });
    done[place] = result;
    const report = reportSoFar();
    console.error(`${String(report.results.length).padStart(4)}/${plan.length} ${oneLine(result)}`);
    write(report);
  }
}

/** After every row: a run of hours that is ended early has its figures. */
function write(report) {
  const json = `${JSON.stringify(report, null, 2)}\n`;
  mkdirSync("build", { recursive: true });
  for (const file of new Set(["build/bench-loss.json", asked.json].filter(Boolean))) writeFileSync(file, json);
  writeFileSync("build/bench-loss.md", markdown(report, rows));
}

function reportSoFar() {
  return { ...about, fast: asked.fast, repeat: Number(asked.repeat), results: done.filter(Boolean) };
}

const { results } = reportSoFar();
console.log(markdown(reportSoFar(), rows));
if (results.length === 0 || results.some(({ failed, sdk, lost }) => failed || (sdk === "waymark" && lost > 0)))
  process.exitCode = 1;

function choose(option, known) {
  const names = asked[option]?.split(",") ?? known;
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`bench-loss: no ${option} ${unknown.join(", ")}; there are ${known.join(", ")}`);
    process.exit(2);
  }
  return names;
}
