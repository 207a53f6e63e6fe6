/** Where the relay forwards to, and the secrets it adds; a vendor without a secret is not relayed to. */
import { SettingsError } from "./settings-error.js";

export interface RelayTarget {
  /** Without the secret, which is added as query members for each request. */
  url: string;
  query: Record<string, string>;
  /** Taken out of whatever the far end says. */
  secret: string;
}

export interface RelaySettings {
  ga4?: RelayTarget;
  meta?: RelayTarget;
}

function far(env: NodeJS.ProcessEnv, name: string, otherwise: string): string {
  const url = env[name] || otherwise;
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  throw new SettingsError(`${name} must be an http address.`);
}

/** Both or neither. */
function pair(env: NodeJS.ProcessEnv, id: string, secret: string): [string, string] | undefined {
  const values: [string, string] = [env[id] ?? "", env[secret] ?? ""];
  if (values.every((value) => value === "")) return undefined;
  if (values.every((value) => value !== "")) return values;
  throw new SettingsError(`${id} and ${secret} must be set together.`);
}

export function readRelaySettings(env: NodeJS.ProcessEnv): RelaySettings {
  const ga4 = pair(env, "GA4_MEASUREMENT_ID", "GA4_API_SECRET");
  const meta = pair(env, "META_PIXEL_ID", "META_ACCESS_TOKEN");
  return {
    ...(ga4 && {
      ga4: {
        url: far(env, "RELAY_GA4_URL", "https://www.google-analytics.com/mp/collect"),
        query: { measurement_id: ga4[0], api_secret: ga4[1] },
        secret: ga4[1],
      },
    }),
    ...(meta && {
      meta: {
        url: far(env, "RELAY_META_URL", `https://graph.facebook.com/v23.0/${encodeURIComponent(meta[0])}/events`),
        query: { access_token: meta[1] },
        secret: meta[1],
      },
    }),
  };
}
