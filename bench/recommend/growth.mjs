import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { loadavg } from "node:os";
import { madeUpLog } from "./log.mjs";
import { folder } from "./train.mjs";

/** Clicks, and items they spread over. */
const sizes = [
  [225_000, 43_000],
  [900_000, 43_000],
  [5_000_000, 43_000],
];

/**
 * Seconds, processor time and the highest memory of training, by clicks, and the load before it. GNU time tells the
 * memory. With `large`, 20 million too.
 */
export async function measureGrowth({ large }) {
  const rows = [];
  for (const [clicks, items] of large ? [...sizes, [20_000_000, 43_000]] : sizes) {
    const log = await madeUpLog(clicks, items);
    const args = ["train", "--clicks", log, "--out", `${folder}/growth.wmk`, "--budget", "500KB", "--json"];
    const [load] = loadavg();
    const { status, stderr } = spawnSync("/usr/bin/time", ["-f", "%e %U %S %M", "build/release/waymark", ...args], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    if (status !== 0) throw new Error(stderr);
    const [seconds, user, system, kilobytes] = stderr.trim().split("\n").at(-1).split(" ").map(Number);
    rows.push({ clicks, items, seconds, cpuSeconds: user + system, megabytes: kilobytes / 1_024, load });
    if (clicks > 5_000_000) rmSync(log);
  }
  return rows;
}
