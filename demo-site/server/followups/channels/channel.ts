/** What every channel is: one message to one person, and what came of it. */
import type { JsonObject } from "../../batch.js";

/** Where a person can be reached, from the traits they gave. */
export interface Recipient {
  email?: string;
  /** Digits with the country's code, no plus: `84912345678`. */
  phone?: string;
  zaloUserId?: string;
  push?: PushSubscription;
}

/** What `PushManager.subscribe()` gives in a browser (Push API, W3C). */
export interface PushSubscription {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

export interface Message {
  /** The same for every try: far ends that can, drop the second copy by it. */
  id: string;
  template: string;
  subject: string;
  text: string;
  /** Where the message leads; absolute. */
  url: string;
  /** Texts by name, for templates kept at the far end. */
  data: { [name: string]: string };
  /** The request, for the webhook. */
  request: JsonObject;
}

export type Outcome =
  | { sent: true; receipt: string }
  /** `retry`: the same channel may do it later; else the next channel's turn. */
  | { sent: false; retry: boolean; reason: string };

export interface Channel {
  /** Whether this person can be reached by it. */
  reaches(to: Recipient, message: Message): boolean;
  /** Never rejects. */
  send(to: Recipient, message: Message): Promise<Outcome>;
}

export const sent = (receipt: string): Outcome => ({ sent: true, receipt });
export const later = (reason: string): Outcome => ({ sent: false, retry: true, reason });
export const never = (reason: string): Outcome => ({ sent: false, retry: false, reason });
