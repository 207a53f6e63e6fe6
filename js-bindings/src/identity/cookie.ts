/** A name nobody else has, for a moment. */
const probe = "waymark.probe";

/** Value of a cookie; undefined where there is none, or cookies cannot be read at all. */
export function readCookie(name: string): string | undefined {
  try {
    for (const pair of document.cookie.split("; ")) {
      const at = pair.indexOf("=");
      if (pair.slice(0, at) === name) return decodeURIComponent(pair.slice(at + 1));
    }
  } catch {
    // A sandboxed frame, or a value that is no text.
  }
  return undefined;
}

/** False where the browser does not take it. `days` 0 deletes. */
export function writeCookie(name: string, value: string, days: number, domain: string): boolean {
  try {
    const where = domain && `; Domain=${domain}`;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not there when a page is left.
    document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${days * 86_400}; SameSite=Lax${secure}${where}`;
    return readCookie(name) === (days ? value : undefined);
  } catch {
    return false;
  }
}

/**
 * The widest domain of this host that takes a cookie, which is the registrable one: browsers refuse wider ones (public
 * suffixes). Empty for this host alone: an address in numbers, `localhost`, or where none takes one.
 */
export function widestDomain(host = location.hostname): string {
  const labels = host.split(".");
  if (labels.length < 2 || /^[\d.]+$/.test(host) || host.includes(":")) return "";
  for (let from = labels.length - 2; from >= 0; from--) {
    const domain = labels.slice(from).join(".");
    if (!writeCookie(probe, "1", 1, domain)) continue;
    writeCookie(probe, "", 0, domain);
    return domain;
  }
  return "";
}
