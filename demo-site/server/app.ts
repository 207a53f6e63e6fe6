/** The storefront's server, put together from its parts. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import compress from "@fastify/compress";
import fastify, { type FastifyInstance } from "fastify";
import { collector } from "./collector.js";
import { guardConsole } from "./console/guard.js";
import { eventConsole } from "./console/index.js";
import { RulesFile } from "./console/rules-file.js";
import { Counters } from "./counters.js";
import { eventApi } from "./event-api.js";
import type { EventStore } from "./event-store.js";
import { files } from "./files.js";
import { followUps } from "./followups/index.js";
import { MovableClock } from "./movable-clock.js";
import { orders } from "./orders.js";
import { pages } from "./pages.js";
import { RateLimit } from "./rate-limit.js";
import { relay } from "./relay.js";
import { security } from "./security.js";
import type { Settings } from "./settings.js";
import { shopData } from "./shop-data.js";
import { trainer } from "./trainer.js";

/** Each may hold a little memory while it says nothing, until the request's time is up. */
const MAX_CONNECTIONS = 2_000;

/** Changes when a script or style does. */
function assetVersion(folder: string): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).sort()) {
    const file = join(folder, name);
    if (statSync(file).isFile()) hash.update(readFileSync(file));
  }
  return hash.digest("hex").slice(0, 10);
}

export async function createApp(settings: Settings, store: EventStore): Promise<FastifyInstance> {
  const { requestTimeoutMs } = settings;
  const app = fastify({
    forceCloseConnections: true,
    bodyLimit: 64_000,
    // A number alone Fastify takes as none: it cannot tell a proxy from a visitor. Who sets it says that all come by them.
    trustProxy: settings.trustProxy > 0 && ((_address: string, hop: number) => hop < settings.trustProxy),
    requestTimeout: requestTimeoutMs,
    http: { headersTimeout: requestTimeoutMs, connectionsCheckingInterval: Math.ceil(requestTimeoutMs / 4) },
  });
  app.server.maxConnections = MAX_CONNECTIONS;
  await app.register(compress, { encodings: ["br", "gzip"], brotliOptions: { params: { 1: 5 } }, threshold: 1_000 });
  security(app, settings);
  guardConsole(app, settings.consolePassword);
  const counters = new Counters();
  const clock = new MovableClock(settings.clock === "settable");
  const rulesFile = new RulesFile(`${settings.dataFile}.rules`, join(settings.assetsDir, "waymark.config.json"));
  await followUps(app, store, settings.followUps, clock, rulesFile);
  const version = assetVersion(settings.assetsDir);
  await eventConsole(app, { store, counters, clock, settings, rulesFile, assetVersion: version });
  collector(app, {
    store,
    counters,
    writeKey: settings.writeKey,
    now: Date.now,
    requests: new RateLimit(settings.collectRequests, 60_000),
    events: new RateLimit(settings.collectEvents, 60_000),
  });
  eventApi(app, store, counters);
  relay(app, settings.relay);
  shopData(app);
  orders(app);
  await files(app, settings);
  trainer(app, store, settings, rulesFile);
  pages(app, version);
  app.get("/healthz", async () => ({ ok: true }));
  return app;
}
