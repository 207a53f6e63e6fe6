import type { Config } from "./config.js";
import type { IdentitySettings } from "./identity/index.js";
import { errorText } from "./log.js";

type Note = (code: string, found: string) => void;

/** The configuration: the object itself, or fetched and parsed. Undefined, and noted, where it cannot be had. */
export async function readConfig(source: Config | string, note: Note): Promise<unknown> {
  if (typeof source !== "string") return source;
  try {
    const response = await fetch(source, { credentials: "same-origin" });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return await response.json();
  } catch (error) {
    note("config.unreadable", `${source}: ${errorText(error)}`);
    return undefined;
  }
}

/** The one type of destination that is code of the core's; any other is a definition. */
const builtIn = "ndjson";

export const destinationsOf = (config: unknown): unknown[] | undefined => {
  const { destinations } = (config ?? {}) as { destinations?: unknown };
  return Array.isArray(destinations) ? destinations : undefined;
};

export function isDefined(destination: unknown): destination is { type: string; definition?: unknown } {
  const { type, enabled } = (destination ?? {}) as { [key: string]: unknown };
  return typeof type === "string" && type !== builtIn && enabled !== false;
}

/** Whether the core must be the one with the template engine (docs/decisions/0008). */
export const needsTemplates = (config: unknown): boolean => !!destinationsOf(config)?.some(isDefined);

/** Whether the anonymous id is kept elsewhere too (identity/index.ts). */
export function wantsIdentity(config: unknown): config is { identity: IdentitySettings } {
  const { cookie, crossDomain } = ((config ?? {}) as { identity?: IdentitySettings }).identity ?? {};
  return !!(cookie || crossDomain);
}

/** The few members the host itself reads; of a broken configuration, none. The core checks it whole. */
export function hostSettings(config: unknown): {
  timeZone: string;
  catalogueUrl: string | undefined;
  modelUrl: string | undefined;
} {
  const { site, catalogue, model } = (config ?? {}) as {
    site?: { timeZone?: unknown };
    catalogue?: { url?: unknown };
    model?: { url?: unknown };
  };
  const timeZone = site?.timeZone;
  const url = catalogue?.url;
  return {
    timeZone: typeof timeZone === "string" ? timeZone : "UTC",
    catalogueUrl: typeof url === "string" ? url : undefined,
    modelUrl: typeof model?.url === "string" ? model.url : undefined,
  };
}

/** Bytes of the catalogue; undefined, and noted, where they cannot be had. */
export async function readCatalogue(url: string, note: Note): Promise<Uint8Array | undefined> {
  try {
    const response = await fetch(url, { credentials: "same-origin" });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    note("catalogue.unreadable", `${url}: ${errorText(error)}`);
    return undefined;
  }
}
