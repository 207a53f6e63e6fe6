import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Json } from "../../js-bindings/src/protocol.ts";
import { startShop } from "../demo-site/support.ts";
import { isAttempt, withoutWasm } from "./without-wasm.ts";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));

/** An event as the database holds it. */
export interface StoredEvent {
  messageId: string;
  type: string;
  event: string | null;
  anonymousId: string;
  sessionId: string;
  properties: { [key: string]: Json };
  context: { [key: string]: Json };
}

/** What scenarios call it: page events are `Page Viewed`. */
export const nameOf = ({ type, event }: StoredEvent): string => event ?? (type === "page" ? "Page Viewed" : type);

/** The demonstration shop with the SDK of `dist/`, a free port, and a database that is gone with it. */
export interface Storefront {
  origin: string;
  /** Oldest first. */
  events(): Promise<StoredEvent[]>;
  /** Name → how many the database holds. */
  counts(): Promise<{ [name: string]: number }>;
  /** What browsers say broke the policy. */
  cspReports(): Promise<Json[]>;
  close(): Promise<void>;
}

/** `csp` as in demo-site/README.md. */
export async function openStorefront(
  csp: "strict" | "no-wasm" = withoutWasm ? "no-wasm" : "strict",
): Promise<Storefront> {
  const folder = mkdtempSync(join(tmpdir(), "waymark-story-"));
  const shop = await startShop({ DATA_FILE: join(folder, "events.duckdb"), DIST_DIR: dist, CSP: csp });
  const get = async <T>(path: string): Promise<T> => (await fetch(shop.url + path)).json() as Promise<T>;

  const events = async () => (await get<{ events: StoredEvent[] }>("/api/events?limit=1000")).events.reverse();
  return {
    origin: shop.url,
    events,
    async counts() {
      const counts: { [name: string]: number } = {};
      for (const name of (await events()).map(nameOf)) counts[name] = (counts[name] ?? 0) + 1;
      return counts;
    },
    cspReports: async () =>
      (await get<{ reports: Json[] }>("/api/csp-reports")).reports.filter((one) => !isAttempt(JSON.stringify(one))),
    async close() {
      await shop.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
