/** An event as the database gives it back. */
import type { CollectedEvent, JsonObject } from "./batch.js";

export interface StoredEvent extends CollectedEvent {
  receivedAt: string;
}

const parse = (text: unknown): JsonObject => (typeof text === "string" ? (JSON.parse(text) as JsonObject) : {});

/** A row of SELECT_EVENTS, as getRowObjectsJson gives it. */
export function storedEvent(row: Record<string, unknown>): StoredEvent {
  return {
    messageId: String(row.message_id),
    type: String(row.type),
    event: row.event as string | null,
    anonymousId: row.anonymous_id as string | null,
    userId: row.user_id as string | null,
    groupId: row.group_id as string | null,
    previousId: row.previous_id as string | null,
    sessionId: row.session_id as string | null,
    timestamp: String(row.timestamp),
    receivedAt: String(row.received_at),
    sentAt: row.sent_at as string | null,
    properties: parse(row.properties),
    traits: parse(row.traits),
    context: parse(row.context),
  };
}
