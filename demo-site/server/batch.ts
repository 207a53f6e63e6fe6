/** Reads the body of Segment's HTTP API `/v1/batch`, whole: one wrong event and nothing is taken. */
import { cleanJson } from "waymark/collector";
import { eventTime } from "./clock.js";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** One event as the store keeps it. */
export interface CollectedEvent {
  messageId: string;
  type: string;
  event: string | null;
  anonymousId: string | null;
  userId: string | null;
  groupId: string | null;
  previousId: string | null;
  sessionId: string | null;
  /** ISO 8601. */
  timestamp: string;
  sentAt: string | null;
  properties: JsonObject;
  traits: JsonObject;
  context: JsonObject;
}

/** Segment's own limits. */
export const MAX_BATCH_BYTES = 500_000;
const MAX_EVENTS = 2_500;
const MAX_ID_LENGTH = 256;
const MAX_DEPTH = 20;
/** Either side of 1970, so that years have four digits. */
const MAX_TIME_MS = 62_000_000_000_000;
const TYPES = new Set(["track", "page", "screen", "identify", "group", "alias"]);

/** `pointer` (RFC 6901) says where in the body the mistake is. */
export class BatchError extends Error {
  constructor(
    readonly pointer: string,
    message: string,
  ) {
    super(message);
  }
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function text(value: Json | undefined, pointer: string): string | null {
  if (value === undefined || value === null || value === "") return null;
  if (typeof value !== "string" || value.length > MAX_ID_LENGTH)
    throw new BatchError(pointer, `expected a text of at most ${MAX_ID_LENGTH} characters`);
  return cleanJson(value) as string;
}

/** Milliseconds since 1970 (UTC). */
function time(value: Json | undefined, pointer: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  const parsed = typeof value === "string" || typeof value === "number" ? new Date(value).getTime() : Number.NaN;
  if (!(Math.abs(parsed) < MAX_TIME_MS)) throw new BatchError(pointer, "expected a time in ISO 8601");
  return parsed;
}

const iso = (timeMs: number): string => new Date(timeMs).toISOString();

function object(value: Json | undefined, pointer: string): JsonObject {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw new BatchError(pointer, "expected an object");
  const copy = cleanJson(value, MAX_DEPTH);
  if (copy === undefined) throw new BatchError(pointer, `expected at most ${MAX_DEPTH} levels`);
  return copy as JsonObject;
}

/** The session's id, wherever the sender puts it. */
function sessionId(context: JsonObject, pointer: string): string | null {
  const session = context.session;
  const value = isObject(session) ? session.id : (context.sessionId ?? context.session_id);
  return text(typeof value === "number" ? String(value) : value, `${pointer}/context/session/id`);
}

function readEvent(
  value: Json | undefined,
  pointer: string,
  batchMs: number | undefined,
  nowMs: number,
): CollectedEvent {
  if (!isObject(value)) throw new BatchError(pointer, "expected an object");
  const messageId = text(value.messageId, `${pointer}/messageId`);
  if (messageId === null) throw new BatchError(`${pointer}/messageId`, "every event needs a messageId");
  if (typeof value.type !== "string" || !TYPES.has(value.type))
    throw new BatchError(`${pointer}/type`, `expected one of ${[...TYPES].join(", ")}`);
  const name = text(value.event ?? value.name, `${pointer}/event`);
  if (value.type === "track" && name === null) throw new BatchError(`${pointer}/event`, "a track event needs a name");
  const anonymousId = text(value.anonymousId, `${pointer}/anonymousId`);
  const userId = text(value.userId, `${pointer}/userId`);
  if (anonymousId === null && userId === null)
    throw new BatchError(pointer, "an event needs an anonymousId or a userId");
  const context = object(value.context, `${pointer}/context`);
  const sentMs = time(value.sentAt, `${pointer}/sentAt`) ?? batchMs;
  const timestamp = eventTime(time(value.timestamp, `${pointer}/timestamp`) ?? sentMs ?? nowMs, sentMs, nowMs);
  if (timestamp === undefined)
    throw new BatchError(`${pointer}/timestamp`, "expected a time at which it can have been");
  return {
    messageId,
    type: value.type,
    event: name,
    anonymousId,
    userId,
    groupId: text(value.groupId, `${pointer}/groupId`),
    previousId: text(value.previousId, `${pointer}/previousId`),
    sessionId: sessionId(context, pointer),
    timestamp: iso(timestamp),
    sentAt: sentMs === undefined ? null : iso(sentMs),
    properties: object(value.properties, `${pointer}/properties`),
    traits: object(value.traits, `${pointer}/traits`),
    context,
  };
}

export interface Batch {
  writeKey: string | null;
  events: CollectedEvent[];
}

/** Throws BatchError. */
export function readBatch(body: unknown, nowMs: number): Batch {
  const value = body as Json | undefined;
  if (!isObject(value)) throw new BatchError("", "expected an object with a batch");
  if (!Array.isArray(value.batch) || value.batch.length === 0)
    throw new BatchError("/batch", "expected a list of events");
  if (value.batch.length > MAX_EVENTS) throw new BatchError("/batch", `expected at most ${MAX_EVENTS} events`);
  const batchMs = time(value.sentAt, "/sentAt");
  return {
    writeKey: text(value.writeKey, "/writeKey"),
    events: value.batch.map((event, i) => readEvent(event, `/batch/${i}`, batchMs, nowMs)),
  };
}
