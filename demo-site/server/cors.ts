/** Lets pages of any origin post to the collector. Their requests carry no cookies, so nothing of a visitor's leaks. */
import type { FastifyInstance } from "fastify";

/** `Retry-After` is one of the headers a page may not read unless it is named. */
const HEADERS = { "access-control-allow-origin": "*", "access-control-expose-headers": "retry-after" };

const PREFLIGHT = {
  "access-control-allow-methods": "POST",
  "access-control-allow-headers": "authorization, content-type, content-encoding",
  "access-control-max-age": "86400",
};

/**
 * Our own SDK asks for no preflight: `text/plain`, no header of its own, the key in the body. Segment-like clients
 * send `application/json` or `authorization`, and ask.
 */
export function cors(scope: FastifyInstance, paths: string[]): void {
  scope.addHook("onSend", async (_request, reply) => {
    reply.headers(HEADERS);
  });
  for (const path of paths) scope.options(path, (_request, reply) => reply.code(204).headers(PREFLIGHT).send());
}
