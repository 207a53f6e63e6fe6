/** The collected events in a DuckDB file: each exactly once by its messageId, on disk before the reply leaves. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { type DuckDBConnection, DuckDBInstance, type DuckDBPreparedStatement } from "@duckdb/node-api";
import type { CollectedEvent, JsonObject } from "./batch.js";

const TABLE = `
CREATE SEQUENCE IF NOT EXISTS event_order;
CREATE TABLE IF NOT EXISTS events (
  message_id VARCHAR PRIMARY KEY,
  position BIGINT DEFAULT nextval('event_order'),
  type VARCHAR NOT NULL,
  event VARCHAR,
  anonymous_id VARCHAR,
  user_id VARCHAR,
  session_id VARCHAR,
  timestamp TIMESTAMP NOT NULL,
  received_at TIMESTAMP NOT NULL,
  sent_at TIMESTAMP,
  properties JSON,
  traits JSON,
  context JSON
)`;

const INSERT = `INSERT OR IGNORE INTO events
  (message_id, type, event, anonymous_id, user_id, session_id, timestamp, received_at, sent_at, properties, traits, context)
  VALUES ($1, $2, $3, $4, $5, $6, $7::TIMESTAMP, $8::TIMESTAMP, $9::TIMESTAMP, $10::JSON, $11::JSON, $12::JSON)`;

/** ISO 8601 in UTC to the millisecond, as the events came. */
const iso = (column: string): string => `strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')`;

const SELECT = `SELECT message_id, type, event, anonymous_id, user_id, session_id, ${iso("timestamp")} AS timestamp, ${iso("received_at")} AS received_at,
  ${iso("sent_at")} AS sent_at, properties, traits, context FROM events`;

export interface StoredEvent extends CollectedEvent {
  receivedAt: string;
}

export interface EventQuery {
  /** 1 to 1,000. */
  limit: number;
  anonymousId?: string;
  /** Name of a track event, or type of the others. */
  name?: string;
  messageId?: string;
}

export interface EventStats {
  events: number;
  visitors: number;
  sessions: number;
  lastReceivedAt: string | null;
  byName: { name: string; count: number }[];
}

const parse = (text: unknown): JsonObject => (typeof text === "string" ? (JSON.parse(text) as JsonObject) : {});

export class EventStore {
  /** One writer at a time; each waits for the one before, whether or not that one succeeded. */
  private writing: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly writer: DuckDBConnection,
    private readonly reader: DuckDBConnection,
    private readonly insert: DuckDBPreparedStatement,
  ) {}

  /** Opens the file, making it and its folder where they are missing. */
  static async open(file: string): Promise<EventStore> {
    mkdirSync(dirname(file), { recursive: true });
    const instance = await DuckDBInstance.create(file);
    const writer = await instance.connect();
    await writer.run(TABLE);
    return new EventStore(instance, writer, await instance.connect(), await writer.prepare(INSERT));
  }

  /** All of the events or none; resolves after the commit. Events already there are left as they are. */
  add(events: CollectedEvent[]): Promise<void> {
    const work = this.writing.then(() => this.write(events));
    this.writing = work.catch(() => undefined);
    return work;
  }

  private async write(events: CollectedEvent[]): Promise<void> {
    const receivedAt = new Date().toISOString();
    await this.writer.run("BEGIN TRANSACTION");
    try {
      for (const e of events) {
        this.insert.bind([
          e.messageId,
          e.type,
          e.event,
          e.anonymousId,
          e.userId,
          e.sessionId,
          e.timestamp,
          receivedAt,
          e.sentAt,
          JSON.stringify(e.properties),
          JSON.stringify(e.traits),
          JSON.stringify(e.context),
        ]);
        await this.insert.run();
      }
      await this.writer.run("COMMIT");
    } catch (error) {
      await this.writer.run("ROLLBACK").catch(() => undefined);
      throw error;
    }
  }

  /** Newest first. */
  async find({ limit, anonymousId, name, messageId }: EventQuery): Promise<StoredEvent[]> {
    const where =
      "WHERE ($1 IS NULL OR anonymous_id = $1) AND ($2 IS NULL OR coalesce(event, type) = $2 OR type = $2) AND ($3 IS NULL OR message_id = $3)";
    const values = [anonymousId ?? null, name ?? null, messageId ?? null, limit];
    const result = await this.reader.runAndReadAll(`${SELECT} ${where} ORDER BY position DESC LIMIT $4`, values);
    return result.getRowObjectsJson().map((row) => ({
      messageId: String(row.message_id),
      type: String(row.type),
      event: row.event as string | null,
      anonymousId: row.anonymous_id as string | null,
      userId: row.user_id as string | null,
      sessionId: row.session_id as string | null,
      timestamp: String(row.timestamp),
      receivedAt: String(row.received_at),
      sentAt: row.sent_at as string | null,
      properties: parse(row.properties),
      traits: parse(row.traits),
      context: parse(row.context),
    }));
  }

  async stats(): Promise<EventStats> {
    const totals = await this.reader.runAndReadAll(
      `SELECT count(*)::INT AS events, count(DISTINCT anonymous_id)::INT AS visitors, count(DISTINCT session_id)::INT AS sessions, ${iso("max(received_at)")} AS last FROM events`,
    );
    const names = await this.reader.runAndReadAll(
      "SELECT coalesce(event, type) AS name, count(*)::INT AS count FROM events GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 50",
    );
    const row = totals.getRowObjectsJson()[0] ?? {};
    return {
      events: Number(row.events),
      visitors: Number(row.visitors),
      sessions: Number(row.sessions),
      lastReceivedAt: (row.last as string | null) ?? null,
      byName: names.getRowObjectsJson().map((r) => ({ name: String(r.name), count: Number(r.count) })),
    };
  }

  /** Waits for the write that is under way. */
  async close(): Promise<void> {
    await this.writing;
    this.reader.closeSync();
    this.writer.closeSync();
    this.instance.closeSync();
  }
}
