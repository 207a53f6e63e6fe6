/** Who would have seen what: `waymark replay` over stored events, for the rules as they are and as they would be. */
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SELECT_EVENTS } from "../event-table.js";
import { storedEvent } from "../stored-event.js";
import type { Facts } from "./facts.js";
import { canonical } from "./profile.js";

/** Read for one preview; of more, whole visitors are left out by lot. */
export const MAX_EVENTS = 60_000;
const PAGE = 5_000;
const TIMEOUT_MS = 60_000;

export interface RuleReport {
  rule: string;
  shown: number;
  visitors: number;
  converted: number;
  reasons: Record<string, number>;
  variants: Record<string, number>;
}

export interface Preview {
  events: number;
  visitors: number;
  /** Share of the visitors of that time that were looked at. */
  share: number;
  current: RuleReport[];
  proposed: RuleReport[];
}

/** Events of the last `days`, oldest first, as lines. */
async function* lines(facts: Facts, fromIso: string, sample: number): AsyncGenerator<string> {
  let after = 0;
  for (;;) {
    const rows = await facts.ask(
      `${SELECT_EVENTS.replace("SELECT", "SELECT position::DOUBLE AS position,")}
        WHERE position > $1 AND timestamp >= $2::TIMESTAMP AND anonymous_id IS NOT NULL AND hash(anonymous_id) % 1000 < $3
        ORDER BY position LIMIT ${PAGE}`,
      [after, fromIso, Math.round(sample * 1000)],
    );
    for (const row of rows) yield `${JSON.stringify(canonical(storedEvent(row)))}\n`;
    if (rows.length < PAGE) return;
    after = Number(rows.at(-1)?.position);
  }
}

export async function preview(
  facts: Facts,
  cli: string,
  current: string,
  proposed: string,
  fromIso: string,
): Promise<Preview> {
  const [size] = await facts.ask("SELECT count(*)::DOUBLE AS n FROM events WHERE timestamp >= $1::TIMESTAMP", [
    fromIso,
  ]);
  const share = Math.min(1, MAX_EVENTS / Math.max(1, Number(size?.n)));
  const folder = await mkdtemp(join(tmpdir(), "waymark-preview-"));
  try {
    const [now, then] = [join(folder, "now.json"), join(folder, "then.json")];
    await writeFile(now, current);
    await writeFile(then, proposed);
    const child = spawn(cli, ["replay", "--config", now, "--compare", then, "--json"], {
      stdio: ["pipe", "pipe", "pipe"],
      timeout: TIMEOUT_MS,
    });
    let out = "";
    let complaint = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      if (complaint.length < 2_000) complaint += text;
    });
    child.stdin.on("error", () => undefined);
    const ended = new Promise<number | null>((resolve) => {
      child.on("close", resolve);
      child.on("error", () => resolve(null));
    });
    for await (const line of lines(facts, fromIso, share)) {
      if (child.exitCode !== null || child.stdin.destroyed) break;
      if (!child.stdin.write(line))
        await Promise.race([ended, new Promise((resolve) => child.stdin.once("drain", resolve))]);
    }
    child.stdin.end();
    const code = await ended;
    if (code !== 0) throw new Error(complaint.split("\n")[0] || "the replay did not end in time");
    const { events, visitors, rules, compared } = JSON.parse(out) as {
      events: number;
      visitors: number;
      rules: RuleReport[];
      compared: RuleReport[];
    };
    return { events, visitors, share, current: rules, proposed: compared };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
