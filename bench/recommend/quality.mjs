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
        const { path, told, seconds } = trained(training, `${id}-${support}`, [
          "--min-support",
          `${support}`,
          ...limit,
        ]);
        const more = { set: title, bytes: told.brotliBytes, seconds };
        const damped = ["", "100KB"].includes(budget);
        rows.push(...rowsOf(["--model", path, ...test], `waymark, floor ${support}`, more, damped));
      }
    for (const found of evaluated([...test, "--baselines"])) rows.push({ set: title, ...found, bytes: 0, seconds: 0 });
  }
  const [baskets, later] = [unpacked("online-retail.train.sess"), unpacked("online-retail.test.sess")];
  if (baskets && later) {
    for (const budget of ["45KB", ""]) {
      const limit = budget ? ["--budget", budget] : [];
      const { path, told, seconds } = trained(baskets, "online-retail", limit, "--baskets");
      const more = { set: "Online Retail", bytes: told.brotliBytes, seconds };
      for (const protocol of ["loo", "c1", "c3"]) {
        const test = ["--model", path, "--baskets", later, "--clicks", baskets, "--protocol", protocol];
        rows.push(...rowsOf(test, "waymark", more, budget !== ""));
      }
    }
    const goods = unpacked("online-retail.items.tsv");
    const cold = ["--catalogue", goods, "--baskets", later, "--clicks", baskets, "--protocol", "cold"];
    const [{ random, ...found }] = evaluated([...cold, "--threads", "2"]);
    const nothing = { coverage: 0, novelty: 0, microseconds: 0, bytes: 0, seconds: 0 };
    rows.push({ set: "Online Retail", ...nothing, ...found });
    rows.push({ set: "Online Retail", ...nothing, ...found, model: "by lot", hr: random, mrr: 0 });
  } else notes.push("Online Retail: no data");
  // Orders from 9 November 2011 on, by those before.
  const orders = unpacked("online-retail.orders.tsv");
  const [customers] = orders ? evaluated(["--orders", orders, "--from", "1320796800"]) : [];
  return { rows, notes, customers };
}
