/** Batches of our own wire format as the store takes them. */
import { type ReceivedEvent, type RejectedLine, readBatch } from "waymark/collector";
import type { CollectedEvent } from "./batch.js";
import { eventTime } from "./clock.js";
import { Refusal } from "./refusal.js";

/** One entry of the reply's `rejected`; `reason` is a `RejectReason`, or `notStorable` where the database says no. */
export type Rejected = Omit<RejectedLine, "reason"> & { reason: string };

export interface NdjsonBatch {
  key: string | null;
  batchId: string | null;
  ask: string[];
  events: CollectedEvent[];
  rejected: Rejected[];
}

/** The same shape as Segment's, where the session lies in the context. */
function collected(
  event: ReceivedEvent,
  timestampMs: number,
  sentAtMs: number | undefined,
  userAgent: string | undefined,
): CollectedEvent {
  const { session } = event;
  return {
    messageId: event.messageId,
    type: event.type,
    event: event.name ?? null,
    anonymousId: event.anonymousId ?? null,
    userId: event.userId ?? null,
    groupId: event.groupId ?? null,
    previousId: event.previousId ?? null,
    sessionId: session?.id ?? null,
    timestamp: new Date(timestampMs).toISOString(),
    sentAt: sentAtMs === undefined ? null : new Date(sentAtMs).toISOString(),
    properties: event.properties ?? {},
    traits: event.traits ?? {},
    context: { ...(userAgent && { userAgent }), ...event.context, ...(session && { session }) },
  };
}

/** Throws Refusal for a body that is no batch. `userAgent`: of the request, since events leave it out. */
export function readNdjson(body: Uint8Array, receivedAtMs: number, userAgent?: string): NdjsonBatch {
  const batch = readBatch(body);
  if (!batch.ok) throw new Refusal(batch.status, batch.code, batch.message);
  const rejected: Rejected[] = [...batch.rejected];
  const events = batch.events.flatMap((event) => {
    const time = eventTime(event.timestamp, batch.sentAt, receivedAtMs);
    if (time !== undefined) return collected(event, time, batch.sentAt, userAgent);
    rejected.push({ id: event.messageId, reason: "timeInvalid", retry: false });
    return [];
  });
  return { key: batch.key ?? null, batchId: batch.batchId ?? null, ask: batch.ask, events, rejected };
}
