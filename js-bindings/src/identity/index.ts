import type { Storage } from "../ports/storage.js";
import { readCookie, widestDomain, writeCookie } from "./cookie.js";
import { decorate, isOurs, parameter, verify, withoutParameter } from "./link.js";

/**
 * `dist/identity.mjs`: the anonymous id beyond one origin's storage: a cookie all subdomains share, a copy in
 * localStorage, a parameter on links to the site's other domains. Fetched before the core starts, where the configuration
 * has `identity` with one of them.
 */

/** Of the copy in localStorage: `<id> <when we wrote the cookie, in ms; 0: we did not>`. */
const copyKey = "waymark.id";
/** Ours, a server's, or another tool's. */
const idPattern = /^[\w.:-]{8,100}$/;
/** Chrome keeps none longer than 400 days. */
const defaultDays = 395;
const dayMs = 86_400_000;
/** A cookie somebody has deleted is looked for so often. */
const lookMs = 10_000;

export interface IdentitySettings {
  cookie?: unknown;
  maxAgeDays?: unknown;
  crossDomain?: unknown;
}

export interface Identity {
  /** The id to start with; undefined: what the snapshot says, or a new one. */
  id(hasSnapshot: boolean): string | undefined;
  /** Text of an Input made before the link's parameter was known to be one. */
  clean(text: string): string;
  /** Keeps the copies as the core's own state is kept there: written once the visitor allows it, gone with it. */
  keepIn(storage: Storage): void;
}

const valid = (id: string | undefined): string | undefined => (id && idPattern.test(id) ? id : undefined);

/** Reads what there is. Writes nothing yet, but takes the parameter out of the address bar. */
export function createIdentity(config: { identity: IdentitySettings }, now: () => number): Identity {
  const settings = config.identity;
  const name = typeof settings.cookie === "string" && /^[\w.-]+$/.test(settings.cookie) ? settings.cookie : undefined;
  const days = Number(settings.maxAgeDays) || defaultDays;
  const domains = [settings.crossDomain].flat().filter((one) => typeof one === "string") as string[];

  const linked = domains.length ? fromLink(now()) : undefined;
  const cookie = name ? valid(readCookie(name)) : undefined;
  const [copy, copyMs] = readCopy();
  /** Whether the cookie is one we may write: there is none, or it is ours. */
  let ours = !cookie || (cookie === copy && copyMs > 0);
  let domain: string | undefined;
  let lookedMs = Number.NEGATIVE_INFINITY;

  /** Who the last event was recorded for, and for whom the copies are. */
  let current: string | undefined;
  /** Whom nothing may name any more, though a last event of theirs does: of a visitor who wants to be forgotten. */
  let gone: string | undefined;
  let written: string | undefined;

  function write(): void {
    if (!current || !name || (current === written && now() - lookedMs < lookMs)) return;
    lookedMs = now();
    const there = valid(readCookie(name));
    // A server that sets it says who it is: what it says now counts from the next page on.
    if (there && there !== current && !ours && written) return;
    let wroteMs = copyMs;
    if (there !== current || (ours && now() - copyMs > dayMs && written !== current)) {
      ours = true;
      domain ??= widestDomain();
      wroteMs = writeCookie(name, current, days, domain) ? now() : 0;
    } else if (!ours) wroteMs = 0;
    writeCopy(`${current} ${wroteMs}`);
    written = current;
  }

  function erase(): void {
    if (name && (written || cookie)) {
      domain ??= widestDomain();
      for (const where of new Set([domain, ""])) writeCookie(name, "", 0, where);
    }
    gone = current ?? gone;
    current = written = undefined;
    ours = true;
    writeCopy(undefined);
  }

  if (domains.length) decorateLinks(domains, () => written ?? undefined, now);

  return {
    id: (hasSnapshot) => linked ?? cookie ?? (hasSnapshot ? undefined : copy),
    clean: (text) => (linked ? withoutParameter(text) : text),
    keepIn(storage) {
      const { append, persist, remove } = storage;
      storage.append = (record) => {
        const { anonymousId } = record.event;
        if (anonymousId !== gone) current = anonymousId;
        append(record);
      };
      storage.persist = (key, text, done) => {
        if (name) write();
        else if (current) written = current;
        persist(key, text, done);
      };
      storage.remove = (key) => {
        if (key === "waymark.snapshot") erase();
        remove(key);
      };
    },
  };
}

/** The id a link of another of our domains has brought. */
function fromLink(nowMs: number): string | undefined {
  try {
    const text = new URL(location.href).searchParams.get(parameter);
    if (text === null) return undefined;
    history.replaceState(history.state, "", withoutParameter(location.href));
    return valid(verify(text, nowMs));
  } catch {
    return undefined;
  }
}

function readCopy(): [id: string | undefined, cookieMs: number] {
  try {
    const [id, ms] = (localStorage.getItem(copyKey) ?? "").split(" ");
    return [valid(id), Number(ms) || 0];
  } catch {
    return [undefined, 0];
  }
}

function writeCopy(text: string | undefined): void {
  try {
    if (text) localStorage.setItem(copyKey, text);
    else localStorage.removeItem(copyKey);
  } catch {
    // Then there is one copy less.
  }
}

/** Links and forms to the site's other domains get the parameter for the moment they are followed. */
function decorateLinks(domains: string[], id: () => string | undefined, now: () => number): void {
  const heard = ({ target, type }: Event) => {
    try {
      const known = id();
      if (!known || !(target instanceof Element)) return;
      const [element, attribute] =
        type === "submit" ? [target, "action"] : [Element.prototype.closest.call(target, "a[href],area[href]"), "href"];
      const before = element && Element.prototype.getAttribute.call(element, attribute);
      if (!element || !before) return;
      const { hostname, protocol } = new URL(before, document.baseURI);
      if (!/^https?:$/.test(protocol) || !isOurs(hostname, domains)) return;
      if (type === "submit" && !/^post$/i.test(Element.prototype.getAttribute.call(element, "method") ?? ""))
        return carryField(element, known, now());
      element.setAttribute(attribute, decorate(before, known, now()));
      // The browser has read it by then, and the page finds its link as it was.
      setTimeout(() => element.setAttribute(attribute, before));
    } catch {
      // The link leads where it leads.
    }
  };
  for (const type of ["click", "auxclick", "submit"])
    document.addEventListener(type, heard, { capture: true, passive: true });
}

/** The query of a form that is sent by GET is made of its fields. */
function carryField(form: Element, id: string, nowMs: number): void {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = parameter;
  field.value = new URL(decorate(location.href, id, nowMs)).searchParams.get(parameter) ?? "";
  form.append(field);
  setTimeout(() => field.remove());
}
