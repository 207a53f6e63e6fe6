/**
 * What delivery costs, ours and six peers side by side in one Chromium:
 *
 *   node bench/delivery/run.mjs [--json] [--docs] [--quick] [--only=load,wire,cost,outage] [--sdk=name,…] [--destination=type]
 *
 * Prints a table in Markdown, or with --json the object that is written to bench/results/delivery.json; --docs puts the
 * table into docs/benchmarks.md. Nothing is asserted: the exit code is 1 only where something could not be measured. docs/benchmarks.md tells what the rows mean.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { describeRun } from "../lib/machine.mjs";
import { loadSdk, sdkNames } from "../loss/lib/sdks.mjs";
import { measureAll } from "./measure.mjs";
import { markdown, summarise } from "./report.mjs";
import { openSite } from "./site.mjs";
import { launch } from "./visit.mjs";

const peers = new URL("../node_modules/", import.meta.url);
const docs = new URL("../../docs/benchmarks.md", import.meta.url);
const result = new URL("../results/delivery.json", import.meta.url);

/** Measures, writes bench/results/delivery.json and returns what it holds. */
export async function measureDelivery({ quick = false, only, sdk, destination = "ndjson" } = {}) {
  if (!existsSync(peers)) throw new Error("the peers are not installed: npm ci --prefix bench");
  const about = await describeRun();
  const sdks = await Promise.all((sdk ?? sdkNames()).map(loadSdk));
  const site = await openSite(sdks.map(({ name }) => name));
  const browser = await launch();
  try {
    const bench = { browser, site, options: { destinationType: destination } };
    const { samples, problems } = await measureAll(bench, sdks, { quick, only });
    const figures = summarise(samples);
    about.machine.chromium = `Chromium ${browser.version()}`;
    about.machine.loadAfter = `load ${loadavg()[0].toFixed(1)} at the end`;
    const report = {
      ...about,
      quick,
      destination,
      problems,
      sdks: Object.fromEntries(
        sdks.map(({ name, about: { package: of }, version }) => [
          name,
          { package: of, version, figures: figures[name] },
        ]),
      ),
    };
    mkdirSync(new URL(".", result), { recursive: true });
    writeFileSync(result, `${JSON.stringify(report, null, 2)}\n`);
    return report;
  } finally {
    await browser.close();
    await site.close();
  }
}

if (import.meta.filename === process.argv[1]) {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean" },
      docs: { type: "boolean" },
      quick: { type: "boolean" },
      only: { type: "string" },
      sdk: { type: "string" },
      destination: { type: "string" },
    },
  });
  const report = await measureDelivery({
    ...values,
    only: values.only?.split(","),
    sdk: values.sdk?.split(","),
  });
  if (values.docs) intoDocs(report);
  if (values.json) console.log(JSON.stringify(report, null, 2));
  else console.log(withMachine(report));
  for (const problem of report.problems) console.error(`delivery: ${problem}`);
  process.exitCode = report.problems.length > 0 ? 1 : 0;
}

function withMachine(report) {
  return `${markdown(report)}\n\n${report.measuredAt.slice(0, 10)}, ${Object.values(report.machine).join(" · ")}`;
}

/** Between its two markers stands the table of the last run that was told to go there. */
export function intoDocs(report) {
  const page = readFileSync(docs, "utf8");
  const between = /(<!-- delivery:begin -->\n).*(<!-- delivery:end -->)/s;
  if (!between.test(page)) throw new Error("docs/benchmarks.md has no place for the table");
  const { bytes, sha256 } = report.wasm;
  const text = `${withMachine(report)} · core of ${bytes.toLocaleString("en")} bytes, sha256 ${sha256.slice(0, 8)}`;
  writeFileSync(
    docs,
    page.replace(between, (_, begin, end) => `${begin}\n${text}\n\n${end}`),
  );
}
