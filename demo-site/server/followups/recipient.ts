/** Where a visitor can be reached: the newest of each trait they gave. */
import type { Json, JsonObject } from "../batch.js";
import type { PushSubscription, Recipient } from "./channels/channel.js";

/** Nothing that could start a header or a second address; the rest is the mail server's to judge. */
const EMAIL = /^[^\s@<>,;:"()[\]\\]{1,64}@[^\s@<>,;:"()[\]\\]{1,255}$/;

/** Digits with the country's code; a leading 0 is Vietnam's. */
export function phoneNumber(text: string): string | undefined {
  const digits = text.replace(/[\s().-]/g, "").replace(/^\+|^00/, "");
  const number = /^0\d{9,10}$/.test(digits) ? `84${digits.slice(1)}` : digits;
  return /^[1-9]\d{8,14}$/.test(number) ? number : undefined;
}

function subscription(value: Json | undefined): PushSubscription | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const { endpoint, keys } = value as { endpoint?: unknown; keys?: { p256dh?: unknown; auth?: unknown } };
  if (typeof endpoint !== "string" || !/^https:\/\//.test(endpoint) || !URL.canParse(endpoint)) return undefined;
  if (typeof keys?.p256dh !== "string" || typeof keys.auth !== "string") return undefined;
  return { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } };
}

export function recipientOf(traits: JsonObject): Recipient {
  const { email, phone, zaloUserId, pushSubscription } = traits;
  const number = typeof phone === "string" ? phoneNumber(phone) : undefined;
  const push = subscription(pushSubscription);
  return {
    ...(typeof email === "string" && EMAIL.test(email) && { email }),
    ...(number !== undefined && { phone: number }),
    ...(typeof zaloUserId === "string" && /^\w{1,64}$/.test(zaloUserId) && { zaloUserId }),
    ...(push && { push }),
  };
}
