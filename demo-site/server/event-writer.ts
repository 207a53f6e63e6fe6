/**
 * Writes events to DuckDB, each exactly once by its messageId, and promises nothing before it is on disk.
 *
 * What counts as on disk: DuckDB's COMMIT appends the transaction to `<file>.wal` and calls fsync on it before it
 * returns; a promise of `add` resolves after that COMMIT, and the reply is sent after the promise. A process killed
 * in between leaves events that are stored but not acknowledged: they are sent again, meet their messageId as the
 * table's primary key, and INSERT OR IGNORE leaves them out. At 16 MB of log DuckDB writes it into the main file (a
 * checkpoint, with fsync of its own) and removes it only then; opening the file replays a log that is left.
 *
 * One transaction takes all that waits, so that a crowd shares one fsync.
 */
import type { DuckDBConnection, DuckDBPreparedStatement } from "@duckdb/node-api";
import type { CollectedEvent } from "./batch.js";
import { FORGET_BATCHES, INSERT_BATCHES, INSERT_EVENTS, isAboutData, KNOWN_BATCHES, rowOf } from "./event-table.js";
import { overloaded } from "./refusal.js";

/** JSON of the events that wait to be written. */
const MAX_WAITING_BYTES = 32_000_000;
/** JSON written in one transaction, unless a single batch has more. */
const MAX_GROUP_BYTES = 4_000_000;
/** How often old batch ids are looked for. */
const FORGET_EVERY_MS = 3_600_000;

export interface WriteRequest {
  events: CollectedEvent[];
  /** Remembered as stored, together with the events. */
  batchId?: string | undefined;
  /** Batches the sender asks about. */
  ask?: string[];
}

export interface Written {
  stored: number;
  /** messageIds the database would not take. */
  refused: string[];
  /** Those of `ask` that are stored. */
  known: string[];
}

interface Job {
  rows: { id: string; text: string }[];
  bytes: number;
  receivedAt: string;
  batchId: string | undefined;
  ask: string[];
  resolve(written: Written): void;
  reject(error: unknown): void;
}

export class EventWriter {
  private waiting: Job[] = [];
  private waitingBytes = 0;
  private running: Promise<void> = Promise.resolve();
  private busy = false;
  private forgottenAtMs = Number.NEGATIVE_INFINITY;

  private constructor(
    private readonly connection: DuckDBConnection,
    private readonly events: DuckDBPreparedStatement,
    private readonly batches: DuckDBPreparedStatement,
    private readonly knownBatches: DuckDBPreparedStatement,
    private position: number,
    private readonly maxWaitingBytes: number,
  ) {}

  /** The tables must be there. */
  static async over(connection: DuckDBConnection, maxWaitingBytes = MAX_WAITING_BYTES): Promise<EventWriter> {
    const last = await connection.runAndReadAll("SELECT coalesce(max(position), 0)::DOUBLE AS last FROM events");
    return new EventWriter(
      connection,
      await connection.prepare(INSERT_EVENTS),
      await connection.prepare(INSERT_BATCHES),
      await connection.prepare(KNOWN_BATCHES),
      Number(last.getRowObjectsJson()[0]?.last),
      maxWaitingBytes,
    );
  }

  /** Resolves when everything is on disk. Rejects with Refusal 503 where too much waits, else with DuckDB's error. */
  add({ events, batchId, ask = [] }: WriteRequest, receivedAt: string): Promise<Written> {
    const rows = events.map((event) => ({ id: event.messageId, text: rowOf(event, ++this.position, receivedAt) }));
    const bytes = rows.reduce((sum, { text }) => sum + text.length, 0);
    if (this.waitingBytes > 0 && this.waitingBytes + bytes > this.maxWaitingBytes)
      return Promise.reject(overloaded("too many events wait to be stored"));
    this.waitingBytes += bytes;
    return new Promise((resolve, reject) => {
      this.waiting.push({ rows, bytes, receivedAt, batchId, ask, resolve, reject });
      if (!this.busy) this.running = this.work();
    });
  }

  /** JSON of events that wait to be written. */
  heldBytes(): number {
    return this.waitingBytes;
  }

  /** Resolves when nothing waits. */
  async idle(): Promise<void> {
    while (this.busy) await this.running;
  }

  private async work(): Promise<void> {
    this.busy = true;
    while (this.waiting.length > 0) {
      const group = this.nextGroup();
      await this.forget(group[0]?.receivedAt);
      await this.write(group);
      this.waitingBytes -= group.reduce((sum, { bytes }) => sum + bytes, 0);
    }
    this.busy = false;
  }

  private nextGroup(): Job[] {
    let bytes = 0;
    let end = 0;
    for (const job of this.waiting) {
      bytes += job.bytes;
      if (end > 0 && bytes > MAX_GROUP_BYTES) break;
      end += 1;
    }
    return this.waiting.splice(0, end);
  }

  /** Old batch ids go; where that fails they stay an hour longer. */
  private async forget(now = ""): Promise<void> {
    if (Date.parse(now) - this.forgottenAtMs < FORGET_EVERY_MS) return;
    this.forgottenAtMs = Date.parse(now);
    await this.connection.run(FORGET_BATCHES, [now]).catch(() => undefined);
  }

  /** Never throws. One job's trouble is not the others': a group that fails is written job by job. */
  private async write(group: Job[]): Promise<void> {
    try {
      const stored = await this.commit(
        group,
        group.flatMap(({ rows }) => rows),
      );
      await this.answer(group, stored, []);
    } catch (error) {
      if (group.length > 1) for (const job of group) await this.write([job]);
      else for (const job of group) await this.salvage(job, error);
    }
  }

  /** Leaves out the rows the database does not take. */
  private async salvage(job: Job, error: unknown): Promise<void> {
    try {
      if (!isAboutData(error)) throw error;
      const refused: string[] = [];
      let stored = 0;
      for (const row of job.rows) {
        try {
          stored += await this.commit([], [row]);
        } catch (problem) {
          if (!isAboutData(problem)) throw problem;
          refused.push(row.id);
        }
      }
      await this.commit([job], []);
      await this.answer([job], stored, refused);
    } catch (problem) {
      job.reject(problem);
    }
  }

  /** Events and batch ids in one transaction; resolves after its COMMIT, with the number of events that were new. */
  private async commit(jobs: Job[], rows: Job["rows"]): Promise<number> {
    const batches = jobs.flatMap(({ batchId, receivedAt }) => (batchId ? [{ id: batchId, at: receivedAt }] : []));
    if (rows.length === 0 && batches.length === 0) return 0;
    let stored = 0;
    await this.connection.run("BEGIN TRANSACTION");
    try {
      if (rows.length > 0) {
        this.events.bind([`[${rows.map(({ text }) => text).join()}]`]);
        stored = (await this.events.run()).rowsChanged;
      }
      if (batches.length > 0) {
        this.batches.bind([JSON.stringify(batches)]);
        await this.batches.run();
      }
      await this.connection.run("COMMIT");
    } catch (error) {
      await this.connection.run("ROLLBACK").catch(() => undefined);
      throw error;
    }
    return stored;
  }

  /** `stored` goes to the first: how many of a group were new is known of the group alone. */
  private async answer(group: Job[], stored: number, refused: string[]): Promise<void> {
    const asked = group.flatMap(({ ask }) => ask);
    const known = new Set<string>();
    if (asked.length > 0) {
      this.knownBatches.bind([JSON.stringify(asked)]);
      for (const row of (await this.knownBatches.runAndReadAll()).getRowObjectsJson()) known.add(String(row.batch_id));
    }
    group.forEach(({ ask, resolve }, i) => {
      resolve({ stored: i === 0 ? stored : 0, refused, known: ask.filter((id) => known.has(id)) });
    });
  }
}
