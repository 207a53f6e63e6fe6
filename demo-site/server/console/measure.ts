/** How long each view takes on the events of DATA_FILE: `node build/demo-site/measure.mjs`, or `make bench-console`. Median of `RUNS`, and the slowest. */
import { resolve } from "node:path";
import { EventStore } from "../event-store.js";
import { channels } from "./channels.js";
import { Facts } from "./facts.js";
import { feedback } from "./feedback.js";
import { DEFAULT_STEPS, funnel } from "./funnel.js";
import { health } from "./health.js";
import { journey } from "./journey.js";
import { kpis } from "./kpis.js";
import { overview } from "./overview.js";
import { rangeOf } from "./range.js";
import { recommendations } from "./recommendations.js";
import { rules } from "./rules.js";
import { loadShopConfig } from "./shop-config.js";
import { stream } from "./stream.js";
import { lived, timeline, visitorList } from "./visitors.js";

async function main(): Promise<void> {
  const runs = Number(process.env.RUNS || 5);
  const store = await EventStore.open(resolve(process.env.DATA_FILE || "build/demo-site/events.duckdb"));
  const facts = await Facts.over(await store.connect());
  await facts.refresh();
  await facts.ask(
    "CREATE TABLE IF NOT EXISTS followup_log (position BIGINT, followup_id VARCHAR, state VARCHAR, logged_at TIMESTAMP, channel VARCHAR, attempts INTEGER, next_at TIMESTAMP, reason VARCHAR)",
  );
  const config = await loadShopConfig(resolve(process.env.CONFIG_FILE || "demo-site/waymark.config.json"));
  const [bounds] = await facts.ask(
    "SELECT count(*)::DOUBLE AS n, epoch_ms(min(happened))::DOUBLE AS first, epoch_ms(max(happened))::DOUBLE AS last FROM console_facts",
  );
  const [busiest] = await facts.ask("SELECT anonymous_id AS id FROM events GROUP BY 1 ORDER BY count(*) DESC LIMIT 1");
  const machinery = { counts: { stored: 0, duplicates: 0, rejected: {}, refused: {} }, waitingBytes: 0, upSinceMs: 0 };
  const id = String(busiest?.id);
  const lines: { view: string; range: string; medianMs: number; maxMs: number }[] = [];
  for (const days of [28, 0]) {
    const range = rangeOf(days, Number(bounds?.last) + 1, Number(bounds?.first), config.timeZone);
    const views: Record<string, () => Promise<unknown>> = {
      overview: () => overview(facts, range),
      "journey map": () => journey(facts, range, config),
      "stage figures": () => kpis(facts, range),
      funnel: () => funnel(facts, range, DEFAULT_STEPS, 7),
      channels: () => channels(facts, range),
      "rules and lift": () => rules(facts, range, config),
      recommendations: () => recommendations(facts, range),
      feedback: () => feedback(facts, range, config),
      health: () => health(facts, range, machinery),
      visitors: () => visitorList(facts, range, ""),
      "visitors, search": () => visitorList(facts, range, id.slice(0, 9)),
      "one visitor": () => timeline(facts, id, Number.MAX_SAFE_INTEGER),
      "one visitor's past": () => lived(facts, [id]),
      "live, by name": () => stream(facts, { after: 0, name: "Order Completed", visitor: "" }, Date.now()),
    };
    for (const [view, run] of Object.entries(views)) {
      const times: number[] = [];
      for (let i = 0; i < runs; i++) {
        const started = performance.now();
        await run();
        times.push(performance.now() - started);
      }
      times.sort((a, b) => a - b);
      lines.push({
        view,
        range: days === 0 ? "all" : `${days} days`,
        medianMs: Math.round(times[Math.floor(runs / 2)] ?? 0),
        maxMs: Math.round(times.at(-1) ?? 0),
      });
    }
  }
  console.log(`${Number(bounds?.n).toLocaleString("en")} events, ${runs} runs each`);
  console.table(lines);
  facts.close();
  await store.close();
}

void main();
