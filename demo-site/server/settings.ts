/** Everything the environment decides. */
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
  /** Believe `X-Forwarded-For`: only behind a proxy that sets it. */
  trustProxy: boolean;
  relay: RelaySettings;
  followUps: FollowUpSettings;
  /** `settable`: `POST /api/clock` moves the time follow-ups go by; only for tests and demonstrations. */
  clock: "system" | "settable";
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
    host: env.HOST || "localhost",
    dataFile: resolve(env.DATA_FILE || "build/demo-site/events.duckdb"),
    distDir,
    assetsDir,
    csp,
    writeKey: "demo",
    requestTimeoutMs,
    trustProxy: env.TRUST_PROXY === "1",
    relay: readRelaySettings(env),
    followUps: readFollowUpSettings(env, port),
    clock,
  };
}
