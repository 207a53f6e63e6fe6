/** The console: its pages, its questions. */
import type { FastifyInstance } from "fastify";
import { consolePage } from "../../views/console.js";
import { type ConsoleParts, consoleApi } from "./api.js";

/** Sections of the console, each an address of its own. */
export const SECTIONS = [
  ...[
    "overview",
    "live",
    "visitors",
    "journey",
    "funnel",
    "channels",
    "rules",
    "recommendations",
    "feedback",
    "health",
  ],
  "editor",
];

export async function eventConsole(
  app: FastifyInstance,
  parts: ConsoleParts & { assetVersion: string },
): Promise<void> {
  await consoleApi(app, parts);
  const send = async (
    _request: unknown,
    reply: { header(k: string, v: string): { type(t: string): { send(b: string): unknown } } },
  ) =>
    reply
      .header("cache-control", "no-cache")
      .type("text/html; charset=utf-8")
      .send(consolePage(parts.assetVersion, parts.settings.consolePassword !== null).text);
  app.get("/console", send as never);
  for (const section of SECTIONS) app.get(`/console/${section}`, send as never);
}
