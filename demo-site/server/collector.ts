/** The far end of the SDK's deliveries, and the ways to look at what arrived. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { BatchError, MAX_BATCH_BYTES, readBatch } from "./batch.js";
import type { EventStore } from "./event-store.js";

/** Segment takes the write key as the user name of Basic authentication, or in the body (a beacon has no headers). */
function writeKeyFromHeader(request: FastifyRequest): string | null {
  const [scheme, value] = (request.headers.authorization ?? "").split(" ");
  if (scheme?.toLowerCase() !== "basic" || !value) return null;
  return Buffer.from(value, "base64").toString("utf8").split(":")[0] ?? null;
}

const refuse = (reply: FastifyReply, status: number, code: string, message: string, pointer?: string) =>
  reply.code(status).send({ success: false, error: { code, message, ...(pointer !== undefined && { pointer }) } });

export function collector(app: FastifyInstance, store: EventStore, writeKey: string): void {
  // Within its own scope, so that only this route reads JSON sent as text/plain and takes bodies so large.
  app.register(async (scope) => {
    scope.removeContentTypeParser(["application/json", "text/plain"]);
    scope.addContentTypeParser(
      ["application/json", "text/plain"],
      { parseAs: "string", bodyLimit: MAX_BATCH_BYTES },
      (_request, body, done) => done(null, body),
    );

    scope.setErrorHandler((error: { statusCode?: number; message: string }, _request, reply) => {
      const status = error.statusCode ?? 500;
      if (status === 413) return refuse(reply, 413, "tooLarge", `a batch may have ${MAX_BATCH_BYTES} bytes`);
      if (status < 500) return refuse(reply, status, "malformed", error.message);
      return refuse(reply, 500, "internal", "the events were not stored; try again");
    });

    scope.post("/v1/batch", async (request, reply) => {
      try {
        const batch = readBatch(JSON.parse(String(request.body)));
        if ((writeKeyFromHeader(request) ?? batch.writeKey) !== writeKey)
          return refuse(reply, 401, "writeKey", "unknown writeKey");
        await store.add(batch.events);
        return { success: true };
      } catch (error) {
        if (error instanceof BatchError) return refuse(reply, 400, "malformed", error.message, error.pointer);
        if (error instanceof SyntaxError) return refuse(reply, 400, "malformed", "the body is not JSON");
        throw error;
      }
    });
  });

  const querystring = {
    type: "object",
    properties: {
      limit: { type: "integer", minimum: 1, maximum: 1000, default: 50 },
      anonymousId: { type: "string" },
      name: { type: "string" },
      messageId: { type: "string" },
    },
  };
  app.get<{ Querystring: { limit: number; anonymousId?: string; name?: string; messageId?: string } }>(
    "/api/events",
    { schema: { querystring } },
    async ({ query }, reply) => {
      reply.header("cache-control", "no-store");
      return { events: await store.find(query) };
    },
  );
  app.get("/api/stats", async (_request, reply) => {
    reply.header("cache-control", "no-store");
    return store.stats();
  });
}
