/**
 * Measures this build and prints the figures of this run: `node bench/run.mjs [--json] [--docs] [--only=part,…]`. The
 * object that --json prints is also written to build/bench.json and bench/results/bench.json; bench/results/side-by-side.md
 * and .svg have what stands beside others, and --docs puts them into README.md and docs/. Nothing is asserted: the exit
 * code is 1 only where a part could not be measured. docs/benchmarks.md says what each figure means.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describeRun } from "./lib/machine.mjs";
import { picture, sideBySide } from "./lib/side-by-side.mjs";
import { table } from "./lib/table.mjs";

/** In order; each needs `make build`, those with a browser Chromium as well. */
const parts = {
  node: { title: "One event in Node", measure: async () => (await import("./engine/node.mjs")).trackInNode() },
  history: {
    title: "A visitor's history, in Node",
    measure: async () => (await import("./engine/history.mjs")).historyOfAVisitor(),
  },
  rules: {
    title: "200 rules beside three engines, in Node",
    measure: async () => (await import("./rules/node.mjs")).rulesInNode(),
  },
  "rules-chromium": {
    title: "200 rules beside three engines, in Chromium",
    browser: async (...far) => (await import("./browser/rules.mjs")).rulesInChromium(...far),
  },
  replay: {
    title: "A stored log through the rules, natively",
    measure: async () => (await import("./rules/replay.mjs")).replayNatively(),
  },
  fallback: {
    title: "One event where WebAssembly is refused, in Node",
    measure: async () => (await import("./engine/fallback.mjs")).trackOnTwin(),
  },
  native: { title: "One event natively", measure: async () => (await import("./engine/native.mjs")).trackNatively() },
  track: {
    title: "One track() in Chromium",
    browser: async (...far) => (await import("./browser/track.mjs")).trackInChromium(...far),
  },
  create: { title: "Start in Node", measure: async () => (await import("./engine/start.mjs")).startInNode() },
  start: {
    title: "Start in Chromium",
    browser: async (...far) => (await import("./browser/start.mjs")).startInChromium(...far),
  },
  visit: {
    title: "A visit of 60 s in Chromium, all signals on",
    browser: async (...far) => (await import("./browser/visit.mjs")).visitInChromium(...far),
  },
  memory: { title: "Memory of the core", measure: async () => (await import("./engine/heap.mjs")).heapOfCore() },
  heap: {
    title: "Memory in Chromium",
    browser: async (...far) => (await import("./browser/heap.mjs")).heapInChromium(...far),
  },
  messages: {
    title: "Messages: time from trigger to message, a carousel",
    measure: async () => (await import("./messages/run.mjs")).measureMessages(),
  },
  shift: {
    title: "Messages: shift of the page, 50 loads of each template",
    measure: async () => (await import("./messages/run.mjs")).measureShift(),
  },
  recommend: {
    title: "Recommendations: quality, size, time",
    measure: async () => (await import("./recommend/run.mjs")).measureRecommend(),
  },
  delivery: { title: "Delivery, beside six peers", measure: beside },
};

const only = process.argv
  .find((word) => word.startsWith("--only="))
  ?.slice("--only=".length)
  .split(",");
const unknown = only?.filter((name) => !(name in parts)) ?? [];
if (unknown.length > 0) {
  console.error(`bench: no part ${unknown.join(", ")}; there are ${Object.keys(parts).join(", ")}`);
  process.exit(2);
}

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
if (!existsSync("dist/waymark.wasm")) {
  console.error("bench: dist/waymark.wasm is missing; make build makes it");
  process.exit(1);
}

const about = await describeRun();
const groups = [];
for (const [name, { title, measure, browser }] of Object.entries(parts)) {
  if (only && !only.includes(name)) continue;
  process.stderr.write(`bench: ${title} …\n`);
  try {
    groups.push({ name, title, notes: [], ...(await (browser ? inBrowser(browser) : measure())) });
  } catch (error) {
    groups.push({ name, title, figures: [], notes: [`not measured: ${error.message}`] });
    process.exitCode = 1;
  }
}

const report = {
  ...about,
  figures: Object.fromEntries(groups.flatMap(({ figures }) => figures.map(({ id, ...rest }) => [id, rest]))),
  notes: groups.flatMap(({ name, notes }) => notes.map((note) => `${name}: ${note}`)),
};
const json = JSON.stringify(report, null, 2);
mkdirSync("build", { recursive: true });
mkdirSync("bench/results", { recursive: true });
writeFileSync("build/bench.json", `${json}\n`);
writeFileSync("bench/results/bench.json", `${json}\n`);
await compare();

if (process.argv.includes("--json")) console.log(json);
else console.log(`${asText()}\n\n${Object.values(report.machine).join(" · ")}\nAlso in build/bench.json`);

/** What stands beside others, of this run alone. */
async function compare() {
  const { delivery, recommend } = Object.fromEntries(groups.map(({ name, measured }) => [name, measured]));
  const tables = sideBySide({ delivery, recommend, figures: report.figures });
  writeFileSync("bench/results/side-by-side.md", `${Object.values(tables).join("\n\n")}\n`);
  const drawn = delivery && (await picture(delivery));
  if (drawn) writeFileSync("bench/results/side-by-side.svg", drawn);
  if (!process.argv.includes("--docs")) return;
  if (drawn) writeFileSync("docs/images/benchmarks.svg", drawn);
  let readme = readFileSync("README.md", "utf8");
  for (const [name, text] of Object.entries(tables)) {
    const place = new RegExp(`(<!-- bench:${name} -->\n).*?(<!-- /bench -->)`, "s");
    if (!place.test(readme)) throw new Error(`README.md has no place for the table of ${name}`);
    readme = readme.replace(place, (_, begin, end) => `${begin}\n${text}\n\n${end}`);
  }
  writeFileSync("README.md", readme);
  if (delivery) (await import("./delivery/run.mjs")).intoDocs(delivery);
}

/** One table of figures, and below it the parts that bring a table of their own. */
function asText() {
  const own = groups.filter(({ markdown }) => markdown);
  const plain = groups.filter(({ markdown }) => !markdown);
  const texts = own.map(({ title, notes, markdown }) =>
    [title, "", markdown, ...notes.map((note) => `! ${note}`)].join("\n"),
  );
  return [...(plain.length > 0 ? [table(plain)] : []), ...texts].join("\n\n");
}

/** Ours beside six peers; also in bench/results/delivery.json. */
async function beside() {
  const [{ measureDelivery }, { figures, markdown }] = await Promise.all([
    import("./delivery/run.mjs"),
    import("./delivery/report.mjs"),
  ]);
  const report = await measureDelivery();
  if (report.problems.length > 0) process.exitCode = 1;
  return { figures: figures(report), notes: report.problems, markdown: markdown(report), measured: report };
}

async function inBrowser(measure) {
  const [{ launch }, { openSite }] = await Promise.all([
    import("./browser/chromium.mjs"),
    import("./browser/site.mjs"),
  ]);
  const site = await openSite();
  try {
    const browser = await launch();
    try {
      return await measure(browser, site);
    } finally {
      await browser.close();
    }
  } finally {
    await site.close();
  }
}
