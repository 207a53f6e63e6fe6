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
        const [found] = evaluated(["--model", path, ...test]);
        rows.push({ set: title, ...found, model: `waymark, floor ${support}`, bytes: told.brotliBytes, seconds });
      }
    for (const found of evaluated([...test, "--baselines"])) rows.push({ set: title, ...found, bytes: 0, seconds: 0 });
  }
  const [baskets, later] = [unpacked("online-retail.train.sess"), unpacked("online-retail.test.sess")];
  if (baskets && later) {
    const { path, told, seconds } = trained(baskets, "online-retail", ["--budget", "45KB"], "--baskets");
    for (const protocol of ["loo", "c1", "c3"]) {
      const [found] = evaluated(["--model", path, "--baskets", later, "--clicks", baskets, "--protocol", protocol]);
      rows.push({ set: "Online Retail", ...found, model: "waymark", bytes: told.brotliBytes, seconds });
    }
  } else notes.push("Online Retail: no data");
  return { rows, notes };
}
