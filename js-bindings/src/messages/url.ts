/**
 * The address if a message may lead there: http, https, mailto, tel, or a path on this site. Undefined for
 * anything else (`javascript:`, `data:`, …).
 */
export function allowedUrl(text: unknown, base: string): string | undefined {
  if (!text || typeof text !== "string") return undefined;
  try {
    const url = new URL(text, base);
    return /^(https?|mailto|tel):$/.test(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** The address if it may be shown as a picture: http and https only. */
export function allowedImage(text: unknown, base: string): string | undefined {
  const url = allowedUrl(text, base);
  return url && /^https?:/.test(url) ? url : undefined;
}
