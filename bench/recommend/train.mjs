import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";

const program = "build/release/waymark";
export const folder = "build/bench-recommend";

function run(args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`waymark ${args.join(" ")}: ${stderr}`);
  return { stdout, stderr };
}

/** Trains `log` into build/bench-recommend/NAME.wmk: the path, what `--json` says, and the seconds it took. */
export function trained(log, name, args = [], kind = "--clicks") {
  mkdirSync(folder, { recursive: true });
  const path = `${folder}/${name}.wmk`;
  const from = performance.now();
  const { stdout } = run(["train", kind, log, "--out", path, "--json", ...args]);
  return { path, told: JSON.parse(stdout), seconds: (performance.now() - from) / 1_000 };
}

/** One object a model: `{model, protocol, k, hr, mrr, coverage, novelty, queries, microseconds, bytes}`. */
export function evaluated(args) {
  return run(["evaluate", ...args, "--json"])
    .stdout.trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}
