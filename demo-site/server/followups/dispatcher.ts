/**
 * Keeps follow-ups until they are due and hands them to their channels: taken from the stored events, cancelled by
 * them, held in the quiet hours, tried again, once each. Driven by `tick`; reads no clock of its own.
 */
import type { Json, JsonObject } from "../batch.js";
import { storedEvent } from "../stored-event.js";
import { believed, type PublishedRule, plainOnly, rulesIn } from "./believed.js";
import type { Channel, Outcome } from "./channels/channel.js";
import { DailyShare } from "./daily-share.js";
import type { Ledger, Line, Row } from "./ledger.js";
import { afterQuiet } from "./quiet-hours.js";
import { recipientOf } from "./recipient.js";
import { type ChannelName, type FollowUp, readFollowUp, sameVisitor } from "./request.js";
import { messageOf } from "./text.js";

export const REQUESTED = "Followup Requested";
/** Its properties tell each purpose's new state. */
const CONSENT = "Consent Updated";
/** Between two tries on one channel; after the last the next channel's turn comes. */
const RETRY_MS = [60_000, 300_000, 1_800_000, 7_200_000, 21_600_000];
/** Later than this a message does more harm than good: the server was down for days. */
export const MAX_LATE_MS = 3 * 86_400_000;
const MAX_AT_ONCE = 8;

interface Waiting extends FollowUp {
  position: number;
  nextAtMs: number;
  channel: number;
  attempts: number;
  /** Tries that ended in trouble of our own: the database, a template. */
  troubles: number;
}

export interface Options {
  /** The published rules, as JSON. */
  rules(): Promise<string>;
  /** Messages to one recipient by one channel in a day; counted from the start of the server. */
  perDay: number;
}

export class Dispatcher {
  private readonly share: DailyShare;
  private readonly waiting = new Map<string, Waiting>();
  /** Visitor and key of what waits or was sent. */
  private readonly taken = new Set<string>();
  /** Position up to which requests are taken. */
  private takenTo = 0;
  /** And up to which all is done that events ask for. */
  private readAt = 0;
  private running: Promise<void> = Promise.resolve();

  private constructor(
    private readonly ledger: Ledger,
    private readonly channels: Partial<Record<ChannelName, Channel>>,
    private readonly shopUrl: string,
    private readonly found: Map<string, Line>,
    private readonly options: Options,
  ) {
    this.share = new DailyShare(options.perDay);
  }

  static async over(
    ledger: Ledger,
    channels: Partial<Record<ChannelName, Channel>>,
    shopUrl: string,
    options: Options,
  ): Promise<Dispatcher> {
    const lines = await ledger.last();
    return new Dispatcher(ledger, channels, shopUrl, new Map(lines.map((line) => [line.id, line])), options);
  }

  /** Does what is due at `nowMs`; one after the other. Rejects where the database does. */
  tick(nowMs: number): Promise<void> {
    const next = this.running.then(() => this.step(nowMs));
    this.running = next.catch(() => undefined);
    return next;
  }

  /** Resolves when no step is under way. */
  idle(): Promise<void> {
    return this.running;
  }

  /**
   * Each of them by itself: one that makes trouble holds up no other. What is in memory holds even where its line could
   * not be written: after a restart the same events lead to the same again.
   */
  private async step(nowMs: number): Promise<void> {
    const troubles: unknown[] = [];
    const alone = (work: Promise<void>): Promise<void> =>
      work.catch((trouble: unknown) => {
        troubles.push(trouble);
      });
    const newest = await this.ledger.newest();
    if (newest > this.readAt) {
      const requests = await this.ledger.events([REQUESTED], this.takenTo, newest);
      for (const row of requests) await alone(this.take(row, nowMs));
      this.takenTo = newest;
      const names = [...this.waiting.values()].flatMap(({ cancelOn }) => cancelOn);
      const others =
        this.waiting.size > 0 ? await this.ledger.events([...new Set(names), CONSENT], this.readAt, newest) : [];
      for (const row of others) await alone(this.cancel(row, nowMs));
      this.readAt = newest;
    }
    const due = [...this.waiting.values()].filter(({ nextAtMs }) => nextAtMs <= nowMs);
    due.sort((a, b) => a.nextAtMs - b.nextAtMs);
    const rules = due.length > 0 ? rulesIn(await this.options.rules()) : [];
    while (due.length > 0) {
      const sending = due.splice(0, MAX_AT_ONCE).map((followUp) =>
        this.send(followUp, rules, nowMs).catch((trouble: unknown) => {
          troubles.push(trouble);
          return alone(this.postpone(followUp, trouble as Error, nowMs));
        }),
      );
      await Promise.all(sending);
    }
    if (troubles.length > 0) throw troubles[0];
  }

  private async take(row: Row, nowMs: number): Promise<void> {
    const event = storedEvent(row);
    const id = event.messageId;
    if (this.waiting.has(id)) return;
    const line = this.found.get(id);
    this.found.delete(id);
    const followUp = readFollowUp(event);
    if (typeof followUp === "string") {
      if (!line) await this.ledger.add({ id, state: "refused", atMs: nowMs, reason: followUp });
      return;
    }
    const key = this.keyOf(followUp);
    if (line && line.state !== "waiting" && line.state !== "sending") {
      if (line.state === "sent") this.taken.add(key);
      return;
    }
    if (this.taken.has(key)) return this.ledger.add({ id, state: "duplicate", atMs: nowMs });
    this.taken.add(key);
    this.waiting.set(id, {
      ...followUp,
      position: Number(row.position),
      troubles: 0,
      nextAtMs: line?.nextAtMs ?? followUp.dueAtMs,
      channel: Math.max(0, followUp.channels.indexOf(line?.channel as ChannelName)),
      attempts: line?.attempts ?? 0,
    });
    if (!line) await this.ledger.add({ id, state: "waiting", atMs: nowMs, nextAtMs: followUp.dueAtMs });
  }

  private keyOf({ userId, anonymousId, dedupe }: FollowUp): string {
    return JSON.stringify([userId ?? anonymousId, dedupe]);
  }

  private async cancel(row: Row, nowMs: number): Promise<void> {
    const event = storedEvent(row);
    for (const followUp of this.waiting.values()) {
      if (Number(row.position) <= followUp.position || !sameVisitor(event, followUp)) continue;
      const withdrawn = event.event === CONSENT && this.denies(event.properties, followUp.needsConsent);
      if (!withdrawn && !followUp.cancelOn.includes(event.event ?? "")) continue;
      this.taken.delete(this.keyOf(followUp));
      await this.end(followUp, { state: "cancelled", atMs: nowMs, reason: event.event ?? "" });
    }
  }

  private denies(properties: JsonObject, purpose: string | undefined): boolean {
    if (purpose === undefined) return false;
    const purposes = properties.purposes as JsonObject | undefined;
    return (purposes ?? properties)[purpose] === "denied";
  }

  private async end(followUp: Waiting, line: Omit<Line, "id">): Promise<void> {
    this.waiting.delete(followUp.id);
    await this.ledger.add({ id: followUp.id, ...line });
  }

  private async send(followUp: Waiting, rules: readonly PublishedRule[], nowMs: number): Promise<void> {
    const { id } = followUp;
    if (nowMs - followUp.dueAtMs > MAX_LATE_MS)
      return this.end(followUp, { state: "failed", atMs: nowMs, reason: "tooLate" });
    const free = afterQuiet(nowMs, followUp.quietHours);
    if (free > nowMs) return this.wait(followUp, free, nowMs, "quietHours");
    const traits = await this.traitsOf(followUp);
    const to = recipientOf(traits);
    const content = believed(followUp, rules);
    const message = messageOf({ ...followUp, content }, plainOnly(traits), this.shopUrl);
    if (!message) return this.end(followUp, { state: "failed", atMs: nowMs, reason: "template" });
    let reason = "noChannel";
    for (; followUp.channel < followUp.channels.length; followUp.channel += 1, followUp.attempts = 0) {
      const name = followUp.channels[followUp.channel] as ChannelName;
      const channel = this.channels[name];
      if (!channel?.reaches(to, message)) continue;
      if (!this.share.allows(name, to, id, nowMs)) {
        reason = "tooMany";
        continue;
      }
      followUp.attempts += 1;
      const { attempts } = followUp;
      await this.ledger.add({ id, state: "sending", atMs: nowMs, channel: name, attempts, nextAtMs: nowMs });
      const outcome = await this.over(channel.send(to, message));
      if (outcome.sent)
        return this.end(followUp, { state: "sent", atMs: nowMs, channel: name, attempts, reason: outcome.receipt });
      reason = outcome.reason;
      const pause = RETRY_MS[attempts - 1];
      if (outcome.retry && pause !== undefined) return this.wait(followUp, nowMs + pause, nowMs, reason);
    }
    await this.end(followUp, { state: "failed", atMs: nowMs, reason });
  }

  /** After trouble of our own: later once more, then given up. Nothing where it ended before that. */
  private async postpone(followUp: Waiting, { name }: Error, nowMs: number): Promise<void> {
    if (!this.waiting.has(followUp.id)) return;
    const pause = RETRY_MS[followUp.troubles];
    followUp.troubles += 1;
    if (pause === undefined) return this.end(followUp, { state: "failed", atMs: nowMs, reason: name });
    await this.wait(followUp, nowMs + pause, nowMs, name);
  }

  /** A channel that breaks its word not to reject must not hold up the others. */
  private over(outcome: Promise<Outcome>): Promise<Outcome> {
    return outcome.catch((error: Error) => ({ sent: false, retry: true, reason: error.name }));
  }

  private async wait(followUp: Waiting, nextAtMs: number, nowMs: number, reason: string): Promise<void> {
    followUp.nextAtMs = nextAtMs;
    const { id, channels, channel, attempts } = followUp;
    await this.ledger.add({
      id,
      state: "waiting",
      atMs: nowMs,
      channel: channels[channel],
      attempts,
      nextAtMs,
      reason,
    });
  }

  /** The newest of each trait. */
  private async traitsOf({ userId, anonymousId }: FollowUp): Promise<JsonObject> {
    const traits = new Map<string, Json>();
    for (const text of await this.ledger.traits(userId, anonymousId)) {
      for (const [name, value] of Object.entries(JSON.parse(text) as JsonObject)) traits.set(name, value);
    }
    return Object.fromEntries(traits);
  }
}
