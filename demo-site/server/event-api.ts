/** The ways to look at what arrived. */
import type { FastifyInstance } from "fastify";
import type { Counters } from "./counters.js";
import type { EventQuery, EventStore } from "./event-store.js";

export function eventApi(app: FastifyInstance, store: EventStore, counters: Counters): void {
  const querystring = {
    type: "object",
    properties: {
      limit: { type: "integer", minimum: 1, maximum: 1000, default: 50 },
      anonymousId: { type: "string" },
      name: { type: "string" },
      messageId: { type: "string" },
    },
  };
  app.get<{ Querystring: EventQuery }>("/api/events", { schema: { querystring } }, async ({ query }, reply) => {
    reply.header("cache-control", "no-store");
    return { events: await store.find(query) };
  });
  app.get("/api/stats", async (_request, reply) => {
    reply.header("cache-control", "no-store");
    return { ...(await store.stats()), collector: counters.read() };
  });
}
