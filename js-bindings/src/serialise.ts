/**
 * Text of whatever a site hands us, without ever throwing and without keeping or changing its objects.
 *
 * Ordinary values take the fast path: one `JSON.stringify` and a look at the text. Values that text cannot
 * carry (BigInt, cycles, throwing getters, lone surrogates, NaN) or that are too big are copied piece by
 * piece, and each repair is named in `complaints`.
 */

/** Characters of one string; the core refuses far less, this only keeps the boundary cheap. */
export const maxStringLength = 1_048_576;
/** Levels of nesting of one input; what lies deeper becomes null. */
export const maxDepth = 64;
/** Values of one input; what comes after is left out. */
export const maxValues = 100_000;

/** A repair: stable code and RFC 6901 pointer of the first place it was needed (for an attribute, its element). */
export interface Complaint {
  code:
    | "attribute.invalid"
    | "signals.unavailable"
    | `event.${"notFinite" | "notText" | "truncated" | "tooDeep" | "tooMany" | "cycle" | "unreadable"}`;
  pointer: string;
}

export interface Serialised {
  text: string;
  complaints: Complaint[];
}

/** Text of `value` as JSON. Never throws; what cannot be said is left out or null, and complained of. */
export function serialise(value: unknown): Serialised {
  try {
    const text = isHeavy(value, { left: maxValues }) ? undefined : JSON.stringify(value);
    if (text !== undefined && !needsRepair(text)) return { text, complaints: [] };
  } catch {
    // The copy below finds out what was wrong.
  }
  const complaints: Complaint[] = [];
  const cleaned = createCleaner(complaints)(value, "", 0);
  return { text: JSON.stringify(cleaned) ?? "null", complaints };
}

/**
 * Replaces the lone surrogates of a text made by `JSON.stringify` (which escapes just those): no reader of
 * UTF-8 takes them.
 */
export function wellFormed(json: string): string {
  return json.replace(/\\\\|\\ud[89a-f][0-9a-f]{2}/g, (found) => (found === "\\\\" ? found : "\\ufffd"));
}

/** More values than will be taken, or raw bytes, each of which `JSON.stringify` would spell out. */
function isHeavy(value: unknown, budget: { left: number }): boolean {
  if (--budget.left < 0) return true;
  if (!value || typeof value !== "object") return false;
  if (ArrayBuffer.isView(value) || (value as unknown[]).length > budget.left) return true;
  for (const key in value) if (isHeavy((value as Record<string, unknown>)[key], budget)) return true;
  return false;
}

/** Escaped surrogates (lone ones only are escaped), nulls (perhaps a NaN), great length or many opening brackets (never fewer than its depth). */
function needsRepair(text: string): boolean {
  return text.length > maxStringLength || /null|\\ud[89a-f]/.test(text) || text.split(/[[{]/).length > maxDepth;
}

function createCleaner(complaints: Complaint[]) {
  const ancestors: object[] = [];
  let values = 0;

  function complain(code: Complaint["code"], pointer: string): void {
    if (!complaints.some((known) => known.code === code)) complaints.push({ code, pointer });
  }

  function text(value: string, pointer: string): string {
    if (value.length > maxStringLength) {
      complain("event.truncated", pointer);
      value = value.slice(0, maxStringLength);
    }
    return value.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (found) => {
      if (found.length === 2) return found;
      complain("event.notText", pointer);
      return "\ufffd";
    });
  }

  /** One property, whatever its getter or `toJSON` does. */
  function read(owner: object, key: string, pointer: string): unknown {
    try {
      const value = (owner as Record<string, unknown>)[key];
      const toJson = value !== null && typeof value === "object" && (value as { toJSON?: unknown }).toJSON;
      return typeof toJson === "function" ? toJson.call(value, key) : value;
    } catch {
      complain("event.unreadable", pointer);
      return null;
    }
  }

  function clean(value: unknown, pointer: string, depth: number): unknown {
    if (++values > maxValues) {
      complain("event.tooMany", pointer);
      return undefined;
    }
    if (typeof value === "string") return text(value, pointer);
    if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
    if (typeof value === "number" && !Number.isFinite(value)) {
      complain("event.notFinite", pointer);
      return null;
    }
    if (value === null || typeof value !== "object")
      return typeof value === "function" || typeof value === "symbol" ? undefined : value;
    if (ancestors.includes(value)) {
      complain("event.cycle", pointer);
      return null;
    }
    if (depth >= maxDepth) {
      complain("event.tooDeep", pointer);
      return null;
    }
    ancestors.push(value);
    try {
      return value instanceof Number || value instanceof String || value instanceof Boolean
        ? clean(value.valueOf(), pointer, depth)
        : members(value, pointer, depth);
    } catch {
      complain("event.unreadable", pointer);
      return null;
    } finally {
      ancestors.pop();
    }
  }

  function members(value: object, pointer: string, depth: number): unknown {
    const isList = Array.isArray(value) || ArrayBuffer.isView(value);
    const copy = (isList ? [] : Object.create(null)) as Record<string | number, unknown>;
    // The names of a list's members might not fit into memory.
    for (const key of isList ? [].keys.call(value as never) : Object.keys(value)) {
      if (values > maxValues) break;
      const name = String(key);
      const place = `${pointer}/${name.slice(0, 64).replace(/~/g, "~0").replace(/\//g, "~1")}`;
      copy[isList ? key : text(name, place)] = clean(read(value, name, place), place, depth + 1);
    }
    return copy;
  }

  return clean;
}
