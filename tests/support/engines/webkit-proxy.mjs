/**
 * The way from one WebKit to the web: tells of every request, holds those that are to be intercepted, and puts the scripts
 * that are to run first into documents; the policy of such a document is given that script's hash, nothing else of it changes.
 */
import { createHash } from "node:crypto";
import { createServer, request } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

/** Answered by the proxy itself, at every host, with an empty page. */
export const emptyPath = "/.empty";

const list = (headers) => {
  const all = [];
  for (let n = 0; n < headers.length; n += 2)
    all.push({ name: headers[n], value: { type: "string", value: headers[n + 1] } });
  return all;
};
const text = (value) => (value.type === "base64" ? Buffer.from(value.value, "base64") : Buffer.from(value.value));

/**
 * \`pageOf(url, headers)\`: whose request that is; \`tell(method, params)\`: an event; \`first(page)\`: the script to put in.
 */
export async function openProxy({ pageOf, tell, first }) {
  const state = { offline: false, intercepts: new Map(), bodies: new Map() };
  const held = new Map();
  let last = 0;

  const server = createServer(async (incoming, outgoing) => {
    const url = incoming.url;
    if (new URL(url).pathname === emptyPath) return outgoing.writeHead(200, { "content-type": "text/html" }).end("");
    const page = pageOf(url, incoming.headers);
    const body = await bytesOf(incoming);
    const id = `request-${++last}`;
    const begun = Date.now();
    const navigation = incoming.headers["sec-fetch-dest"] === "document" ? (page?.navigation(url) ?? null) : null;
    const base = () => ({
      context: page?.handle ?? null,
      navigation,
      isBlocked: false,
      redirectCount: 0,
      timestamp: Date.now(),
      request: {
        request: id,
        url,
        method: incoming.method,
        headers: list(incoming.rawHeaders),
        cookies: [],
        headersSize: 0,
        bodySize: body.length,
        destination: incoming.headers["sec-fetch-dest"] ?? "",
        initiatorType: null,
        timings: { requestTime: begun, timeOrigin: 0, responseEnd: Date.now() },
      },
    });
    const failed = (errorText) => {
      tell("network.fetchError", { ...base(), errorText });
      page?.failed(url, incoming.headers, errorText);
      outgoing.destroy();
    };
    const intercepts = [...state.intercepts].filter(
      ([, { contexts }]) => page && (!contexts || contexts.includes(page.handle)),
    );
    const verdict =
      intercepts.length > 0
        ? new Promise((resolve) => held.set(id, resolve))
        : Promise.resolve({ method: "network.continueRequest" });
    tell("network.beforeRequestSent", {
      ...base(),
      initiator: { type: "other" },
      ...(intercepts.length > 0 ? { isBlocked: true, intercepts: intercepts.map(([one]) => one) } : {}),
    });
    const answer = ({ status, statusText, rawHeaders, bytes }) => {
      const response = {
        url,
        protocol: "http/1.1",
        status,
        statusText,
        fromCache: false,
        headers: list(rawHeaders),
        mimeType: "",
        bytesReceived: bytes ?? 0,
        headersSize: 0,
        bodySize: bytes ?? 0,
        content: { size: bytes ?? 0 },
      };
      return { ...base(), response };
    };
    const { method, params } = await verdict;
    if (method === "network.failRequest" || state.offline) return failed("NS_ERROR_FAILURE");
    if (method === "network.provideResponse") {
      const given = params.body ? text(params.body) : Buffer.alloc(0);
      const rawHeaders = (params.headers ?? []).flatMap(({ name, value }) => [name, text(value).toString()]);
      const status = params.statusCode ?? 200;
      const told = answer({ status, statusText: params.reasonPhrase ?? "", rawHeaders, bytes: given.length });
      state.bodies.set(id, given);
      tell("network.responseStarted", told);
      outgoing.writeHead(status, rawHeaders);
      outgoing.end(given);
      return tell("network.responseCompleted", told);
    }
    const to = new URL(params?.url ?? url);
    const headers = params?.headers
      ? Object.fromEntries(params.headers.map(({ name, value }) => [name, text(value).toString()]))
      : { ...incoming.headers };
    delete headers["proxy-connection"];
    const onward = request(
      {
        host: hostOf(to),
        port: to.port || 80,
        path: to.pathname + to.search,
        method: params?.method ?? incoming.method,
        headers,
      },
      async (reply) => {
        const { statusCode: status, statusMessage: statusText, rawHeaders } = reply;
        const { location } = reply.headers;
        if (status >= 300 && status < 400 && location) page?.redirected(url, new URL(location, url).href);
        tell("network.responseStarted", answer({ status, statusText, rawHeaders }));
        const script = /text\/html/.test(reply.headers["content-type"] ?? "") && page ? first(page) : "";
        let bytes = 0;
        const end = () => tell("network.responseCompleted", answer({ status, statusText, rawHeaders, bytes }));
        reply.on("error", () => outgoing.destroy());
        if (!script) {
          outgoing.writeHead(status, statusText, rawHeaders);
          outgoing.flushHeaders();
          const parts = [];
          reply.on("data", (chunk) => {
            bytes += chunk.length;
            parts.push(chunk);
            outgoing.write(chunk);
          });
          return reply.on("end", () => {
            state.bodies.set(id, Buffer.concat(parts));
            outgoing.end();
            end();
          });
        }
        const page_ = withScript(await bytesOf(reply), reply.headers, script);
        bytes = page_.body.length;
        outgoing.writeHead(status, statusText, page_.headers);
        outgoing.end(page_.body);
        end();
      },
    );
    onward.on("error", (error) => failed(error.message));
    outgoing.on("close", () => {
      if (!outgoing.writableFinished) onward.destroy();
    });
    onward.end(params?.body ? text(params.body) : body);
  });
  server.on("connect", (_, socket) => socket.destroy());
  server.keepAliveTimeout = 0;
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    ...state,
    state,
    address: `127.0.0.1:${server.address().port}`,
    /** What is to become of a held request. */
    decide(method, params) {
      held.get(params.request)?.({ method, params });
      held.delete(params.request);
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** As browsers have it, every name below `localhost` is this machine. */
const hostOf = ({ hostname }) => (hostname.endsWith(".localhost") ? "localhost" : hostname.replace(/^\[|\]$/g, ""));

async function bytesOf(stream) {
  const chunks = [];
  try {
    for await (const chunk of stream) chunks.push(chunk);
  } catch {
    // Who asked has gone: what came is what there is.
  }
  return Buffer.concat(chunks);
}

/** A document with a script before everything else. */
function withScript(bytes, headers, script) {
  const { "content-encoding": encoding, "content-length": _, "transfer-encoding": __, ...rest } = headers;
  const plain = encoding === "gzip" ? gunzipSync(bytes) : encoding === "br" ? brotliDecompressSync(bytes) : bytes;
  const source = script.replaceAll("</script", "<\\/script");
  const hash = `'sha256-${createHash("sha256").update(source).digest("base64")}'`;
  for (const name of ["content-security-policy", "content-security-policy-report-only"])
    if (rest[name]) rest[name] = allow(String(rest[name]), hash);
  const html = plain.toString("utf8");
  const [doctype] = /^\s*<!doctype[^>]*>/i.exec(html) ?? [""];
  const body = Buffer.from(`${doctype}<script>${source}</script>${html.slice(doctype.length)}`);
  return { headers: { ...rest, "content-length": body.length }, body };
}

/** The policy, with this script allowed. */
function allow(policy, hash) {
  const directives = policy.split(";").map((one) => one.trim().split(/\s+/));
  const found =
    directives.find(([name]) => name === "script-src-elem") ??
    directives.find(([name]) => name === "script-src") ??
    directives.find(([name]) => name === "default-src");
  if (found && !found.includes("'unsafe-inline'")) {
    const sources = found[0] === "default-src" ? ["script-src", ...found.slice(1)] : found;
    const allowed = [...sources.filter((one) => one !== "'none'"), hash];
    if (found[0] === "default-src") directives.push(allowed);
    else directives[directives.indexOf(found)] = allowed;
  }
  return directives.map((one) => one.join(" ")).join("; ");
}
