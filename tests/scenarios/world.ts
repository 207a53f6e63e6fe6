import { existsSync, readFileSync } from "node:fs";
import { readBatch } from "../../js-bindings/src/collector/index.ts";
import type {
  Effect,
  Input,
  JournalRecord,
  Json,
  PageFacts,
  SendEffect,
  ShowMessageEffect,
} from "../../js-bindings/src/protocol.ts";

/** What the world needs of an engine: the seam as text. */
export interface TextEngine {
  handleText(text: string, nowMs: number): string;
  load(kind: "catalogue" | "model", bytes: string | Uint8Array): Effect[];
}

export type Reply = number | string | { status: number; retryAfterMs?: number; body?: string };

/** README.md, "Host". */
export interface HostSettings {
  replies: Reply[];
  refuse: string;
  latencyMs: number;
  answers: boolean;
  persistFailure: string;
  storage: boolean;
}

interface SentEvent {
  messageId: string;
  type: string;
  event?: string;
  name?: string;
}

/** A configuration with the definitions its destinations name, as the host gives it to the core. */
function withDefinitions(config: Json): Json {
  const { destinations } = (config ?? {}) as { destinations?: { [key: string]: Json }[] };
  if (!Array.isArray(destinations)) return config;
  const filled = destinations.map((destination) => {
    const file = `destinations/${destination.type}.json`;
    if (destination.definition || !existsSync(file)) return destination;
    return { ...destination, definition: JSON.parse(readFileSync(file, "utf8")) as Json };
  });
  return { ...(config as { [key: string]: Json }), destinations: filled };
}

const snapshotKey = "waymark.snapshot";
/** Wakes one after the other without time passing: an engine that asks for more never comes to rest. */
const maxTurns = 10_000;

/** A browser around one engine, all of it values, with its own clock: the twin of tests/support/world.cpp. */
export class World {
  readonly host: HostSettings = {
    replies: [],
    refuse: "",
    latencyMs: 0,
    answers: true,
    persistFailure: "",
    storage: true,
  };
  readonly page: PageFacts = { url: "https://shop.example/", language: "vi", siteOffsetMinutes: 420 };
  journal: JournalRecord[] = [];
  /** Effects of the step. */
  log: Effect[] = [];
  /** Effects of all steps. */
  readonly all: Effect[] = [];
  readonly shown: ShowMessageEffect[] = [];
  lastSend: SendEffect | undefined;
  seed = "00112233445566778899aabbccddeeff";

  private engine: TextEngine | undefined;
  private readonly texts = new Map<string, string>();
  private readonly collected = new Map<string, SentEvent>();
  private answers: { due: number; input: Input }[] = [];
  private wakeAt: number | undefined;
  private starts = 0;

  readonly config: Json;

  constructor(
    config: Json,
    public now: number,
    private readonly make: () => Promise<TextEngine>,
  ) {
    this.config = withDefinitions(config);
  }

  /** A page load: a new engine, given what is stored. */
  async start(): Promise<void> {
    await this.renew();
    const digit = (n: number): string => (n % 16).toString(16);
    const seed = this.seed.slice(0, 30) + digit(Math.floor(this.starts / 16)) + digit(this.starts);
    this.starts++;
    const sent = [...this.texts].filter(([key]) => key.startsWith("waymark.sent.")).map(([, text]) => text);
    this.put({
      type: "start",
      config: this.config,
      snapshot: this.texts.get(snapshotKey) ?? null,
      journal: this.host.storage ? this.journal : null,
      ...(sent.length > 0 ? { sent } : {}),
      seed,
      page: this.page,
    });
  }

  /** A new engine that has been told nothing yet. */
  async renew(): Promise<void> {
    this.engine = await this.make();
    this.answers = [];
    this.wakeAt = undefined;
  }

  put(input: Input): void {
    this.putText(JSON.stringify(input));
  }

  putText(text: string): void {
    this.carryOut(this.handle(text));
    this.drain();
  }

  load(bytes: string | Uint8Array, kind: "catalogue" | "model" = "catalogue"): void {
    if (!this.engine) throw new Error("no engine");
    this.carryOut(this.engine.load(kind, bytes));
    this.drain();
  }

  /** Lets time pass: wakes and replies come when they are due. */
  advanceTo(to: number): void {
    for (let turns = 0; ; turns++) {
      if (turns > maxTurns) throw new Error("the engine never comes to rest");
      const next = Math.min(this.wakeAt ?? Number.POSITIVE_INFINITY, ...this.answers.map((answer) => answer.due));
      if (next > to) break;
      this.now = Math.max(this.now, next);
      if (this.wakeAt !== undefined && this.wakeAt <= this.now) {
        this.wakeAt = undefined;
        this.carryOut(this.handle('{"type":"wake"}'));
      }
      this.drain();
    }
    this.now = to;
  }

  /** The inspector's payload. */
  state(): Json {
    const effects = this.handle('{"type":"inspect"}');
    this.carryOut(effects);
    this.drain();
    const answer = effects.find((effect) => effect.type === "forward" && effect.target === "inspector");
    return answer?.type === "forward" ? answer.payload : null;
  }

  /** How many events of a name the collector has; page events count as `Page Viewed`. */
  count(name: string): number {
    return [...this.collected.values()].filter((event) => nameOf(event) === name).length;
  }

  private handle(text: string): Effect[] {
    if (!this.engine) throw new Error("no engine");
    return JSON.parse(this.engine.handleText(text, this.now)) as Effect[];
  }

  private drain(): void {
    for (;;) {
      const at = this.answers.findIndex((answer) => answer.due <= this.now);
      const [answer] = at < 0 ? [] : this.answers.splice(at, 1);
      if (!answer) return;
      this.carryOut(this.handle(JSON.stringify(answer.input)));
    }
  }

  private carryOut(effects: Effect[]): void {
    for (const effect of effects) {
      this.log.push(effect);
      this.all.push(effect);
      this.one(effect);
    }
  }

  private one(effect: Effect): void {
    switch (effect.type) {
      case "append":
        this.journal.push(effect.record);
        return;
      case "release":
        this.journal = this.journal.filter((record) => !effect.ids.includes(record.id));
        return;
      case "persist": {
        const reason = this.host.persistFailure;
        if (!reason) this.texts.set(effect.key, effect.text);
        this.answer({ type: "persistResult", key: effect.key, ok: !reason, ...(reason && { reason }) }, 0);
        return;
      }
      case "remove":
        this.texts.delete(effect.key);
        return;
      case "wake":
        this.wakeAt = effect.atMs;
        return;
      case "showMessage":
        this.shown.push(effect);
        return;
      case "send":
        this.send(effect);
        return;
      default:
        return;
    }
  }

  private send(effect: SendEffect): void {
    this.lastSend = effect;
    const { refuse, replies } = this.host;
    const reply = refuse && effect.body.includes(refuse) ? 400 : (replies.shift() ?? 200);
    const said = typeof reply === "number" ? { status: reply } : reply;
    const arrives = typeof said === "string" ? said === "unknown" : said.status >= 200 && said.status < 300;
    if (arrives) {
      for (const event of eventsOf(effect.body)) {
        if (!this.collected.has(event.messageId)) this.collected.set(event.messageId, event);
      }
    }
    const outcome = typeof said === "string" ? { outcome: said } : { outcome: "response", ...said };
    this.answer({ type: "sendResult", batchId: effect.batchId, ...outcome } as Input, this.host.latencyMs);
  }

  private answer(input: Input, afterMs: number): void {
    if (this.host.answers) this.answers.push({ due: this.now + afterMs, input });
  }
}

/** What a collector reads of a body, in Segment's format or Waymark's own. */
function eventsOf(body: string): SentEvent[] {
  if (!body.startsWith('{"$":')) return (JSON.parse(body) as { batch: SentEvent[] }).batch;
  const batch = readBatch(body);
  if (!("events" in batch)) throw new Error(`a body nobody can read: ${JSON.stringify(batch)}`);
  return batch.events as unknown as SentEvent[];
}

const nameOf = (event: SentEvent): string =>
  event.event || event.name || (event.type === "page" ? "Page Viewed" : event.type);
