/** The storefront's server, put together from its parts. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import compress from "@fastify/compress";
import fastify, { type FastifyInstance } from "fastify";
import { collector } from "./collector.js";
import type { EventStore } from "./event-store.js";
import { files } from "./files.js";
import { orders } from "./orders.js";
import { pages } from "./pages.js";
import { security } from "./security.js";
import type { Settings } from "./settings.js";
import { shopData } from "./shop-data.js";

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
  const app = fastify({ forceCloseConnections: true, bodyLimit: 64_000 });
  await app.register(compress, { encodings: ["br", "gzip"], brotliOptions: { params: { 1: 5 } }, threshold: 1_000 });
  security(app, settings);
  collector(app, store, settings.writeKey);
  shopData(app);
  orders(app);
  await files(app, settings);
  pages(app, assetVersion(settings.assetsDir));
  app.get("/healthz", async () => ({ ok: true }));
  return app;
}
