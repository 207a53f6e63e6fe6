import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { figure } from "../lib/figures.mjs";
import { shoppers, shopRules } from "./log.mjs";

const program = join("build", "release", "waymark");
const folder = join("build", "bench");
const events = 100_000;
const visitors = 2_000;
const rounds = 7;
/** 300,000 events a second. */
const aimUs = 3.33;

/** `waymark replay` over a log: processor time of an event, start and report included. */
export async function replayNatively() {
  if (!existsSync(program)) throw new Error(`${program} is missing: make native builds it`);
  mkdirSync(folder, { recursive: true });
  const log = join(folder, "shoppers.ndjson");
  writeFileSync(log, shoppers(events, visitors));
  const figures = [200, 10, 0].map((count) => {
    const config = join(folder, `rules-${count}.json`);
    writeFileSync(config, JSON.stringify(shopRules(count)));
    const samples = Array.from({ length: rounds }, () => (cpuSeconds(config, log) / events) * 1e6);
    const what = `an event of a log of ${events} of ${visitors} visitors, ${count} rules, processor time`;
    return figure(`rules.replay.${count}`, "us", samples, what, count === 200 ? aimUs : undefined);
  });
  const perSecond = figures.map(({ id, median }) => `${id} ${Math.round(1e6 / median / 1_000)},000 events a second`);
  return { figures, notes: perSecond };
}

/** What the shell's `times` says of its children. */
function cpuSeconds(config, log) {
  const command = `"${program}" replay --config "${config}" < "${log}" > /dev/null && times`;
  const { stdout, status, stderr } = spawnSync("sh", ["-c", command], { encoding: "utf8" });
  if (status !== 0) throw new Error(`replay ended with ${status}: ${stderr}`);
  const children = stdout
    .trim()
    .split("\n")[1]
    .match(/[\d.]+m[\d.]+/g);
  return children.reduce((sum, one) => {
    const [minutes, seconds] = one.split("m").map(Number);
    return sum + minutes * 60 + seconds;
  }, 0);
}
