/** The far end of the SDK's deliveries: our own NDJSON and Segment's batches. docs/collector.md says what it answers. */
import type { IncomingMessage } from "node:http";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { readText } from "waymark/collector";
import { BatchError, MAX_BATCH_BYTES, readBatch } from "./batch.js";
import { cors } from "./cors.js";
import type { Counters } from "./counters.js";
import type { EventStore } from "./event-store.js";
import { Intake } from "./intake.js";
import { type Rejected, readNdjson } from "./ndjson.js";
import type { RateLimit } from "./rate-limit.js";
import { Refusal } from "./refusal.js";

/** As it comes over the wire, gzip or not. The SDK sends 60 KB at the most. */
export const MAX_BODY_BYTES = 500_000;

export interface CollectorParts {
  store: EventStore;
  counters: Counters;
  writeKey: string;
  now(): number;
  /** Of each address. */
  requests: RateLimit;
  events: RateLimit;
}

/** Segment takes the write key as the user name of Basic authentication, or in the body (a beacon has no headers). */
function writeKeyFromHeader(request: FastifyRequest): string | null {
  const [scheme, value] = (request.headers.authorization ?? "").split(" ");
  if (scheme?.toLowerCase() !== "basic" || !value) return null;
  return Buffer.from(value, "base64").toString("utf8").split(":")[0] ?? null;
}

/** Any error as the refusal to answer with. The database's words stay here: they may quote what a visitor sent. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof BatchError) return new Refusal(400, "malformed", error.message, { pointer: error.pointer });
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  if (status < 500) return new Refusal(status, "malformed", (error as Error).message);
  return new Refusal(503, "notStored", "the events were not stored; try again", { retryAfterSeconds: 5 });
}

/** Segment's body, as JSON. */
function readSegment(body: Buffer, nowMs: number): ReturnType<typeof readBatch> {
  const text = readText(body, MAX_BATCH_BYTES);
  if (typeof text !== "string") throw new Refusal(text.status, text.code, text.message);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal(400, "malformed", "the body is not JSON");
  }
  return readBatch(value, nowMs);
}

export function collector(app: FastifyInstance, parts: CollectorParts): void {
  const { store, counters, writeKey, now } = parts;
  const intake = new Intake();
  const spend = (limit: RateLimit, request: FastifyRequest, cost: number): void => {
    const seconds = limit.take(request.ip, cost);
    if (seconds > 0) throw new Refusal(429, "tooMany", "too much from one address", { retryAfterSeconds: seconds });
  };

  // Within its own scope, so that only these routes take bodies of any type, and so large.
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request: FastifyRequest, body: IncomingMessage) =>
      intake.read(body, MAX_BODY_BYTES),
    );
    cors(scope, ["/v1/events", "/v1/batch"]);

    scope.setErrorHandler((error, _request, reply) => {
      const { status, code, message, more } = refusalOf(error);
      counters.count("refused", code);
      if (more.retryAfterSeconds !== undefined) reply.header("retry-after", String(more.retryAfterSeconds));
      return reply.code(status).send({
        success: false,
        error: { code, message, ...(more.pointer !== undefined && { pointer: more.pointer }) },
      });
    });

    scope.addHook("onRequest", async (request) => {
      if (request.method === "POST") spend(parts.requests, request, 1);
    });

    const checkKey = (key: string | null): void => {
      if (key !== writeKey) throw new Refusal(401, "writeKey", "unknown writeKey");
    };

    scope.post<{ Body?: Buffer }>("/v1/events", async (request, reply) => {
      const { body, headers } = request;
      const nowMs = now();
      const { key, batchId, ask, events, rejected } = readNdjson(
        body ?? new Uint8Array(),
        nowMs,
        headers["user-agent"]?.slice(0, 512),
      );
      checkKey(key);
      spend(parts.events, request, events.length + rejected.length);
      // A batch of which something has to come again is not remembered as stored.
      const whole = batchId !== null && !rejected.some(({ retry }) => retry);
      const written = await store.add({ events, batchId: whole ? batchId : undefined, ask }, nowMs);
      for (const id of written.refused) rejected.push({ id, reason: "notStorable", retry: false });
      counters.wrote(written.stored, events.length - written.stored - written.refused.length);
      for (const { reason } of rejected) counters.count("rejected", reason);
      const answer: { rejected?: Rejected[]; known?: string[] } = {};
      if (rejected.length > 0) answer.rejected = rejected;
      if (ask.length > 0) answer.known = written.known;
      return Object.keys(answer).length > 0 ? answer : reply.code(204).send();
    });

    scope.post<{ Body?: Buffer }>("/v1/batch", async (request) => {
      const nowMs = now();
      const batch = readSegment(request.body ?? Buffer.alloc(0), nowMs);
      checkKey(writeKeyFromHeader(request) ?? batch.writeKey);
      spend(parts.events, request, batch.events.length);
      const written = await store.add({ events: batch.events }, nowMs);
      counters.wrote(written.stored, batch.events.length - written.stored - written.refused.length);
      // As Segment does: what cannot be stored is not asked for again.
      for (const _ of written.refused) counters.count("rejected", "notStorable");
      return { success: true };
    });
  });
}
