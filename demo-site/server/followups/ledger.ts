/**
 * What became of each follow-up, as lines that are only ever added: what the last one says holds. The requests
 * themselves are events, stored before the shop's page heard of it; so nothing here can lose one.
 */
import type { DuckDBConnection } from "@duckdb/node-api";
import { iso, SELECT_EVENTS } from "../event-table.js";

export type State =
  /** Until `nextAtMs`. */
  | "waiting"
  /** Handed to a channel; found after a crash, it is handed over once more under the same id. */
  | "sending"
  | "sent"
  | "cancelled"
  | "duplicate"
  | "failed"
  | "refused";

export interface Line {
  id: string;
  state: State;
  atMs: number;
  channel?: string | undefined;
  /** Tries on this channel so far. */
  attempts?: number | undefined;
  nextAtMs?: number | undefined;
  reason?: string | undefined;
}

export const TABLE = `CREATE TABLE IF NOT EXISTS followup_log (
  position BIGINT, followup_id VARCHAR, state VARCHAR, logged_at TIMESTAMP,
  channel VARCHAR, attempts INTEGER, next_at TIMESTAMP, reason VARCHAR)`;

const INSERT = `INSERT INTO followup_log
  VALUES ($1, $2, $3, make_timestamp($4::BIGINT * 1000), $5, $6, make_timestamp($7::BIGINT * 1000), $8)`;

const LAST = `SELECT followup_id, max(position) AS last, arg_max(state, position) AS state,
  arg_max(epoch_ms(logged_at), position)::DOUBLE AS at_ms, arg_max(channel, position) AS channel,
  arg_max(attempts, position) AS attempts, arg_max(epoch_ms(next_at), position)::DOUBLE AS next_ms,
  arg_max(reason, position) AS reason
  FROM followup_log GROUP BY followup_id`;

/** Newest `identify` events a person's traits are read from: anybody may send any number in anybody's name. */
const MAX_IDENTIFIES = 200;
const MAX_TRAITS_LENGTH = 64_000;

/** A row as getRowObjectsJson gives it. */
export type Row = Record<string, unknown>;

const optional = <T>(value: unknown, as: (value: unknown) => T): T | undefined =>
  value === null || value === undefined ? undefined : as(value);

export class Ledger {
  private constructor(
    private readonly connection: DuckDBConnection,
    private position: number,
  ) {}

  static async over(connection: DuckDBConnection): Promise<Ledger> {
    await connection.run(TABLE);
    const last = await connection.runAndReadAll("SELECT coalesce(max(position), 0)::DOUBLE AS last FROM followup_log");
    return new Ledger(connection, Number(last.getRowObjectsJson()[0]?.last));
  }

  /** Resolves when it is on disk. */
  async add(line: Line): Promise<void> {
    const { id, state, atMs, channel, attempts, nextAtMs, reason } = line;
    const next = nextAtMs === undefined ? null : String(Math.round(nextAtMs));
    this.position += 1;
    await this.connection.run(INSERT, [
      this.position,
      id,
      state,
      String(Math.round(atMs)),
      channel ?? null,
      attempts ?? null,
      next,
      reason ?? null,
    ]);
  }

  /** The last line of each follow-up. */
  async last(): Promise<Line[]> {
    const result = await this.connection.runAndReadAll(LAST);
    return result.getRowObjectsJson().map((row) => ({
      id: String(row.followup_id),
      state: String(row.state) as State,
      atMs: Number(row.at_ms),
      channel: optional(row.channel, String),
      attempts: optional(row.attempts, Number),
      nextAtMs: optional(row.next_ms, Number),
      reason: optional(row.reason, String),
    }));
  }

  /** Position of the newest event. */
  async newest(): Promise<number> {
    const result = await this.connection.runAndReadAll("SELECT coalesce(max(position), 0)::DOUBLE AS last FROM events");
    return Number(result.getRowObjectsJson()[0]?.last);
  }

  /** Events of these names with positions above `from` up to `to`, oldest first; each row with its `position`. */
  async events(names: string[], from: number, to: number): Promise<Row[]> {
    const columns = SELECT_EVENTS.replace("SELECT", "SELECT position::DOUBLE AS position,");
    const result = await this.connection.runAndReadAll(
      `${columns} WHERE event IN (SELECT unnest(from_json($1, '["VARCHAR"]'))) AND position > $2 AND position <= $3 ORDER BY position`,
      [JSON.stringify(names), from, to],
    );
    return result.getRowObjectsJson();
  }

  /** Traits a visitor gave lately, oldest first, as JSON texts. */
  async traits(userId: string | null, anonymousId: string | null): Promise<string[]> {
    const result = await this.connection.runAndReadAll(
      `SELECT traits FROM (SELECT traits, position FROM events WHERE type = 'identify' AND traits IS NOT NULL
        AND length(traits) <= ${MAX_TRAITS_LENGTH} AND (user_id = $1 OR anonymous_id = $2)
        ORDER BY position DESC LIMIT ${MAX_IDENTIFIES}) ORDER BY position`,
      [userId, anonymousId],
    );
    return result.getRowObjectsJson().map((row) => String(row.traits));
  }

  /** The newest lines, for people. */
  async recent(limit: number): Promise<Row[]> {
    const result = await this.connection.runAndReadAll(
      `SELECT followup_id AS id, state, ${iso("logged_at")} AS "at", channel, attempts, ${iso("next_at")} AS "nextAt", reason
        FROM followup_log ORDER BY position DESC LIMIT $1`,
      [limit],
    );
    return result.getRowObjectsJson();
  }

  close(): void {
    this.connection.closeSync();
  }
}
