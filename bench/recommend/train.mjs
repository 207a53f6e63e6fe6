import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";

const program = "build/release/waymark";
export const folder = "build/bench-recommend";

function run(args, by = [program]) {
  const [first, ...rest] = [...by, ...args];
  const { status, stdout, stderr } = spawnSync(first, rest, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`waymark ${args.join(" ")}: ${stderr}`);
  return { stdout, stderr };
}

/**
 * Trains `log` into build/bench-recommend/NAME.wmk: the path, what `--json` says, and the processor time it took, which
 * GNU time tells and a busy machine does not change much.
 */
export function trained(log, name, args = [], kind = "--clicks") {
  mkdirSync(folder, { recursive: true });
  const path = `${folder}/${name}.wmk`;
  const timed = ["/usr/bin/time", "-f", "%U %S", program];
  const { stdout, stderr } = run(["train", kind, log, "--out", path, "--json", ...args], timed);
  const [user, system] = stderr.trim().split("\n").at(-1).split(" ").map(Number);
  return { path, told: JSON.parse(stdout), cpuSeconds: user + system };
}

/** One object a model: `{model, protocol, k, hr, mrr, coverage, novelty, queries, microseconds, bytes}`. */
export function evaluated(args) {
  return run(["evaluate", ...args, "--json"])
    .stdout.trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}
