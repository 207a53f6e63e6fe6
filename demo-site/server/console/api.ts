/** The console's questions over HTTP, each a view. Everything a request says is checked here; SQL gets it as parameters. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Counters } from "../counters.js";
import type { EventStore } from "../event-store.js";
import type { MovableClock } from "../movable-clock.js";
import type { Settings } from "../settings.js";
import { channels } from "./channels.js";
import { editor } from "./editor.js";
import { Facts } from "./facts.js";
import { feedback } from "./feedback.js";
import { DEFAULT_STEPS, funnel, MAX_STEPS } from "./funnel.js";
import { health } from "./health.js";
import { journey, machine } from "./journey.js";
import { kpis } from "./kpis.js";
import { overview } from "./overview.js";
import { profileOf } from "./profile.js";
import { RANGES, type Range, rangeOf } from "./range.js";
import { recommendations } from "./recommendations.js";
import { rules } from "./rules.js";
import type { RulesFile } from "./rules-file.js";
import { loadShopConfig, type ShopConfig } from "./shop-config.js";
import { KPI_STAGES } from "./stages.js";
import { stream } from "./stream.js";
import { lived, timeline, visitorList } from "./visitors.js";

const MAX_TEXT = 256;

type Query = Record<string, unknown>;
const textOf = (query: Query, name: string): string => {
  const value = query[name];
  return typeof value === "string" ? value.slice(0, MAX_TEXT) : "";
};
const wholeOf = (query: Query, name: string, low: number, high: number, otherwise: number): number => {
  const value = Number(textOf(query, name) || Number.NaN);
  return Number.isInteger(value) && value >= low && value <= high ? value : otherwise;
};

export interface ConsoleParts {
  store: EventStore;
  counters: Counters;
  clock: MovableClock;
  settings: Settings;
  /** The shop's rules. */
  rulesFile: RulesFile;
}

export async function consoleApi(app: FastifyInstance, parts: ConsoleParts): Promise<void> {
  const { store, counters, clock, settings, rulesFile } = parts;
  const facts = await Facts.over(await store.connect());
  // Its own connection: the live view does not wait behind a long question.
  const live = await Facts.over(await store.connect());
  app.addHook("onClose", async () => {
    await facts.refresh().catch(() => undefined);
    facts.close();
    live.close();
  });
  const upSinceMs = Date.now();
  editor(app, { facts, rules: rulesFile, clock, cli: settings.cli, distDir: settings.distDir });

  const ask = async <T>(
    request: FastifyRequest,
    view: (range: Range, config: ShopConfig, query: Query) => Promise<T>,
  ) => {
    const started = performance.now();
    const query = request.query as Query;
    await facts.refresh();
    const config = await loadShopConfig(rulesFile.path);
    const days = wholeOf(query, "days", 0, 365, 28);
    const [first] = await facts.ask("SELECT epoch_ms(min(happened))::DOUBLE AS ms FROM console_facts");
    const nowMs = clock.nowMs();
    const range = rangeOf(RANGES.includes(days) ? days : 28, nowMs, Number(first?.ms ?? nowMs), config.timeZone);
    const answer = await view(range, config, query);
    return { ...answer, currency: config.currency, tookMs: Math.round(performance.now() - started) };
  };

  const views: Record<string, (range: Range, config: ShopConfig, query: Query) => Promise<object>> = {
    overview: (range) => overview(facts, range),
    journey: (range, config) => journey(facts, range, config),
    kpis: async (range, config) => {
      const { preset } = await machine(facts, range, config);
      const { scores } = await feedback(facts, range, config);
      const groups = Object.entries(KPI_STAGES).map(([group, presets]) => [group, presets[preset] ?? []] as const);
      return { ...(await kpis(facts, range)), stagesOf: Object.fromEntries(groups), feedback: scores };
    },
    funnel: (range, _config, query) => funnel(facts, range, stepsOf(query), wholeOf(query, "window", 1, 90, 7)),
    channels: (range) => channels(facts, range),
    rules: (range, config) => rules(facts, range, config),
    recommendations: (range) => recommendations(facts, range),
    feedback: (range, config) => feedback(facts, range, config),
    health: (range) => health(facts, range, { counts: counters.read(), waitingBytes: store.waitingBytes(), upSinceMs }),
    visitors: (range, _config, query) => visitorList(facts, range, textOf(query, "search")),
  };
  for (const [name, view] of Object.entries(views)) {
    app.get(`/api/console/${name}`, async (request, reply) => {
      reply.header("cache-control", "no-store");
      return ask(request, view);
    });
  }

  app.get("/api/console/visitor", async (request, reply) => {
    reply.header("cache-control", "no-store");
    const query = request.query as Query;
    const id = textOf(query, "id");
    await facts.refresh();
    const before = wholeOf(query, "before", 1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    const found = id === "" ? undefined : await timeline(facts, id, before);
    if (!found) return reply.code(404).send({ error: "notFound" });
    if (before !== Number.MAX_SAFE_INTEGER) return found;
    const config = await loadShopConfig(rulesFile.path);
    const profile = await profileOf(settings.distDir, rulesFile.path, await lived(facts, found.ids), id, clock.nowMs());
    return { ...found, profile, personas: config.personas, currency: config.currency };
  });

  app.get("/api/console/stream", async (request, reply) => {
    reply.header("cache-control", "no-store");
    const query = request.query as Query;
    const after = wholeOf(query, "after", 0, Number.MAX_SAFE_INTEGER, 0);
    return stream(live, { after, name: textOf(query, "name"), visitor: textOf(query, "visitor") }, Date.now());
  });

  app.get("/api/console/names", async (_request, reply) => {
    reply.header("cache-control", "no-store");
    await facts.refresh();
    const rows = await facts.ask(
      "SELECT name, count(*)::DOUBLE AS count FROM console_facts WHERE name IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 100",
    );
    return { names: rows };
  });
}

/** `steps=a&steps=b`, or the shop's own funnel. */
function stepsOf({ steps }: Query): string[] {
  const list = (Array.isArray(steps) ? steps : [steps])
    .filter((step): step is string => typeof step === "string" && step !== "")
    .map((step) => step.slice(0, MAX_TEXT));
  return list.length >= 2 ? list.slice(0, MAX_STEPS) : DEFAULT_STEPS;
}
