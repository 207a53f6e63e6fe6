/** Everything the environment decides. */
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type FollowUpSettings, readFollowUpSettings } from "./followups/settings.js";
import { type RelaySettings, readRelaySettings } from "./relay-settings.js";
import { SettingsError } from "./settings-error.js";

export { SettingsError };

export interface Settings {
  /** 0 picks a free one. */
  port: number;
  host: string;
  /** DuckDB file of the collected events. */
  dataFile: string;
  /** Folder of the built SDK, served at `/waymark/`. */
  distDir: string;
  /** Folder of the shop's own scripts, styles, fonts and Waymark config. */
  assetsDir: string;
  /** `no-wasm` leaves `'wasm-unsafe-eval'` out of the policy, as some sites' do. */
  csp: "strict" | "no-wasm";
  writeKey: string;
  /** A request that has not arrived whole by then is ended. */
  requestTimeoutMs: number;
  /** Proxies in front, each adding to `X-Forwarded-For`: so many entries from its end are believed. */
  trustProxy: number;
  relay: RelaySettings;
  followUps: FollowUpSettings;
  /** `settable`: `POST /api/clock` moves the time follow-ups go by; only for tests and demonstrations. */
  clock: "system" | "settable";
  /** Of the console; null where it is open, since only this machine can reach it. */
  consolePassword: string | null;
  /** It was made up, so that it has to be told. */
  consolePasswordMade: boolean;
  /** The native `waymark`, which checks rules and tries them on stored events. */
  cli: string;
  /** What one address may send to the collector in a minute. */
  collectRequests: number;
  collectEvents: number;
}

const MIN_PASSWORD = 8;

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host);

/** Open on this machine alone; behind a proxy, or where others can reach it, never without a password. */
function consolePassword(
  env: NodeJS.ProcessEnv,
  host: string,
  trustProxy: number,
): { password: string | null; made: boolean } {
  const chosen = env.CONSOLE_PASSWORD ?? "";
  if (chosen !== "" && chosen.length < MIN_PASSWORD)
    throw new SettingsError(`CONSOLE_PASSWORD must have at least ${MIN_PASSWORD} characters.`);
  if (chosen !== "") return { password: chosen, made: false };
  if (isLoopback(host) && trustProxy === 0) return { password: null, made: false };
  return { password: randomBytes(12).toString("base64url"), made: true };
}

function limit(env: NodeJS.ProcessEnv, name: string, otherwise: number): number {
  const value = Number(env[name] || otherwise);
  if (!(value >= 1 && value <= 1e9)) throw new SettingsError(`${name} must be a number from 1 on, not "${env[name]}".`);
  return value;
}

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const port = Number(env.PORT || 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new SettingsError(`PORT must be a number from 0 to 65535, not "${env.PORT}".`);
  const csp = env.CSP || "strict";
  if (csp !== "strict" && csp !== "no-wasm")
    throw new SettingsError(`CSP must be "strict" or "no-wasm", not "${csp}".`);
  const clock = env.CLOCK || "system";
  if (clock !== "system" && clock !== "settable")
    throw new SettingsError(`CLOCK must be "system" or "settable", not "${clock}".`);
  const requestTimeoutMs = Number(env.REQUEST_TIMEOUT_MS || 30_000);
  if (!(requestTimeoutMs >= 100 && requestTimeoutMs <= 600_000))
    throw new SettingsError(`REQUEST_TIMEOUT_MS must be a number from 100 to 600000, not "${env.REQUEST_TIMEOUT_MS}".`);
  const host = env.HOST || "localhost";
  const trustProxy = Number(env.TRUST_PROXY || 0);
  if (!Number.isInteger(trustProxy) || trustProxy < 0 || trustProxy > 10)
    throw new SettingsError(`TRUST_PROXY must be the number of proxies, from 0 to 10, not "${env.TRUST_PROXY}".`);
  const { password, made } = consolePassword(env, host, trustProxy);
  const distDir = resolve(env.DIST_DIR || "dist");
  if (!existsSync(join(distDir, "waymark.js")))
    throw new SettingsError(
      `${join(distDir, "waymark.js")} is missing: run \`make build\` first, or name its folder in DIST_DIR.`,
    );
  const assetsDir = fileURLToPath(new URL("./public/", import.meta.url));
  if (!existsSync(join(assetsDir, "shop.css")))
    throw new SettingsError(`${assetsDir} is missing: run \`node demo-site/build.mjs\` first.`);
  return {
    port,
    host,
    dataFile: resolve(env.DATA_FILE || "build/demo-site/events.duckdb"),
    distDir,
    assetsDir,
    csp,
    writeKey: "demo",
    requestTimeoutMs,
    trustProxy,
    relay: readRelaySettings(env),
    followUps: readFollowUpSettings(env, port),
    clock,
    consolePassword: password,
    consolePasswordMade: made,
    cli: resolve(env.WAYMARK_CLI || "build/release/waymark"),
    collectRequests: limit(env, "COLLECT_REQUESTS_PER_MINUTE", 3_000),
    collectEvents: limit(env, "COLLECT_EVENTS_PER_MINUTE", 120_000),
  };
}
