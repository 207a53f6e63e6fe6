/** What one visitor's browser would have sent: events in the order they happened, in the shape the collector stores. */
import type { Json, JsonObject } from "../server/batch.js";
import type { Random } from "./random.js";
import { type Channel, sources } from "./shoppers.js";

export interface PastEvent {
  messageId: string;
  type: "track" | "page" | "identify";
  event: string | null;
  anonymousId: string;
  userId: string | null;
  sessionId: string;
  timestampMs: number;
  receivedMs: number;
  properties: JsonObject;
  traits: JsonObject;
  context: JsonObject;
}

type Properties = { [key: string]: Json | undefined };

const clean = (properties: Properties): JsonObject => JSON.parse(JSON.stringify(properties)) as JsonObject;

export class Tape {
  readonly events: PastEvent[] = [];
  userId: string | null = null;
  nowMs: number;
  visits = 0;
  private sessionId = "";
  private context: JsonObject = {};
  private page: JsonObject = {};

  constructor(
    private readonly random: Random,
    readonly anonymousId: string,
    firstMs: number,
    private readonly phone: boolean,
  ) {
    this.nowMs = firstMs;
  }

  /** A new visit begins, brought by this channel. */
  visit(channel: Channel, source = this.random.pick(sources[channel])): void {
    const [name, medium, campaign] = source;
    this.sessionId = this.random.uuid(this.nowMs);
    this.visits += 1;
    this.context = {
      locale: "vi",
      timezone: "Asia/Ho_Chi_Minh",
      screen: this.phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
      library: { name: "waymark", version: "0.1.0" },
      attribution: { channel, source: name, medium, ...(campaign && { campaign }) },
      session: { id: this.sessionId, number: this.visits, start: this.nowMs },
    };
  }

  /** Some seconds pass; `median` of them. */
  wait(median: number): void {
    this.nowMs += Math.round(Math.min(this.random.around(median, 0.7), 1_200) * 1_000);
  }

  open(path: string, title: string): void {
    this.page = { url: `https://hien.example${path}`, path, title };
    this.add("page", null, { ...this.page });
  }

  track(name: string, properties: Properties = {}): void {
    this.add("track", name, clean(properties));
  }

  identify(userId: string, traits: Properties): void {
    this.userId = userId;
    this.add("identify", null, {}, clean(traits));
  }

  private add(type: PastEvent["type"], event: string | null, properties: JsonObject, traits: JsonObject = {}): void {
    this.nowMs += 40 + Math.floor(this.random.next() * 200);
    // One in fifty waits for the next page, or for the train to leave its tunnel.
    const late = this.random.chance(0.02) ? this.random.around(40_000, 1.4) : this.random.around(900, 0.5);
    this.events.push({
      messageId: this.random.uuid(this.nowMs),
      type,
      event,
      anonymousId: this.anonymousId,
      userId: this.userId,
      sessionId: this.sessionId,
      timestampMs: this.nowMs,
      receivedMs: this.nowMs + Math.round(late),
      properties,
      traits,
      context: { ...this.context, page: this.page },
    });
  }
}
