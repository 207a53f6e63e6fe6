/** The collected events in a DuckDB file: each exactly once by its messageId, on disk before the reply leaves. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { iso, SELECT_EVENTS, TABLES } from "./event-table.js";
import { EventWriter, type WriteRequest, type Written } from "./event-writer.js";
import { type StoredEvent, storedEvent } from "./stored-event.js";

export type { StoredEvent };

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

export class EventStore {
  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly reader: DuckDBConnection,
    private readonly writer: EventWriter,
    private readonly connections: DuckDBConnection[],
  ) {}

  /** Opens the file, making it and its folder where they are missing. */
  static async open(file: string, maxWaitingBytes?: number): Promise<EventStore> {
    mkdirSync(dirname(file), { recursive: true });
    const instance = await DuckDBInstance.create(file);
    const writing = await instance.connect();
    await writing.run(TABLES);
    const reading = await instance.connect();
    return new EventStore(instance, reading, await EventWriter.over(writing, maxWaitingBytes), [writing, reading]);
  }

  /** Resolves when all of it is on disk; events already there are left as they are (event-writer.ts). */
  add(request: WriteRequest, nowMs: number): Promise<Written> {
    return this.writer.add(request, new Date(nowMs).toISOString());
  }

  /** Newest first. */
  async find({ limit, anonymousId, name, messageId }: EventQuery): Promise<StoredEvent[]> {
    const where =
      "WHERE ($1 IS NULL OR anonymous_id = $1) AND ($2 IS NULL OR coalesce(event, type) = $2 OR type = $2) AND ($3 IS NULL OR message_id = $3)";
    const values = [anonymousId ?? null, name ?? null, messageId ?? null, limit];
    const result = await this.reader.runAndReadAll(`${SELECT_EVENTS} ${where} ORDER BY position DESC LIMIT $4`, values);
    return result.getRowObjectsJson().map(storedEvent);
  }

  /** One more connection to the same database; its taker closes it. */
  connect(): Promise<DuckDBConnection> {
    return this.instance.connect();
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

  /** JSON of events that are not on disk yet. */
  waitingBytes(): number {
    return this.writer.heldBytes();
  }

  /** Waits for what is being written. */
  async close(): Promise<void> {
    await this.writer.idle();
    for (const connection of this.connections) connection.closeSync();
    this.instance.closeSync();
  }
}
