/**
 * Forwards what the SDK's GA4 and Meta destinations send, with the secret that must not be in a browser: `url` in the
 * configuration is `/v1/relay/ga4` or `/v1/relay/meta`, the body is the vendor's own. docs/collector.md
 */
import type { IncomingMessage } from "node:http";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { cleanJson, readText } from "waymark/collector";
import type { Json, JsonObject } from "./batch.js";
import { Intake } from "./intake.js";
import { overloaded, Refusal } from "./refusal.js";
import { metaBody, metaStatus, type Visitor } from "./relay-meta.js";
import type { RelaySettings, RelayTarget } from "./relay-settings.js";

/** GA4 takes 130 KB, Meta more; the SDK sends 60 KB at the most. */
const MAX_BODY_BYTES = 130_000;
const MAX_REPLY_BYTES = 64_000;
/** Longer than the SDK waits for an answer makes no sense. */
const FAR_TIMEOUT_MS = 9_000;
const MAX_AT_ONCE = 100;

interface Answer {
  status: number;
  text: string;
  retryAfter: string | null;
  type: string | null;
}

/** GA4's body as it is: objects with a list of events. */
const ga4Body = (body: JsonObject): JsonObject | undefined =>
  Array.isArray(body.events) && body.events.length > 0 ? body : undefined;

/** As much of a reply as the SDK would read. */
async function readReply(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MAX_REPLY_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MAX_REPLY_BYTES).toString("utf8");
}

/** A vendor's error may quote the token it did not like. */
const withoutSecret = (text: string, secret: string): string =>
  [secret, encodeURIComponent(secret)].reduce((rest, form) => rest.replaceAll(form, "…"), text);

async function forward(target: RelayTarget, body: JsonObject, visitor: Visitor): Promise<Answer> {
  const url = new URL(target.url);
  for (const [name, value] of Object.entries(target.query)) url.searchParams.set(name, value);
  try {
    const response = await fetch(url, {
      method: "POST",
      // A redirect would take the secret elsewhere.
      redirect: "manual",
      headers: { "content-type": "application/json", ...(visitor.userAgent && { "user-agent": visitor.userAgent }) },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(FAR_TIMEOUT_MS),
    });
    const text = withoutSecret(await readReply(response), target.secret);
    if (response.status >= 300 && response.status < 400)
      throw new Refusal(502, "farEndRedirects", "the far end sends elsewhere");
    const { headers, status } = response;
    return { status, text, retryAfter: headers.get("retry-after"), type: headers.get("content-type") };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    // Its message may hold the address with the secret in it.
    if ((error as Error).name === "TimeoutError") throw new Refusal(504, "farEndSilent", "the far end did not answer");
    throw new Refusal(502, "farEndUnreachable", "the far end cannot be reached");
  }
}

export function relay(app: FastifyInstance, settings: RelaySettings): void {
  const intake = new Intake();
  let underWay = 0;

  const vendors = {
    ga4: { body: ga4Body, status: (status: number) => status, variables: "GA4_MEASUREMENT_ID and GA4_API_SECRET" },
    meta: { body: metaBody, status: metaStatus, variables: "META_PIXEL_ID and META_ACCESS_TOKEN" },
  };

  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request: FastifyRequest, body: IncomingMessage) =>
      intake.read(body, MAX_BODY_BYTES),
    );
    scope.setErrorHandler((error, _request, reply) => {
      const refusal = error instanceof Refusal ? error : new Refusal(500, "internal", "the relay failed; try again");
      const { status, code, message, more } = refusal;
      if (more.retryAfterSeconds !== undefined) reply.header("retry-after", String(more.retryAfterSeconds));
      return reply.code(status).send({ error: { code, message } });
    });

    for (const name of ["ga4", "meta"] as const) {
      scope.post<{ Body?: Buffer }>(`/v1/relay/${name}`, async (request, reply) => {
        const target = settings[name];
        const vendor = vendors[name];
        if (!target) throw new Refusal(404, "notConfigured", `this server has no ${vendor.variables}`);
        const visitor = { ip: request.ip, userAgent: request.headers["user-agent"] };
        const body = parse(request.body);
        const forwarded = body && vendor.body(body, visitor);
        if (!forwarded) throw new Refusal(400, "malformed", `expected the body of a ${name} request`);
        if (underWay >= MAX_AT_ONCE) throw overloaded("too many requests are being relayed");
        underWay += 1;
        try {
          const { status, text, retryAfter, type } = await forward(target, forwarded, visitor);
          if (retryAfter !== null) reply.header("retry-after", retryAfter);
          // Never as a page: what the far end quotes would be one of ours.
          if (text !== "") reply.type(/^application\/json\b/.test(type ?? "") ? "application/json" : "text/plain");
          return await reply.code(vendor.status(status, text)).send(text === "" ? undefined : text);
        } finally {
          underWay -= 1;
        }
      });
    }
  });
}

/** No deeper than the SDK sends, so that it can be written again. */
function parse(body: Buffer | undefined): JsonObject | undefined {
  try {
    const text = readText(body ?? Buffer.alloc(0), MAX_BODY_BYTES);
    const value = typeof text === "string" ? cleanJson(JSON.parse(text) as Json) : undefined;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
