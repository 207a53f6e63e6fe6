/**
 * What the console asks about, as columns: one row an event, filled from the events table as events arrive. Reading
 * JSON of a million events takes seconds; this does it once for each.
 *
 * `visitor` and `session` are 64-bit hashes of the ids, so that counting them is cheap. Texts are cut, numbers are
 * finite and a time after its arrival is the arrival: whatever was sent, a query has something sound to work on.
 */
import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";

/** Changes with the columns below: facts of another version are thrown away and made again. */
const VERSION = 3;
/** Events read in one statement; keeps a catching-up interruptible and its memory small. */
const CHUNK = 200_000;
/** Clocks of visitors are a little ahead at times; further ahead, the time of arrival is believed. */
const MAX_AHEAD_MINUTES = 5;

/** Where each of them stands in the event: JSON paths, in the order they are read. */
const PATHS: Record<"c" | "p", Record<string, string>> = {
  c: {
    channel: "$.attribution.channel",
    touch: "$.channel",
    source: "$.attribution.source",
    campaign: "$.attribution.campaign",
    path: "$.page.path",
  },
  p: {
    rule: "$.rule",
    variant: "$.variant",
    experiment: "$.experiment",
    kind: "$.kind",
    reason: "$.reason",
    decision: "$.decisionId",
    template: "$.template",
    strategy: "$.strategy",
    slot: "$.slot",
    item: "$.itemId",
    product: "$.product_id",
    category: "$.category",
    stage: "$.stage",
    from_stage: "$.from",
    journey: "$.journey",
    segment: "$.segment",
    order_id: "$.order_id",
    payment: "$.payment_method",
    target: "$.target",
    credit: "$.credit",
    revenue: "$.revenue",
    total: "$.total",
    value: "$.value",
    percent: "$.percent",
    active_ms: "$.addedMs",
    rating: "$.rating",
    count: "$.count",
    position_in_list: "$.position",
    spent_ms: "$.spentMs",
  },
};

/** Events whose properties are kept whole. */
const DETAILED = [
  ...["Order Completed", "Cart Abandoned", "Message Submitted", "Waymark Loss", "Web Vitals", "JavaScript Error"],
  ...["Survey Answered", "Message Shown"],
];

const MAX_TEXT = 200;
/** More than any shop turns over; a sum of these stays exact enough. */
const MAX_NUMBER = 1e13;

const at = (list: "c" | "p", name: string): string =>
  name in PATHS[list] ? `${list}[${Object.keys(PATHS[list]).indexOf(name) + 1}]` : "NULL";

function text(list: "c" | "p", names: string[]): Record<string, [string, string]> {
  return Object.fromEntries(
    names.map((name) => {
      const value = name === "item" ? `coalesce(${at("p", "item")}, ${at("p", "product")})` : at(list, name);
      return [name, ["VARCHAR", `nullif(left(${value}, ${MAX_TEXT}), '')`]];
    }),
  );
}

function number(list: "p", names: string[]): Record<string, [string, string]> {
  return Object.fromEntries(
    names.map((name) => {
      const value = name === "revenue" ? `coalesce(${at("p", "revenue")}, ${at("p", "total")})` : at(list, name);
      const finite = `TRY_CAST(${value} AS DOUBLE)`;
      return [name, ["DOUBLE", `CASE WHEN abs(${finite}) <= ${MAX_NUMBER} THEN ${finite} END`]];
    }),
  );
}

/** Column → its expression over one event. `p` and `c` are lists of texts: READ below. */
const COLUMNS: Record<string, [type: string, expression: string]> = {
  position: ["BIGINT", "position"],
  happened: [
    "TIMESTAMP",
    `CASE WHEN timestamp > received_at + INTERVAL ${MAX_AHEAD_MINUTES} MINUTE THEN received_at ELSE timestamp END`,
  ],
  name: ["VARCHAR", "CASE WHEN type = 'track' THEN event WHEN type = 'page' THEN 'Page Viewed' ELSE type END"],
  visitor: ["UBIGINT", "hash(coalesce(anonymous_id, user_id))"],
  session: ["UBIGINT", "CASE WHEN session_id IS NOT NULL THEN hash(session_id) END"],
  delay_ms: ["BIGINT", "epoch_ms(received_at) - epoch_ms(timestamp)"],
  ...text("c", ["channel", "touch", "source", "campaign", "path"]),
  ...text("p", [
    ...["rule", "variant", "experiment", "kind", "reason", "decision", "template", "strategy", "slot", "item"],
    ...["category", "stage", "from_stage", "journey", "segment", "order_id", "payment", "target", "credit"],
  ]),
  ...number("p", ["revenue", "value", "percent", "active_ms", "rating", "count", "position_in_list", "spent_ms"]),
  // Whole, for the few events of which a query reads more.
  detail: ["JSON", `CASE WHEN event IN (${DETAILED.map((name) => `'${name}'`)}) THEN properties END`],
};

const list = (of: "c" | "p"): string => `[${Object.values(PATHS[of]).map((path) => `'${path}'`)}]`;

/** Each JSON text is parsed once, however many members are asked of it. */
const FILL = `INSERT INTO console_facts
  SELECT ${Object.values(COLUMNS).map(([, expression]) => expression)}
  FROM (SELECT *, json_extract_string(properties, ${list("p")}) AS p, json_extract_string(context, ${list("c")}) AS c
    FROM events WHERE position > $1 AND position <= $2)
  ORDER BY position`;

const TABLE = `CREATE TABLE IF NOT EXISTS console_facts (${Object.entries(COLUMNS).map(([name, [type]]) => `${name} ${type}`)});
CREATE TABLE IF NOT EXISTS console_version (version VARCHAR)`;

export type Row = Record<string, unknown>;

/** One question at a time, in turn: DuckDB uses all cores for each. */
export class Facts {
  private filled = 0;
  private filling: Promise<void> | undefined;

  private constructor(private readonly connection: DuckDBConnection) {}

  /** The events table must be there. */
  static async over(connection: DuckDBConnection): Promise<Facts> {
    const facts = new Facts(connection);
    const [library] = await facts.ask("SELECT version() AS version");
    // hash() may differ from one DuckDB to the next.
    const version = `${VERSION} ${String(library?.version)}`;
    await connection.run(TABLE);
    const [known] = await facts.ask("SELECT version FROM console_version");
    if (known?.version !== version) {
      await connection.run("DROP TABLE console_facts; DROP TABLE console_version");
      await connection.run(TABLE);
      await connection.run("INSERT INTO console_version VALUES ($1)", [version]);
    }
    const [last] = await facts.ask("SELECT coalesce(max(position), 0)::DOUBLE AS last FROM console_facts");
    facts.filled = Number(last?.last);
    return facts;
  }

  /** Takes in what has arrived since. All who ask at one time wait for the same. */
  refresh(): Promise<void> {
    this.filling ??= this.fill().finally(() => {
      this.filling = undefined;
    });
    return this.filling;
  }

  /** Rows with plain values: numbers as numbers where they are DOUBLE or INTEGER. Values go in as parameters only. */
  async ask<T extends Row = Row>(sql: string, values: DuckDBValue[] = []): Promise<T[]> {
    const result = await this.connection.runAndReadAll(sql, values);
    return result.getRowObjectsJson() as T[];
  }

  close(): void {
    this.connection.closeSync();
  }

  private async fill(): Promise<void> {
    const [newest] = await this.ask("SELECT coalesce(max(position), 0)::DOUBLE AS last FROM events");
    const last = Number(newest?.last);
    while (this.filled < last) {
      const to = Math.min(last, this.filled + CHUNK);
      const prepared = await this.connection.prepare(FILL);
      prepared.bind([this.filled, to]);
      await prepared.run();
      this.filled = to;
    }
  }
}
