/**
 * The storefront with the rest of the world around it: two more destinations, Zalo, and a clock that is an argument.
 * All of it is one origin, as the shop's security policy wants it.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { Config } from "../../js-bindings/src/config.ts";
import { startShop } from "../demo-site/support.ts";
import { nameOf, type StoredEvent } from "../support/storefront.ts";
import { until } from "../support/wait.ts";
import { isAttempt, withoutWasm } from "../support/without-wasm.ts";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));

/** A message as Zalo's notification service got it. */
export interface Zns {
  phone: string;
  template_id: string;
  template_data: { [name: string]: string };
}

export interface Street {
  origin: string;
  /** Bodies as they came, one a request. */
  segment: { batch: { messageId: string }[] }[];
  snowplow: { data: { eid: string; e: string }[] }[];
  zalo: Zns[];
  /** What DuckDB holds, oldest first. */
  events(): Promise<StoredEvent[]>;
  /** Waits for a stored event. */
  event(name: string, fits?: (event: StoredEvent) => boolean): Promise<StoredEvent>;
  count(name: string): Promise<number>;
  followUps(): Promise<{ state: string; channel: string | null; reason: string | null; nextAt: string | null }[]>;
  /** Moves the server's time, and does what is due by then. */
  serverAt(nowMs: number): Promise<void>;
  cspReports(): Promise<unknown[]>;
}

async function read(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString("utf8");
}

/** The shop's own configuration, sending to two more. */
function withDestinations(config: Config): Config {
  return {
    ...config,
    batch: { ...config.batch, maxAgeMs: 200 },
    destinations: [
      ...(config.destinations ?? []),
      { id: "segment", type: "segment", url: "/far/segment", writeKey: "k" },
      {
        id: "snowplow",
        type: "snowplow",
        url: "/far/snowplow",
        settings: { appId: "hien", currency: "VND", vendor: "vn.hien" },
      },
    ],
  };
}

/** Opened for one test, closed with it. */
export async function openStreet(t: { after(fn: () => Promise<void>): void }): Promise<Street> {
  const folder = mkdtempSync(join(tmpdir(), "waymark-street-"));
  const segment: Street["segment"] = [];
  const snowplow: Street["snowplow"] = [];
  const zalo: Zns[] = [];
  let shopPort = 0;

  const pass = (incoming: IncomingMessage, response: ServerResponse): void => {
    const { method, url, headers } = incoming;
    const onward = request({ host: "localhost", port: shopPort, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    incoming.pipe(onward);
  };
  const far: { [path: string]: (text: string) => object } = {
    "/far/segment": (text) => ({ success: segment.push(JSON.parse(text)) > 0 }),
    "/far/snowplow": (text) => ({ ok: snowplow.push(JSON.parse(text)) > 0 }),
    "/far/zns": (text) => ({ error: 0, data: { msg_id: String(zalo.push(JSON.parse(text))) } }),
  };
  const front = createServer(async (incoming, response) => {
    const { pathname } = new URL(incoming.url ?? "/", "http://localhost");
    const take = far[pathname];
    if (take)
      return response.setHeader("content-type", "application/json").end(JSON.stringify(take(await read(incoming))));
    if (pathname !== "/waymark.config.json") return pass(incoming, response);
    const config = (await (await fetch(`http://localhost:${shopPort}${pathname}`)).json()) as Config;
    return response.setHeader("content-type", "application/json").end(JSON.stringify(withDestinations(config)));
  });
  await new Promise<void>((resolve) => front.listen(0, "localhost", resolve));
  const origin = `http://localhost:${(front.address() as AddressInfo).port}`;

  const shop = await startShop({
    DATA_FILE: join(folder, "events.duckdb"),
    DIST_DIR: dist,
    CLOCK: "settable",
    ...(withoutWasm ? { CSP: "no-wasm" } : {}),
    SHOP_URL: origin,
    ZALO_ACCESS_TOKEN: "token",
    ZALO_TEMPLATES: '{"nextOrder":"330874","replenish":"330875"}',
    ZALO_ZNS_URL: `${origin}/far/zns`,
  });
  shopPort = shop.port;
  t.after(async () => {
    front.closeAllConnections();
    await new Promise((done) => front.close(done));
    await shop.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const get = async <T>(path: string): Promise<T> => (await fetch(shop.url + path)).json() as Promise<T>;
  const events = async () => (await get<{ events: StoredEvent[] }>("/api/events?limit=1000")).events.reverse();
  return {
    origin,
    segment,
    snowplow,
    zalo,
    events,
    async event(name, fits = () => true) {
      let last: StoredEvent[] = [];
      return until(
        `"${name}" in the database`,
        async () => {
          last = await events();
          return last.find((event) => nameOf(event) === name && fits(event));
        },
        () => last.map((event) => [nameOf(event), event.properties.rule ?? event.properties.path ?? ""].join(" ")),
      );
    },
    count: async (name) => (await events()).filter((event) => nameOf(event) === name).length,
    followUps: async () => (await get<{ lines: Awaited<ReturnType<Street["followUps"]>> }>("/api/followups")).lines,
    async serverAt(nowMs) {
      const response = await fetch(`${shop.url}/api/clock`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ nowMs }),
      });
      if (!response.ok) throw new Error(`the clock: ${response.status}`);
    },
    cspReports: async () =>
      (await get<{ reports: unknown[] }>("/api/csp-reports")).reports.filter((one) => !isAttempt(JSON.stringify(one))),
  };
}
