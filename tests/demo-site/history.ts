/** A shop with an invented past, always the same, and a clock that stands at its end. */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { firstDay, Life } from "../../demo-site/history/life.js";
import { Random } from "../../demo-site/history/random.js";
import type { PastEvent } from "../../demo-site/history/tape.js";
import { builtShop, type Shop, setClock, startShop } from "./support.js";

export const END = "2026-03-01T05:00:00.000Z";
export const SEED = 11;
export const DAYS = 60;

/** The same events as JavaScript objects. */
export function past(events: number): PastEvent[] {
  const random = new Random(SEED);
  const endMs = Date.parse(END);
  const out: PastEvent[] = [];
  while (out.length < events)
    out.push(...new Life(random, endMs, firstDay(random, endMs, DAYS)).live().slice(0, events - out.length));
  return out;
}

/** `END` is some while ago: the shop's clock is moved there. */
export async function shopWithPast(folder: string, events: number, env: Record<string, string>): Promise<Shop> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "past.duckdb");
  execFileSync(process.execPath, [join(builtShop(), "history.mjs")], {
    cwd: fileURLToPath(new URL("../../", import.meta.url)),
    env: {
      PATH: process.env.PATH,
      EVENTS: String(events),
      SEED: String(SEED),
      DAYS: String(DAYS),
      END,
      DATA_FILE: file,
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const shop = await startShop({ DATA_FILE: file, CLOCK: "settable", ...env });
  await setClock(shop, Date.parse(END) + 1);
  return shop;
}
