/** A collector on this machine: it keeps every request as it came, whoever sent it. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import type { Made } from "./support.ts";

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  /** Unzipped where it was gzipped. */
  body: string;
}

/** Starts one. `answer` gives status and body for each request. */
export async function listening(answer: (request: Received) => { status: number; body?: string }) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const raw = Buffer.concat(chunks);
      const zipped = raw[0] === 0x1f && raw[1] === 0x8b;
      const one = {
        path: request.url ?? "",
        headers: request.headers,
        body: (zipped ? gunzipSync(raw) : raw).toString("utf8"),
      };
      received.push(one);
      const { status, body = "" } = answer(one);
      response.writeHead(status, { "Content-Type": "application/json", Connection: "close" }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    received,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Sends a request as the host would. */
export async function post(url: string, { headers, body }: Made): Promise<void> {
  const response = await fetch(url, { method: "POST", headers, body });
  await response.text();
}
