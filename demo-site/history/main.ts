/**
 * Fills an empty events file with the past of a shop that never was: `EVENTS` of them over `DAYS` days up to `END`,
 * always the same for one `SEED`. Channels, stages, messages with their holdouts, orders and answers hang together
 * as they would: what the console says of them can be compared with rules.ts and shoppers.ts.
 */
import { resolve } from "node:path";
import { Facts } from "../server/console/facts.js";
import { EventStore } from "../server/event-store.js";
import { firstDay, Life } from "./life.js";
import { Random } from "./random.js";
import { writeHistory } from "./write.js";

function number(name: string, otherwise: number, low: number, high: number): number {
  const value = Number(process.env[name] || otherwise);
  if (!(Number.isInteger(value) && value >= low && value <= high))
    throw new Error(`${name} must be a whole number from ${low} to ${high}, not "${process.env[name]}".`);
  return value;
}

async function main(): Promise<void> {
  const wanted = number("EVENTS", 1_000_000, 1, 20_000_000);
  const days = number("DAYS", 90, 1, 3_650);
  const random = new Random(number("SEED", 2026, 0, 2 ** 31));
  const endMs = process.env.END ? Date.parse(process.env.END) : Date.now();
  if (!Number.isFinite(endMs)) throw new Error(`END must be a time in ISO 8601, not "${process.env.END}".`);
  const file = resolve(process.env.DATA_FILE || "build/demo-site/events.duckdb");
  const store = await EventStore.open(file);
  try {
    const { events: already } = await store.stats();
    if (already > 0)
      throw new Error(`${file} has ${already} events already: remove it, or name another file in DATA_FILE.`);
    function* past() {
      for (let left = wanted; left > 0; ) {
        const life = new Life(random, endMs, firstDay(random, endMs, days)).live().slice(0, left);
        left -= life.length;
        yield* life;
      }
    }
    const written = await writeHistory(await store.connect(), past());
    const facts = await Facts.over(await store.connect());
    await facts.refresh();
    facts.close();
    console.log(`${written} events over ${days} days in ${file}`);
  } finally {
    await store.close();
  }
}

main().catch((error: Error) => {
  console.error(`demo data: ${error.message.split("\n")[0]}`);
  process.exit(1);
});
