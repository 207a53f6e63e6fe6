import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { evaluated, folder, trained } from "./train.mjs";

const shops = "../shared/data/shops";
const sets = [
  { id: "yoochoose64", title: "Yoochoose 1/64", protocol: "p1" },
  { id: "serenade-toy", title: "Serenade's toy set", protocol: "p2" },
];

/** Unpacked into the build folder; undefined where the data is not there. */
function unpacked(name) {
  const packed = `${shops}/${name}.xz`;
  if (!existsSync(packed)) return undefined;
  mkdirSync(folder, { recursive: true });
  const path = `${folder}/${name}`;
  if (!existsSync(path)) writeFileSync(path, spawnSync("xz", ["-dc", packed], { maxBuffer: 1 << 29 }).stdout);
  return path;
}

/** What popularity damping buys: beside a row, the same model in slots with `novelty`. */
const strengths = [0.2, 0.4];

/** `args` evaluated as they are and, where `damped`, with each strength of novelty. */
function rowsOf(args, name, more, damped) {
  return [0, ...(damped ? strengths : [])].map((strength) => {
    const [found] = evaluated([...args, "--novelty", `${strength}`]);
    return { ...found, ...more, model: strength ? `${name}, novelty ${strength}` : name };
  });
}

/** Heard row by row on the error stream: a run takes minutes, and what broke off has told what it found. */
function noted(rows) {
  for (const { set, model, protocol, hr, mrr, novelty, bytes, cpuSeconds } of rows) {
    const figures = `HR ${hr.toFixed(4)} MRR ${mrr.toFixed(4)} novelty ${novelty.toFixed(2)}`;
    process.stderr.write(`  ${set}, ${model}, ${protocol}: ${figures}, ${bytes} bytes, ${cpuSeconds.toFixed(1)} s\n`);
  }
  return rows;
}

/** Models by budget and support floor, and the baselines, on every set that is there. */
export function measureQuality() {
  const rows = [];
  const notes = [];
  for (const { id, title, protocol } of sets) {
    const [training, later] = [unpacked(`${id}.train.sess`), unpacked(`${id}.test.sess`)];
    if (!training || !later) {
      notes.push(`${title}: no data`);
      continue;
    }
    const test = ["--sessions", later, "--clicks", training, "--protocol", protocol];
    for (const support of [2, 1])
      for (const budget of support === 2 ? ["", "200KB", "100KB", "50KB", "25KB"] : [""]) {
        const limit = budget ? ["--budget", budget] : [];
        const { path, told, cpuSeconds } = trained(training, `${id}-${support}`, [
          "--min-support",
          `${support}`,
          ...limit,
        ]);
        const more = { set: title, bytes: told.brotliBytes, cpuSeconds };
        const damped = ["", "100KB"].includes(budget);
        rows.push(...noted(rowsOf(["--model", path, ...test], `waymark, floor ${support}`, more, damped)));
      }
    const others = evaluated([...test, "--baselines"]);
    rows.push(...noted(others.map((found) => ({ set: title, ...found, bytes: 0, cpuSeconds: 0 }))));
  }
  const [baskets, later] = [unpacked("online-retail.train.sess"), unpacked("online-retail.test.sess")];
  if (baskets && later) {
    for (const budget of ["45KB", ""]) {
      const limit = budget ? ["--budget", budget] : [];
      const { path, told, cpuSeconds } = trained(baskets, "online-retail", limit, "--baskets");
      const more = { set: "Online Retail", bytes: told.brotliBytes, cpuSeconds };
      for (const protocol of ["loo", "c1", "c3"]) {
        const test = ["--model", path, "--baskets", later, "--clicks", baskets, "--protocol", protocol];
        rows.push(...noted(rowsOf(test, "waymark", more, budget !== "")));
      }
    }
    const goods = unpacked("online-retail.items.tsv");
    const cold = ["--catalogue", goods, "--baskets", later, "--clicks", baskets, "--protocol", "cold"];
    const [{ random, ...found }] = evaluated([...cold, "--threads", "2"]);
    const nothing = { coverage: 0, novelty: 0, microseconds: 0, bytes: 0, cpuSeconds: 0 };
    const measured = { set: "Online Retail", ...nothing, ...found };
    rows.push(...noted([measured, { ...measured, model: "by lot", hr: random, mrr: 0 }]));
  } else notes.push("Online Retail: no data");
  // Orders from 9 November 2011 on, by those before.
  const orders = unpacked("online-retail.orders.tsv");
  const [customers] = orders ? evaluated(["--orders", orders, "--from", "1320796800"]) : [];
  return { rows, notes, customers };
}
