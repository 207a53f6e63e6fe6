/** Name of the parameter that hands the id to another of the site's domains. */
export const parameter = "_wmk";

/** A link handed on takes so long at the most to be opened; older ones were copied or kept. */
const validMs = 120_000;
/** Clocks of one device do not differ; two processes may round differently. */
const skewMs = 5_000;

/**
 * What two pages in one browser have in common: it binds the parameter to the browser, so that a copied link that another
 * person opens hands on nothing. No secret: whoever wants to can compute it.
 */
const browserFacts = (): string =>
  [navigator.userAgent, navigator.language, new Date().getTimezoneOffset(), screen.width, screen.height].join("|");

/** 32 bits of FNV-1a, with a last mix, twice over: 13 characters of base 36 at the most. */
function checksum(text: string): string {
  let sum = "";
  for (const seed of [0x811c9dc5, 0x9dc5811c]) {
    let hash = seed;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    sum += ((hash ^ (hash >>> 13)) >>> 0).toString(36);
  }
  return sum;
}

/** `1*<id>*<time>*<checksum>`, good for two minutes in this browser. */
export function sign(id: string, nowMs: number): string {
  const time = nowMs.toString(36);
  return ["1", id, time, checksum(`${id}|${time}|${browserFacts()}`)].join("*");
}

/** The id of a parameter that was made in this browser just now; undefined of any other text. */
export function verify(text: string, nowMs: number): string | undefined {
  const [version, id = "", time = "", sum, ...rest] = text.split("*");
  const age = nowMs - Number.parseInt(time, 36);
  if (version !== "1" || rest.length || !(age >= -skewMs && age <= validMs)) return undefined;
  return sum === checksum(`${id}|${time}|${browserFacts()}`) ? id : undefined;
}

/** Whether `host` is one of the site's other domains, or below one. */
export const isOurs = (host: string, domains: string[]): boolean =>
  host !== location.hostname && domains.some((domain) => host === domain || host.endsWith(`.${domain}`));

/** An address with the parameter; its fragment stays at its end. */
export function decorate(address: string, id: string, nowMs: number): string {
  const url = new URL(address, document.baseURI);
  url.searchParams.set(parameter, sign(id, nowMs));
  return url.href;
}

const inText = new RegExp(`([?&])${parameter}=[^&#"]*&?`, "g");

/** A text without the parameter, wherever addresses stand in it. */
export const withoutParameter = (text: string): string => text.replace(inText, "$1").replace(/[?&](?=#|"|$)/g, "");
