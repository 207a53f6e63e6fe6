import { refusals } from "./refused.js";

/**
 * The address if a message may lead there: http, https, mailto, tel, or a path on this site. Undefined for
 * anything else (`javascript:`, `data:`, …).
 */
export function allowedUrl(text: unknown, base = document.baseURI): string | undefined {
  return allowed(text, base, /^(https?|mailto|tel):$/);
}

/** The address if it may be shown as a picture: http and https only. */
export function allowedImage(text: unknown, base = document.baseURI): string | undefined {
  return allowed(text, base, /^https?:$/);
}

function allowed(text: unknown, base: string, protocols: RegExp): string | undefined {
  if (!text || typeof text !== "string") return undefined;
  try {
    const url = new URL(text, base);
    if (protocols.test(url.protocol)) return url.href;
  } catch {
    // No address at all.
  }
  refusals.tell("message.urlRefused", text);
  return undefined;
}
