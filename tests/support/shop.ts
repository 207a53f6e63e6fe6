import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { Config } from "../../js-bindings/src/config.ts";
import { until } from "./wait.ts";
import { policyHere } from "./without-wasm.ts";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));

/** What every page must work under (design: messages). */
export const strictPolicy = policyHere(
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; require-trusted-types-for 'script'",
);

const mimeTypes: { [extension: string]: string } = {
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".css": "text/css",
};

/** An event as the collector received it. */
export interface Received {
  messageId: string;
  type: string;
  event?: string;
  name?: string;
  timestamp: string;
  anonymousId: string;
  properties?: { [key: string]: unknown };
  traits?: { [key: string]: unknown };
  context?: { page?: { url?: string; path?: string }; [key: string]: unknown };
}

const nameOf = (event: Received) => event.event ?? event.name ?? event.type;

/** A small real web site of the test's own: pages, `dist/` under `/waymark/`, and a collector. */
export interface Shop {
  origin: string;
  policy: string;
  config: Config | string;
  /** Path → body of a page's HTML or text of a file. */
  files: Map<string, string>;
  /** Paths answered 404, whatever they are. */
  missing: Set<string>;
  /** Paths answered with another content type. */
  types: Map<string, string>;
  /** Status the collector answers with. */
  collectorStatus: number;
  /** Requests the collector has seen, parsed, in order; with `collectorStatus` 200 they count as stored. */
  events: Received[];
  requests: string[];
  /** Names of stored events, each messageId once. */
  names(): string[];
  /** Waits for a stored event of that name and returns it. */
  event(name: string): Promise<Received>;
  close(): Promise<void>;
}

/** A page with the script tag; `head` goes before it. */
export function html(body: string, head = "", attributes = 'data-config="/waymark.config.json"'): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="/icon.svg">${head}<script async src="/waymark/waymark.js" ${attributes}></script></head><body>${body}</body></html>`;
}

/** Nothing is told but what the test does: page views and clicks are. */
export const quiet: Config["signals"] = {
  ...{ scroll: [], form: false, engagement: false, rageClick: false, print: false, media: false },
  ...{ vitals: false, error: false, duplicateTab: false },
};

/** A configuration that sends to the shop's own collector at once. */
export function config(more: Partial<Config> = {}): Config {
  return {
    version: 1,
    site: { timeZone: "Asia/Ho_Chi_Minh", language: "en" },
    destinations: [{ id: "own", type: "segment", url: "/v1/batch", writeKey: "k" }],
    batch: { maxAgeMs: 0 },
    retry: { baseMs: 100, maxMs: 1_000 },
    signals: quiet,
    ...more,
  };
}

/** Starts the shop on a free port. */
export async function openShop(): Promise<Shop> {
  const server = createServer((request, response) => {
    void answer(shop, request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const shop: Shop = {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    policy: strictPolicy,
    config: config(),
    files: new Map([["/icon.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>']]),
    missing: new Set(),
    types: new Map(),
    collectorStatus: 200,
    events: [],
    requests: [],
    names: () => {
      const seen = new Map(shop.events.map((event) => [event.messageId, nameOf(event)]));
      return [...seen.values()];
    },
    event: (name) =>
      until(
        `event "${name}"`,
        () => shop.events.find((event) => nameOf(event) === name),
        () => shop.names(),
      ),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return shop;
}

async function answer(shop: Shop, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  shop.requests.push(pathname);
  if (shop.missing.has(pathname)) return void response.writeHead(404).end();
  if (pathname === "/v1/batch") return collect(shop, request, response);
  if (pathname === "/waymark.config.json") {
    const text = typeof shop.config === "string" ? shop.config : JSON.stringify(shop.config);
    return void response.writeHead(200, { "content-type": "application/json" }).end(text);
  }
  const type = shop.types.get(pathname) ?? mimeTypes[extname(pathname)] ?? "text/html; charset=utf-8";
  const file = shop.files.get(pathname);
  if (file !== undefined)
    return void response.writeHead(200, { "content-type": type, "content-security-policy": shop.policy }).end(file);
  if (!pathname.startsWith("/waymark/")) return void response.writeHead(404).end();
  const bytes = await readFile(join(dist, pathname.slice("/waymark/".length))).catch(() => undefined);
  if (!bytes) return void response.writeHead(404).end();
  response.writeHead(200, { "content-type": type }).end(bytes);
}

async function collect(shop: Shop, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const text = (request.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes).toString("utf8");
  if (shop.collectorStatus === 200) shop.events.push(...(JSON.parse(text) as { batch: Received[] }).batch);
  response.writeHead(shop.collectorStatus, { "content-type": "application/json" }).end('{"success":true}');
}
