/** How many messages one recipient may have by one channel in a day, whoever asks for them in their name. */
import type { Recipient } from "./channels/channel.js";
import type { ChannelName } from "./request.js";

const DAY_MS = 86_400_000;
const MAX_RECIPIENTS = 50_000;

/** Undefined where there is no recipient of the shop's choosing: a webhook is its own. */
function addressOf(name: ChannelName, to: Recipient): string | undefined {
  if (name === "email") return to.email?.toLowerCase();
  if (name === "sms") return to.phone;
  if (name === "zalo") return to.zaloUserId ?? to.phone;
  return name === "push" ? to.push?.endpoint : undefined;
}

export class DailyShare {
  /** When what was handed over, by channel and recipient. */
  private readonly handed = new Map<string, Map<string, number>>();

  constructor(private readonly perDay: number) {}

  /** Whether this recipient has had fewer than a day's share; then `id` counts. A further try of the same is the same. */
  allows(name: ChannelName, to: Recipient, id: string, nowMs: number): boolean {
    const address = addressOf(name, to);
    if (address === undefined) return true;
    const key = `${name} ${address}`;
    const had = new Map([...(this.handed.get(key) ?? [])].filter(([, atMs]) => nowMs - atMs < DAY_MS));
    if (had.size >= this.perDay && !had.has(id)) return false;
    this.handed.set(key, had.set(id, had.get(id) ?? nowMs));
    // The one first written to gives way: nobody's memory is without end.
    if (this.handed.size > MAX_RECIPIENTS) this.handed.delete(this.handed.keys().next().value as string);
    return true;
  }
}
