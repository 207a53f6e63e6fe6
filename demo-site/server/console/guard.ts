/**
 * Who may see the console. On this machine alone it is open; as soon as others can reach the server it wants the
 * password, which is made up and printed at start where none was chosen.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { loginPage } from "../../views/console.js";
import { RateLimit } from "../rate-limit.js";

const COOKIE = "waymark_console";
const SESSION_MS = 12 * 3_600_000;
/** Wrong passwords an address may give, and in how long they are forgiven. */
const TRIES = 5;
const TRIES_MS = 60_000;

/** By the route that was found, not by what was typed: no spelling of an address gets around it. */
const GUARDED = /^\/(console|api\/(console|events|stats|csp-reports|followups|clock|train))(\/|$)/;
const LOGIN = "/console/login";

const isLoopbackName = (host: string): boolean =>
  /^(localhost|[a-z0-9-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host);

export class Guard {
  /** Sessions end with the process. */
  private readonly key = randomBytes(32);

  constructor(private readonly password: string | null) {}

  get closed(): boolean {
    return this.password !== null;
  }

  /** In the same time whatever is given: both sides are made one length before they are compared. */
  isPassword(given: string): boolean {
    if (this.password === null) return false;
    return timingSafeEqual(this.digest(given), this.digest(this.password));
  }

  /** Value of the cookie. */
  session(nowMs: number): string {
    const text = `${nowMs + SESSION_MS}.${randomBytes(9).toString("base64url")}`;
    return `${text}.${this.digest(text).toString("base64url")}`;
  }

  isSession(value: string, nowMs: number): boolean {
    const end = value.lastIndexOf(".");
    const text = value.slice(0, Math.max(0, end));
    const given = Buffer.from(value.slice(end + 1), "base64url");
    const mac = this.digest(text);
    if (given.length !== mac.length || !timingSafeEqual(given, mac)) return false;
    return Number(text.split(".")[0]) > nowMs;
  }

  private digest(text: string): Buffer {
    return createHmac("sha256", this.key).update(text).digest();
  }
}

const cookieOf = (request: FastifyRequest): string =>
  (request.headers.cookie ?? "")
    .split(";")
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${COOKIE}=`))
    ?.slice(COOKIE.length + 1) ?? "";

/** Only pages of this server may change something: others can send, but not hide where they come from. */
function isForeign({ headers }: FastifyRequest): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return true;
  if (headers.origin === undefined) return false;
  try {
    return new URL(headers.origin).host !== headers.host;
  } catch {
    return true;
  }
}

const refuse = (reply: FastifyReply, status: number, error: string, message: string) =>
  reply.code(status).header("cache-control", "no-store").send({ error, message });

export function guardConsole(app: FastifyInstance, password: string | null): void {
  const guard = new Guard(password);
  const tries = new RateLimit(TRIES, TRIES_MS);

  app.addHook("onRequest", async (request, reply) => {
    const route = request.routeOptions.url ?? "";
    if (!GUARDED.test(route)) return undefined;
    if (request.method !== "GET" && request.method !== "HEAD" && isForeign(request))
      return refuse(reply, 403, "foreignOrigin", "only the console's own pages may do this");
    if (route === LOGIN) return undefined;
    if (!guard.closed) {
      // A name that leads here from elsewhere (DNS rebinding) makes another site's script one of our own.
      if (isLoopbackName(request.headers.host ?? "")) return undefined;
      return refuse(reply, 403, "unknownHost", "open the console at http://localhost, or set CONSOLE_PASSWORD");
    }
    if (guard.isSession(cookieOf(request), Date.now())) return undefined;
    const given = /^bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
    if (given !== undefined) {
      const seconds = tries.take(request.ip);
      if (seconds > 0)
        return refuse(reply.header("retry-after", String(seconds)), 429, "tooManyTries", "try again later");
      if (guard.isPassword(given)) {
        tries.give(request.ip);
        return undefined;
      }
    }
    if (route.startsWith("/api/")) return refuse(reply, 401, "passwordNeeded", "log in at /console/login");
    return reply.redirect(LOGIN, 303);
  });

  app.register(async (scope) => {
    scope.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: 4_000 },
      (_request, body, done) => done(null, new URLSearchParams(body as string)),
    );
    const page = (reply: FastifyReply, status: number, problem: string) =>
      reply
        .code(status)
        .header("cache-control", "no-store")
        .type("text/html; charset=utf-8")
        .send(loginPage(problem).text);

    scope.get(LOGIN, async (_request, reply) =>
      guard.closed ? page(reply, 200, "") : reply.redirect("/console", 303),
    );

    scope.post<{ Body: unknown }>(LOGIN, async (request, reply) => {
      if (!guard.closed) return reply.redirect("/console", 303);
      const given = request.body instanceof URLSearchParams ? (request.body.get("password") ?? "") : "";
      const seconds = tries.take(request.ip);
      if (seconds > 0) {
        reply.header("retry-after", String(seconds));
        return page(reply, 429, `Too many tries. Try again in ${seconds} s.`);
      }
      if (!guard.isPassword(given)) return page(reply, 401, "That is not the password.");
      tries.give(request.ip);
      const secure = request.protocol === "https" ? "; Secure" : "";
      reply.header(
        "set-cookie",
        `${COOKIE}=${guard.session(Date.now())}; Path=/; Max-Age=${SESSION_MS / 1_000}; HttpOnly; SameSite=Strict${secure}`,
      );
      return reply.redirect("/console", 303);
    });

    scope.post("/console/logout", async (_request, reply) => {
      reply.header("set-cookie", `${COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict`);
      return reply.redirect(LOGIN, 303);
    });
  });
}
