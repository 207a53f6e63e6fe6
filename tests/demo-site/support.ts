/** A real storefront for a test: built from the sources, started on a free port, with its own database. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Inside the tree, where the server finds its packages; one a process, since test files run side by side. */
const built = join(root, "build/tests", `demo-site-${process.pid}`);
let ready = false;

function build(): void {
  if (ready) return;
  execFileSync(process.execPath, [join(root, "demo-site/build.mjs"), built]);
  process.once("exit", () => rmSync(built, { recursive: true, force: true }));
  ready = true;
}

/** Where the shop's own programs are. */
export function builtShop(): string {
  build();
  return built;
}

/** A folder of its own with a stand-in for the SDK's files: these tests are of the shop alone. */
export function temporaryFolder(): { folder: string; dist: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "waymark-demo-"));
  const dist = join(folder, "dist");
  mkdirSync(dist);
  for (const name of ["waymark.js", "plan.js"]) writeFileSync(join(dist, name), "// stand-in\n");
  writeFileSync(join(dist, "waymark.wasm"), Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
  return { folder, dist, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs the server with this environment and gives its process. */
export function run(env: Record<string, string>): ChildProcess {
  build();
  return spawn(process.execPath, [join(built, "server.mjs")], {
    cwd: root,
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Exit status and everything said on stderr. */
export async function ended(child: ChildProcess): Promise<{ code: number | null; stderr: string }> {
  let stderr = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stderr };
}

export interface Shop {
  url: string;
  port: number;
  child: ChildProcess;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts the server and waits until it says where it listens. */
export async function startShop(env: Record<string, string>): Promise<Shop> {
  const child = run({ PORT: "0", ...env });
  const failed = ended(child);
  const said = (async () => {
    for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
      const url = /http:\/\/localhost:\d+/.exec(line)?.[0];
      if (url) return url;
    }
    throw new Error(`the shop did not start: ${(await failed).stderr}`);
  })();
  const url = await said;
  return {
    url,
    port: Number(new URL(url).port),
    child,
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      return (await failed).code;
    },
  };
}

/** One event as the SDK's Segment encoder sends it. */
export const event = (messageId: string, more: object = {}): Record<string, unknown> => ({
  messageId,
  type: "track",
  event: "Product Viewed",
  anonymousId: "visitor-1",
  timestamp: "2026-03-01T08:00:00.250Z",
  properties: { product_id: "kc01", price: 129000 },
  context: { session: { id: "session-1" } },
  ...more,
});

export const send = (
  shop: Shop,
  body: unknown,
  headers: Record<string, string> = { "content-type": "application/json" },
): Promise<Response> =>
  fetch(`${shop.url}/v1/batch`, {
    method: "POST",
    headers,
    body: body instanceof Uint8Array || typeof body === "string" ? (body as BodyInit) : JSON.stringify(body),
  });

/** Moves the clock of a shop that was started with CLOCK=settable; answered when what became due has left. */
export const setClock = ({ url }: Pick<Shop, "url">, nowMs: number): Promise<Response> =>
  fetch(`${url}/api/clock`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ nowMs }),
  });

export const batch = (...events: unknown[]): object => ({
  writeKey: "demo",
  batch: events,
  sentAt: "2026-03-01T08:00:01.000Z",
});

/** A body of our own wire format: the header, then a line an event. */
export const lines = (header: object, ...events: unknown[]): string =>
  [{ $: 1, key: "demo", sentAt: 1772352001000, ...header }, ...events]
    .map((line) => (typeof line === "string" ? line : JSON.stringify(line)))
    .join("\n");

/** One event line as the SDK writes it, but for what it would leave to the header. */
export const line = (id: unknown, more: object = {}): Record<string, unknown> => ({
  id,
  n: "Product Viewed",
  ts: 1772352000250,
  a: "visitor-1",
  ...more,
});

export const post = (
  shop: Shop,
  body: string | Uint8Array,
  { path = "/v1/events", headers = { "content-type": "text/plain;charset=UTF-8" } as Record<string, string> } = {},
): Promise<Response> => fetch(`${shop.url}${path}`, { method: "POST", headers, body: body as BodyInit });

/** A server of the test's own on this machine. */
export async function listen(handler: RequestListener): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(handler).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

export interface Stored {
  messageId: string;
  event: string;
  type: string;
  anonymousId: string;
  groupId: string | null;
  sessionId: string;
  timestamp: string;
  receivedAt: string;
  sentAt: string;
  properties: Record<string, unknown>;
  traits: Record<string, unknown>;
}

export async function stored(shop: Shop, query = ""): Promise<Stored[]> {
  const response = await fetch(`${shop.url}/api/events?limit=1000${query}`);
  return ((await response.json()) as { events: Stored[] }).events;
}
