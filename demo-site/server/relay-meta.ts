/** What Meta's Conversions API wants of a server besides the browser's body: hashes, and where the visitor came from. */
import { createHash } from "node:crypto";
import type { Json, JsonObject } from "./batch.js";

/** Members of `user_data` that Meta takes as SHA-256 only. */
const HASHED = new Set(["em", "ph", "fn", "ln", "ge", "db", "ct", "st", "zp", "country", "external_id"]);

const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** SHA-256 of the trimmed lower-case text; of a phone number its digits without leading zeros. Hashes stay. */
export function hashed(name: string, value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => hashed(name, item));
  if (typeof value !== "string" && typeof value !== "number") return null;
  const text = String(value).trim().toLowerCase();
  if (isHash(text)) return text;
  const normal = name === "ph" ? text.replace(/\D/g, "").replace(/^0+/, "") : text;
  return normal === "" ? null : createHash("sha256").update(normal).digest("hex");
}

export interface Visitor {
  ip: string;
  userAgent: string | undefined;
}

/** `user_data` as Meta takes it. The address is always the request's own: a body could claim any. */
function userData(given: JsonObject, { ip, userAgent }: Visitor): JsonObject {
  const members = Object.entries(given).flatMap(([name, value]): [string, Json][] => {
    const safe = HASHED.has(name) ? hashed(name, value) : value;
    return safe === null ? [] : [[name, safe]];
  });
  return {
    ...(userAgent !== undefined && { client_user_agent: userAgent }),
    ...Object.fromEntries(members),
    client_ip_address: ip.replace(/^::ffff:/, ""),
  };
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The body to forward, or undefined where it is none of Meta's. */
export function metaBody(body: JsonObject, visitor: Visitor): JsonObject | undefined {
  const { data } = body;
  if (!Array.isArray(data) || data.length === 0 || !data.every(isObject)) return undefined;
  const events = (data as JsonObject[]).map((event) => ({
    ...event,
    user_data: userData(isObject(event.user_data) ? event.user_data : {}, visitor),
  }));
  // A token of the browser's own has no business here.
  const { access_token: _, ...rest } = body;
  return { ...rest, data: events };
}

/** Meta's codes for too many calls, which it sends with status 400. */
const THROTTLED = new Set([4, 17, 32, 613, 80_004]);
/** A token that is wrong, expired or may not do this: also 400, and nothing the events are to blame for. */
const FORBIDDEN = new Set([10, 102, 190, 200]);

/**
 * The status the sender should act on. Passed on as they are, these 400s would make it look for a bad event among good
 * ones and set them aside one by one.
 */
export function metaStatus(status: number, text: string): number {
  if (status !== 400) return status;
  try {
    const code = (JSON.parse(text) as { error?: { code?: unknown } }).error?.code as number;
    if (THROTTLED.has(code)) return 429;
    if (FORBIDDEN.has(code)) return 403;
  } catch {
    // No JSON: the status says it all.
  }
  return status;
}
