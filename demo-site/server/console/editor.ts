/** The rule editor's questions: the text, whether it holds, what it would change, and putting it into use. */
import type { FastifyInstance, FastifyReply } from "fastify";
import type { MovableClock } from "../movable-clock.js";
import { checkRules } from "./check-rules.js";
import type { Facts } from "./facts.js";
import { preview } from "./preview.js";
import { type RulesFile, versionOf } from "./rules-file.js";

/** Far above any shop's rules. */
const MAX_TEXT = 1_000_000;
const BODY_LIMIT = 1_200_000;

export interface EditorParts {
  facts: Facts;
  rules: RulesFile;
  clock: MovableClock;
  /** Path of the native `waymark`. */
  cli: string;
  distDir: string;
}

const text = { type: "string", maxLength: MAX_TEXT } as const;
const body = (properties: object, required: string[]) => ({ body: { type: "object", required, properties } });

export function editor(app: FastifyInstance, { facts, rules, clock, cli, distDir }: EditorParts): void {
  const fresh = (reply: FastifyReply) => reply.header("cache-control", "no-store");
  let previewing = false;

  app.get("/api/console/editor", async (_request, reply) => {
    const current = await rules.read();
    const built = await rules.builtText();
    fresh(reply);
    return { text: current, version: versionOf(current), built: versionOf(built), versions: await rules.versions() };
  });

  app.get<{ Querystring: { version?: unknown } }>("/api/console/editor/version", async ({ query }, reply) => {
    const found = await rules.version(String(query.version ?? ""));
    if (found === undefined) return reply.code(404).send({ error: "notFound", message: "there is no such version" });
    return fresh(reply).send({ text: found });
  });

  app.post<{ Body: { text: string } }>(
    "/api/console/editor/check",
    { bodyLimit: BODY_LIMIT, schema: body({ text }, ["text"]) },
    async (request) => ({ findings: await checkRules(cli, distDir, request.body.text) }),
  );

  app.post<{ Body: { text: string; days?: number } }>(
    "/api/console/editor/preview",
    { bodyLimit: BODY_LIMIT, schema: body({ text, days: { type: "integer", minimum: 1, maximum: 365 } }, ["text"]) },
    async (request, reply) => {
      const findings = await checkRules(cli, distDir, request.body.text);
      if (findings.some(({ level }) => level === "error"))
        return reply.code(422).send({ error: "invalid", message: "the rules have errors", findings });
      if (previewing) return reply.code(409).send({ error: "busy", message: "another preview is under way" });
      previewing = true;
      try {
        const fromMs = clock.nowMs() - (request.body.days ?? 28) * 86_400_000;
        return await preview(facts, cli, await rules.read(), request.body.text, new Date(fromMs).toISOString());
      } catch (error) {
        return reply.code(503).send({ error: "noPreview", message: (error as Error).message });
      } finally {
        previewing = false;
      }
    },
  );

  app.post<{ Body: { text: string; base: string } }>(
    "/api/console/editor/publish",
    { bodyLimit: BODY_LIMIT, schema: body({ text, base: { type: "string", maxLength: 64 } }, ["text", "base"]) },
    async (request, reply) => {
      const findings = await checkRules(cli, distDir, request.body.text);
      if (findings.some(({ level }) => level === "error"))
        return reply.code(422).send({ error: "invalid", message: "the rules have errors", findings });
      if (!(await rules.publish(request.body.text, request.body.base, Date.now())))
        return reply.code(409).send({ error: "changed", message: "somebody has published other rules meanwhile" });
      return { version: versionOf(request.body.text), versions: await rules.versions() };
    },
  );
}
