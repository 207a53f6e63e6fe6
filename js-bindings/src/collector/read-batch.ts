/**
 * Reads Waymark's own wire format (destination type `ndjson`) at the far end, in Node: docs/collector.md.
 *
 * The body comes from anywhere, so nothing here throws: what is no batch is answered with the status to send back,
 * and a line that can be no event is named in `rejected` while the others are read.
 */
import { gunzipSync } from "node:zlib";
import { isObject } from "../is-object.js";
import type { Json, Properties } from "../protocol.js";
import {
  idOf,
  isTime,
  isWellFormed,
  MAX_TEXT,
  type ReceivedEvent,
  Refusal,
  type RejectReason,
  readEvent,
} from "./read-event.js";

/** One entry of the reply's `rejected`: the event by its id or, where that cannot be known, by `index`. */
export interface RejectedLine {
  id?: string;
  /** Counts the event lines from 0. */
  index?: number;
  reason: RejectReason;
  retry: boolean;
}

export interface ReceivedBatch {
  ok: true;
  /** The destination's `writeKey`. */
  key?: string;
  batchId?: string;
  /** Milliseconds since 1970 by the visitor's clock. */
  sentAt?: number;
  /** Batches the sender had on its way when its page was left; the reply's `known` names those that are stored. */
  ask: string[];
  events: ReceivedEvent[];
  rejected: RejectedLine[];
}

/** What to answer to a body that is no batch: `status` with `code` and `message`. */
export interface UnreadableBatch {
  ok: false;
  /** 400: the sender halves it to find what is wrong. 413: it sends less at a time. 501: it keeps what it has. */
  status: 400 | 413 | 501;
  code: "notGzip" | "notNdjson" | "headerInvalid" | "tooLarge" | "tooManyEvents" | "versionUnknown";
  message: string;
}

export interface BatchLimits {
  /** Bytes of the body, inflated. */
  maxBytes: number;
  maxEvents: number;
  /** Bytes of one event together with what it takes from the header. The core makes none above 30,000. */
  maxEventBytes: number;
  /** Bytes of all events when each has its own copy of what the header holds: a small body must not become a huge one. */
  maxExpandedBytes: number;
}

export const DEFAULT_LIMITS: BatchLimits = {
  maxBytes: 2_000_000,
  maxEvents: 2_500,
  maxEventBytes: 64_000,
  maxExpandedBytes: 10_000_000,
};

/** Batches one header may ask about. */
const MAX_ASKED = 100;

/** `text`: the body decoded; bytes: UTF-8, or gzip, which is known by its first two bytes. */
export function readBatch(
  body: string | Uint8Array,
  limits: Partial<BatchLimits> = {},
): ReceivedBatch | UnreadableBatch {
  const { maxBytes, maxEvents, maxEventBytes, maxExpandedBytes } = { ...DEFAULT_LIMITS, ...limits };
  if (typeof body !== "string" && !(body instanceof Uint8Array))
    return refuse(400, "notNdjson", "expected text or bytes");
  const text = typeof body === "string" ? body : readText(body, maxBytes);
  if (typeof text !== "string") return text;
  if (text.length > maxBytes) return refuse(413, "tooLarge", `a batch may have ${maxBytes} bytes`);

  let batch: ReceivedBatch | undefined;
  let header: Properties = {};
  let headerBytes = 0;
  let expandedBytes = 0;
  let lastId: string | undefined;
  let index = 0;
  for (const line of linesOf(text)) {
    const value = parse(line);
    if (!batch) {
      if (!value || !("$" in value || "id" in value)) return refuse(400, "notNdjson", "expected lines of JSON objects");
      const opening = "$" in value ? value : {};
      const problem = checkHeader(opening, line, maxEventBytes);
      if (problem) return problem;
      batch = readHeader(opening);
      header = opening;
      if ("$" in value) {
        headerBytes = Buffer.byteLength(line);
        continue;
      }
    }
    if (index === maxEvents) return refuse(413, "tooManyEvents", `a batch may have ${maxEvents} events`);
    const bytes = Buffer.byteLength(line) + headerBytes;
    expandedBytes += bytes;
    if (expandedBytes > maxExpandedBytes) return refuse(413, "tooLarge", "the events are too large together");
    let id: string | undefined;
    try {
      if (!value) throw new Refusal("notJson");
      id = idOf(value.id, lastId);
      if (bytes > maxEventBytes) throw new Refusal("tooLarge");
      batch.events.push(readEvent(id, header, value));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { reason } = error;
      batch.rejected.push({ ...(id === undefined ? { index } : { id }), reason, retry: reason === "idUnknown" });
    }
    lastId = id;
    index += 1;
  }
  return batch ?? refuse(400, "notNdjson", "the body is empty");
}

const refuse = (
  status: UnreadableBatch["status"],
  code: UnreadableBatch["code"],
  message: string,
): UnreadableBatch => ({
  ok: false,
  status,
  code,
  message,
});

/** Text of a body that may be gzip, inflated no further than the limit, however much the bytes would become. */
export function readText(bytes: Uint8Array, maxBytes: number): string | UnreadableBatch {
  if (bytes.length > maxBytes) return refuse(413, "tooLarge", `a batch may have ${maxBytes} bytes`);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return new TextDecoder().decode(bytes);
  try {
    return new TextDecoder().decode(gunzipSync(bytes, { maxOutputLength: maxBytes }));
  } catch (error) {
    if ((error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE")
      return refuse(413, "tooLarge", `a batch may have ${maxBytes} bytes`);
    return refuse(400, "notGzip", "the compressed body cannot be read");
  }
}

/** One at a time: a body of nothing but line ends makes no long list. */
function* linesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf("\n", from);
    const line = text.slice(from, end < 0 ? text.length : end).trim();
    if (line) yield line;
    from = end < 0 ? text.length : end + 1;
  }
}

function parse(line: string): Properties | undefined {
  try {
    const value = JSON.parse(line) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function checkHeader(header: Properties, line: string, maxBytes: number): UnreadableBatch | undefined {
  if ("$" in header && header.$ !== 1)
    return refuse(501, "versionUnknown", "this collector reads version 1 of the format");
  const { c = null, ts = 0 } = header;
  if ((c !== null && !isObject(c)) || typeof ts !== "number" || (header.$ && Buffer.byteLength(line) > maxBytes))
    return refuse(400, "headerInvalid", "the first line is no header");
  return undefined;
}

function readHeader({ key, batch, sentAt, ask }: Properties): ReceivedBatch {
  const isId = (value: Json | undefined): value is string =>
    typeof value === "string" && value.length <= MAX_TEXT && isWellFormed(value);
  return {
    ok: true,
    ...(isId(key) && { key }),
    ...(isId(batch) && batch && { batchId: batch }),
    ...(typeof sentAt === "number" && isTime(sentAt) && { sentAt }),
    ask: Array.isArray(ask) ? ask.filter(isId).slice(0, MAX_ASKED) : [],
    events: [],
    rejected: [],
  };
}
