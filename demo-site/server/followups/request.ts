/** What a `Followup Requested` event asks for (docs/followups.md). A visitor sent it: nothing in it is believed unread. */

import type { Json, JsonObject } from "../batch.js";
import type { StoredEvent } from "../event-store.js";
import { type QuietHours, readQuietHours } from "./quiet-hours.js";

export const CHANNELS = ["zalo", "email", "push", "sms", "webhook"] as const;
export type ChannelName = (typeof CHANNELS)[number];

/** How far from its request a follow-up may be due: ahead, or behind where a visitor's clock is wrong. */
export const MAX_AHEAD_MS = 400 * 86_400_000;
const MAX_CANCEL_NAMES = 20;
const MAX_TEXT = 2_000;

export interface FollowUp {
  /** messageId of the request: what makes a second delivery recognisable at the far end. */
  id: string;
  anonymousId: string | null;
  userId: string | null;
  requestedAtMs: number;
  dueAtMs: number;
  /** In the order they are tried. */
  channels: ChannelName[];
  template: string;
  /** Id of the rule that is said to ask for it. */
  rule: string;
  /** Two requests of one visitor with the same key are one follow-up. */
  dedupe: string;
  /** Names of events of this visitor after which it is no longer wanted. */
  cancelOn: string[];
  quietHours: QuietHours | undefined;
  /** Purpose whose withdrawal cancels it. */
  needsConsent: string | undefined;
  language: string;
  /** Texts and values for the template, as the rule gave them. */
  content: JsonObject;
}

const object = (value: Json | undefined): JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
const text = (value: Json | undefined): string => (typeof value === "string" ? value.slice(0, MAX_TEXT) : "");
const texts = (value: Json | undefined): string[] =>
  (Array.isArray(value) ? value : [value]).map(text).filter((entry) => entry !== "");

/** Milliseconds since 1970 from a number or an ISO 8601 text; NaN where it is neither. */
const time = (value: Json | undefined): number =>
  typeof value === "number" ? value : typeof value === "string" ? Date.parse(value) : Number.NaN;

/** The follow-up, or in one word what is wrong with it. */
export function readFollowUp(event: StoredEvent): FollowUp | string {
  const { properties } = event;
  const requestedAtMs = Date.parse(event.timestamp);
  const dueAtMs = properties.dueAt === undefined ? requestedAtMs : time(properties.dueAt);
  if (!(Math.abs(dueAtMs - requestedAtMs) <= MAX_AHEAD_MS)) return "dueAt";
  const channels = texts(properties.channels).filter((name): name is ChannelName =>
    (CHANNELS as readonly string[]).includes(name),
  );
  if (channels.length === 0) return "channels";
  const template = text(properties.template);
  if (template === "") return "template";
  return {
    id: event.messageId,
    anonymousId: event.anonymousId,
    userId: event.userId,
    requestedAtMs,
    dueAtMs,
    channels: [...new Set(channels)],
    template,
    rule: text(properties.rule),
    dedupe: texts(properties.dedupe).join("\n") || event.messageId,
    cancelOn: texts(properties.cancelOn).slice(0, MAX_CANCEL_NAMES),
    quietHours: readQuietHours(object(properties.quietHours)),
    needsConsent: text(properties.needsConsent) || undefined,
    language: text(properties.language) || text(event.context.locale) || "vi",
    content: object(properties.content),
  };
}

/** The same visitor, by user id where both have one. */
export const sameVisitor = (
  a: { anonymousId: string | null; userId: string | null },
  b: { anonymousId: string | null; userId: string | null },
): boolean =>
  (a.userId !== null && a.userId === b.userId) || (a.anonymousId !== null && a.anonymousId === b.anonymousId);
