/** Reads one line of Waymark's own wire format (docs/collector.md): the event, or why it can be none. */
import { isObject } from "../is-object.js";
import type { EventRecord, Json, Properties } from "../protocol.js";

/** An event as it came. A visitor's own SDK always sends `anonymousId` and `session`; others may have only `userId`. */
export type ReceivedEvent = Omit<EventRecord, "anonymousId" | "session"> & {
  anonymousId?: string;
  session?: { id: string; number?: number; start?: number };
};

export type RejectReason =
  /** The line is no JSON object. */
  | "notJson"
  | "idMissing"
  /** No text of 1 to 256 characters. */
  | "idInvalid"
  /** The id leans on that of a line which could not be read: send the event again. */
  | "idUnknown"
  | "typeUnknown"
  /** A `track` without a name. */
  | "nameMissing"
  /** Neither `a` nor `u`. */
  | "nobody"
  /** No time between 1970 and 9999. */
  | "timeInvalid"
  /** A member is not of its kind; `p`, `tr` and `c` are objects, names and ids are texts of at most 256 characters. */
  | "malformed"
  | "tooDeep"
  | "tooLarge";

/** Ids and names; the core cuts names at 256 bytes. */
export const MAX_TEXT = 256;
/** Levels of nesting; the core sends ten within an event. */
const MAX_DEPTH = 20;
/** 9999-12-31T23:59:59.999Z, the last time ISO 8601 writes with four digits. */
const MAX_TIME_MS = 253_402_300_799_999;

const TYPES: ReadonlySet<unknown> = new Set(["track", "page", "identify", "group", "alias"]);

/** Thrown here, caught by `readBatch`. */
export class Refusal extends Error {
  constructor(readonly reason: RejectReason) {
    super(reason);
  }
}

/** A text, or `[count, rest]`: the first `count` characters of the line before it, then `rest`. */
export function idOf(value: Json | undefined, lastId: string | undefined): string {
  if (value === undefined || value === null) throw new Refusal("idMissing");
  let id = value;
  if (Array.isArray(value)) {
    const [kept, rest] = value;
    if (typeof kept !== "number" || !Number.isInteger(kept) || kept < 0 || typeof rest !== "string")
      throw new Refusal("idInvalid");
    if (lastId === undefined || kept > lastId.length) throw new Refusal("idUnknown");
    id = lastId.slice(0, kept) + rest;
  }
  if (typeof id !== "string" || id === "" || id.length > MAX_TEXT || !isWellFormed(id)) throw new Refusal("idInvalid");
  return id;
}

export const isTime = (value: number): boolean => value > 0 && value <= MAX_TIME_MS;

/** A line's members win over the header's; null takes the header's away. */
export function readEvent(messageId: string, header: Properties, line: Properties): ReceivedEvent {
  const { t, n, a, u, g, v, s, p, tr }: Properties = { ...header, ...line };
  const type = t ?? "track";
  if (!TYPES.has(type)) throw new Refusal("typeUnknown");
  const base = header.ts === undefined ? timeIn(messageId) : millis(header.ts);
  const timestamp = base + millis(line.ts);
  if (!isTime(timestamp)) throw new Refusal("timeInvalid");
  const event = {
    messageId,
    type: type as EventRecord["type"],
    name: text(n),
    timestamp,
    anonymousId: text(a),
    userId: text(u),
    groupId: text(g),
    previousId: text(v),
    session: session(s),
    properties: object(p),
    traits: object(tr),
    context: context(header.c, line.c),
  };
  if (event.type === "track" && event.name === undefined) throw new Refusal("nameMissing");
  if (event.anonymousId === undefined && event.userId === undefined) throw new Refusal("nobody");
  return Object.fromEntries(
    Object.entries(event).filter(([, member]) => member !== undefined),
  ) as unknown as ReceivedEvent;
}

/** Milliseconds since 1970 in a UUID version 7 (RFC 9562, section 5.7); 0 in any other text. */
function timeIn(id: string): number {
  const [, high, low] = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f-]{21}$/.exec(id) ?? [];
  return high === undefined ? 0 : Number.parseInt(high + low, 16);
}

/** NaN where it is no number. */
const millis = (value: Json | undefined): number =>
  typeof value === "number" ? value : value == null ? 0 : Number.NaN;

function text(value: Json | undefined): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string" || value.length > MAX_TEXT) throw new Refusal("malformed");
  return wellFormed(value);
}

function object(value: Json | undefined): Properties | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw new Refusal("malformed");
  return copy(value, MAX_DEPTH) as Properties;
}

/** `[id, number, start]` */
function session(value: Json | undefined): ReceivedEvent["session"] {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw new Refusal("malformed");
  const [id, number, start] = value;
  const known = text(id);
  if (known === undefined) return undefined;
  return { id: known, ...(typeof number === "number" && { number }), ...(typeof start === "number" && { start }) };
}

/** Merged one level deep; a member that is null in the line is taken away. */
function context(shared: Json | undefined, own: Json | undefined): Properties | undefined {
  const mine = object(own);
  const theirs = object(shared);
  const kept = Object.entries({ ...theirs, ...mine }).filter(([, member]) => member !== null);
  return theirs || mine ? Object.fromEntries(kept) : undefined;
}

/** Half a surrogate pair can be written in JSON, not in UTF-8. */
export const isWellFormed = (value: string): boolean => !/\p{Surrogate}/u.test(value);
const wellFormed = (value: string): string => value.replace(/\p{Surrogate}/gu, "\ufffd");

/**
 * A copy of parsed JSON that any store can write and any writer can walk: text is well-formed, and there are at most
 * `depth` levels, else it is undefined. `__proto__` stays a member like any other.
 */
export function cleanJson(value: Json, depth = MAX_DEPTH): Json | undefined {
  try {
    return copy(value, depth);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function copy(value: Json, depth: number): Json {
  if (typeof value === "string") return wellFormed(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth === 0) throw new Refusal("tooDeep");
  if (Array.isArray(value)) return value.map((item) => copy(item, depth - 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [wellFormed(key), copy(item, depth - 1)]));
}
