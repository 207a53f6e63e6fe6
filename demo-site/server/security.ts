/** Response headers that keep the pages safe, and what browsers report when something broke the policy. */
import type { FastifyInstance } from "fastify";
import { cleanJson } from "waymark/collector";
import type { Settings } from "./settings.js";

/** Nothing inline, nothing from elsewhere, no strings turned into script. */
export function contentSecurityPolicy(csp: Settings["csp"]): string {
  const script = csp === "no-wasm" ? "script-src 'self'" : "script-src 'self' 'wasm-unsafe-eval'";
  return [
    "default-src 'none'",
    script,
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "report-uri /csp-report",
  ].join("; ");
}

/** A report has three levels; what cannot be written again must not be kept. */
const MAX_REPORT_DEPTH = 10;

/** Reports kept for `GET /api/csp-reports`; older ones are dropped. */
const MAX_REPORTS = 200;

export function security(app: FastifyInstance, settings: Settings): void {
  const policy = contentSecurityPolicy(settings.csp);
  const reports: unknown[] = [];

  app.addHook("onSend", async (request, reply) => {
    reply.header("x-content-type-options", "nosniff");
    // What a collector answers is never a page, and it answers often.
    if (request.url.startsWith("/v1/")) return;
    // The gallery draws each message on a page within its own.
    const own = request.url.startsWith("/gallery")
      ? `${policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")}; frame-src 'self'`
      : policy;
    reply.headers({
      "content-security-policy": own,
      "referrer-policy": "strict-origin-when-cross-origin",
      "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
      "cross-origin-opener-policy": "same-origin",
    });
  });

  app.addContentTypeParser(
    ["application/csp-report", "application/reports+json"],
    { parseAs: "string", bodyLimit: 64_000 },
    (_request, body, done) => {
      try {
        const report = cleanJson(JSON.parse(body as string), MAX_REPORT_DEPTH);
        done(report === undefined ? Object.assign(new Error("too many levels"), { statusCode: 400 }) : null, report);
      } catch {
        done(null, null);
      }
    },
  );
  app.post("/csp-report", async (request, reply) => {
    reports.push(request.body);
    if (reports.length > MAX_REPORTS) reports.shift();
    return reply.code(204).send();
  });
  app.get("/api/csp-reports", async () => ({ reports }));
}
