import { createServer } from "node:http";
import { answer, belowHttp } from "./modes.mjs";
import { freePort } from "./port.mjs";

/**
 * @typedef {object} Seen One request as the collector saw it.
 * @property {number} atMs Since the collector was opened.
 * @property {string} method
 * @property {string} url Path and query.
 * @property {string} mode The collector's mode when the request had come whole.
 * @property {boolean} preflight
 * @property {number} bodyBytes On the wire.
 * @property {number} headBytes Of request line and headers as they came, HTTP/1.1.
 * @property {number | null} status What was answered; null: nothing reached the client.
 * @property {{ number: number, id: string | null }[]} events
 * @property {boolean} received The events count: answered 2xx.
 * @property {string} [unreadable] Why the SDK's parser gave up.
 * @property {number} [retryAfterMs] What the answer asked the client to wait.
 */

/**
 * A collector that fails on purpose, on an origin of its own.
 *
 * @param {object} options
 * @param {{ parse: Function, reply?: Function }} options.adapter Reads this SDK's requests (sdk/README.md).
 * @param {boolean} [options.trace] Print every request.
 */
export async function openCollector({ adapter, trace = false }) {
  const began = performance.now();
  const port = await freePort();
  const memory = {};
  let mode = { type: "ok" };
  let server;
  const collector = {
    origin: `http://127.0.0.1:${port}`,
    /** @type {Seen[]} In the order they had come whole. */
    requests: [],
    get mode() {
      return mode;
    },
    /** Milliseconds since the collector was opened, the clock of `requests`. */
    now: () => performance.now() - began,
    /** Resolves when the new mode is in force. `closed`: connections are cut and the port refuses. */
    async set(next) {
      mode = typeof next === "string" ? { type: next } : next;
      if (mode.type === "closed") await stop();
      else if (!server) await listen();
    },
    close: stop,
  };

  async function listen() {
    const made = createServer((request, response) => {
      response.on("error", () => {});
      handle(request, response).catch(() => response.destroy());
    });
    made.keepAliveTimeout = 5_000;
    for (let tries = 0; ; tries++) {
      try {
        await new Promise((resolve, reject) => made.once("error", reject).listen(port, "127.0.0.1", resolve));
        break;
      } catch (error) {
        if (tries > 20) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    server = made;
  }

  async function stop() {
    const old = server;
    server = undefined;
    if (!old) return;
    old.closeAllConnections();
    await new Promise((resolve) => old.close(resolve));
  }

  async function handle(request, response) {
    // Taken when it arrives: a request is judged by the mode it met, not by one that came while it was read.
    const met = mode;
    const atMs = collector.now();
    const body = await read(request);
    const preflight = request.method === "OPTIONS";
    const { parsed, unreadable } = preflight ? { parsed: [] } : parse(request, body);
    const seen = {
      atMs,
      method: request.method,
      url: request.url,
      mode: met.type,
      preflight,
      bodyBytes: body.length,
      headBytes: headBytes(request),
      status: null,
      events: parsed.map(({ number, id }) => ({ number, id: id ?? null })),
      received: false,
      ...(unreadable ? { unreadable } : {}),
    };
    collector.requests.push(seen);
    const cors = corsHeaders(request);
    if (preflight && !belowHttp.has(met.type)) {
      response.writeHead(204, cors).end();
      seen.status = 204;
    } else {
      // A collector knows what it has taken only once it takes it: the reply is made when it is due.
      const reply = (status) => replyOf(request, body, status, parsed, cors);
      seen.status = await answer(met, { response, numbers: parsed.map(({ number }) => number), body: reply });
      seen.received = !preflight && seen.status !== null && seen.status >= 200 && seen.status < 300;
    }
    seen.answeredMs = collector.now();
    const wait = Number(met.headers?.["retry-after"]);
    if (seen.status !== null && wait) seen.retryAfterMs = wait * 1000;
    if (trace) print(seen);
  }

  function parse(request, body) {
    try {
      const { method, url, headers } = request;
      return { parsed: adapter.parse({ method, url, headers, body }) };
    } catch (error) {
      return { parsed: [], unreadable: String(error?.message ?? error) };
    }
  }

  function replyOf(request, body, status, parsed, cors) {
    const good = status >= 200 && status < 300;
    const outcome = { status, accepted: good ? parsed : [], rejected: good ? [] : parsed };
    const { method, url, headers } = request;
    const made = adapter.reply?.({ method, url, headers, body }, outcome, memory);
    return {
      headers: { "content-type": "application/json", ...cors, ...made?.headers },
      body: made?.body ?? "{}",
    };
  }

  await listen();
  return collector;
}

/** As a collector for browsers has it: any site may send, with credentials, and read when to come back. */
function corsHeaders(request) {
  return {
    "access-control-allow-origin": request.headers.origin ?? "*",
    "access-control-allow-credentials": "true",
    "access-control-allow-methods": "GET, POST, OPTIONS",
    "access-control-allow-headers": request.headers["access-control-request-headers"] ?? "*",
    "access-control-expose-headers": "Retry-After",
    "access-control-max-age": "600",
    vary: "Origin",
  };
}

function headBytes({ method, url, rawHeaders }) {
  const line = `${method} ${url} HTTP/1.1\r\n\r\n`.length;
  return rawHeaders.reduce((bytes, text, n) => bytes + text.length + (n % 2 ? "\r\n" : ": ").length, line);
}

async function read(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces);
}

function print({ atMs, method, url, mode, status, bodyBytes, events, unreadable }) {
  const numbers = events.map(({ number }) => number).join(",");
  console.error(
    `  ${(atMs / 1000).toFixed(2)} s ${method} ${url} [${mode}] → ${status} ${bodyBytes} B {${numbers}} ${unreadable ?? ""}`,
  );
}
