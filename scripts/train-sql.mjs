/**
 * Counts pairs of items with tools/train/pairs.sql in a database, for `waymark train --clicks pairs.csv`.
 *
 *   node scripts/train-sql.mjs --clicks clicks.csv --out pairs.csv [--engine duckdb|clickhouse|postgres]
 *                              [--before pairs.csv --keep 0.977]
 *
 * --before: the pairs counted until yesterday; they count `keep` times what they did (.977: half in thirty days), in
 * whole numbers, and the new clicks are added. `n`, on which the floor of privacy rests, only grows.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const root = new URL("..", import.meta.url).pathname;
export const countingText = readFileSync(join(root, "tools/train/pairs.sql"), "utf8");
const header = "src,dst,fwd,bwd,n,past,before";
const maxClicks = 50;

/** Rows `day,sid,pos,item` of a CSV with the columns session, item and time (unix seconds): whole numbers and ids. */
export function eventsOf(text) {
  const [first, ...lines] = text.trim().split(/\r?\n/);
  const names = (first ?? "").split(",");
  const [session, item, time] = ["session", "item", "time"].map((name) => names.indexOf(name));
  const sessions = new Map();
  for (const line of lines) {
    const fields = line.split(",");
    const [sid, id, at] = [fields[session], fields[item], Number(fields[time] ?? 0)];
    // The ids stand in a CSV again.
    if (!sid || !id || id.length > 200 || !Number.isFinite(at) || /["\t]/.test(id)) continue;
    if (!sessions.has(sid)) sessions.set(sid, []);
    sessions.get(sid).push([at, id]);
  }
  const rows = [];
  let number = 0;
  for (const clicks of sessions.values()) {
    number++;
    clicks.sort(([a], [b]) => a - b);
    if (clicks.length > 1_000) continue;
    for (const [pos, [at, id]] of clicks.slice(-maxClicks).entries())
      rows.push(`${Math.floor(at / 86_400)},${number},${pos},${id}`);
  }
  return rows;
}

/** Answers of each engine: lines `src,dst,…`, in whatever order. */
export const engines = {
  async duckdb(csv) {
    const { DuckDBInstance } = await import("@duckdb/node-api");
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    const columns = "{'day':'BIGINT','sid':'BIGINT','pos':'BIGINT','item':'VARCHAR'}";
    await connection.run(`CREATE TABLE events AS SELECT * FROM read_csv('${csv}', header=true, columns=${columns})`);
    const reader = await connection.runAndReadAll(countingText);
    const lines = reader.getRows().map((row) => row.join(","));
    connection.closeSync();
    return lines;
  },

  /** npm's `chdb`, where it is installed; its own temporary database. */
  async clickhouse(csv) {
    const { Session } = await import("chdb");
    const session = new Session(mkdtempSync(join(tmpdir(), "waymark-clickhouse-")));
    try {
      session.query("CREATE DATABASE shop");
      session.query(
        "CREATE TABLE shop.events (day Int64, sid Int64, pos Int64, item String) ENGINE = MergeTree ORDER BY sid",
      );
      session.query(`INSERT INTO shop.events SELECT * FROM file('${csv}', 'CSVWithNames')`);
      const text = countingText.replaceAll(/\bevents\b/g, "shop.events");
      return String(session.query(text, "CSV")).trim().replaceAll('"', "").split("\n");
    } finally {
      session.cleanup();
    }
  },

  /** Debian's postgresql: a cluster of its own in a temporary folder, reached by a socket there and by nothing else. */
  async postgres(csv) {
    const bin = "/usr/lib/postgresql/15/bin";
    if (!existsSync(`${bin}/initdb`)) throw new Error("PostgreSQL is not installed");
    const folder = mkdtempSync(join(tmpdir(), "waymark-postgres-"));
    const rooted = process.getuid?.() === 0;
    // PostgreSQL does not run as root.
    const run = (program, ...args) =>
      execFileSync(rooted ? "runuser" : program, rooted ? ["-u", "postgres", "--", program, ...args] : args, {
        encoding: "utf8",
        maxBuffer: 1 << 30,
        cwd: folder,
        stdio: ["ignore", "pipe", "pipe"],
      });
    if (rooted) execFileSync("chown", ["postgres", folder]);
    chmodSync(folder, 0o755);
    const data = join(folder, "data");
    const psql = (...args) => run(`${bin}/../bin/psql`, "-h", folder, "-d", "postgres", "-qAt", "-F", ",", ...args);
    run(`${bin}/initdb`, "-D", data, "-A", "trust", "-E", "UTF8", "--no-sync");
    run(
      `${bin}/pg_ctl`,
      "-D",
      data,
      "-w",
      "-o",
      `-k ${folder} -c listen_addresses='' -c work_mem=256MB`,
      ...["-l", join(folder, "log"), "start"],
    );
    try {
      psql("-c", "CREATE TABLE events (day bigint, sid bigint, pos bigint, item text)");
      psql("-c", `\\copy events FROM '${csv}' WITH (FORMAT csv, HEADER true)`);
      psql("-c", "ANALYZE events");
      return psql("-c", countingText.replaceAll(/--.*$/gm, "")).trim().split("\n");
    } finally {
      run(`${bin}/pg_ctl`, "-D", data, "-m", "immediate", "stop");
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** The pair table of a CSV of clicks, sorted by bytes: the same text from every engine. */
export async function count(clicks, engine = "duckdb") {
  const folder = mkdtempSync(join(tmpdir(), "waymark-pairs-"));
  chmodSync(folder, 0o755);
  const csv = join(folder, "events.csv");
  writeFileSync(csv, `day,sid,pos,item\n${eventsOf(clicks).join("\n")}\n`);
  try {
    const lines = (await engines[engine](csv)).filter(Boolean);
    return `${[header, ...lines.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))].join("\n")}\n`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Yesterday's pairs, each weight `keep` times what it was, and today's. */
export function add(before, today, keep) {
  const sums = new Map();
  for (const [text, share] of [
    [before, keep],
    [today, 1],
  ]) {
    for (const line of text.trim().split("\n").slice(1)) {
      const [src, dst, ...numbers] = line.split(",");
      const key = `${src},${dst}`;
      const known = sums.get(key) ?? [0, 0, 0, 0, 0];
      // fwd, bwd, n, past, before
      numbers.forEach((number, i) => {
        known[i] += i === 2 ? Number(number) : Math.floor(Number(number) * share);
      });
      sums.set(key, known);
    }
  }
  const lines = [...sums].map(([key, numbers]) => `${key},${numbers.join(",")}`);
  return `${[header, ...lines.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))].join("\n")}\n`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { values } = parseArgs({
    options: {
      clicks: { type: "string" },
      out: { type: "string" },
      engine: { type: "string", default: "duckdb" },
      before: { type: "string" },
      keep: { type: "string", default: "0.977" },
    },
  });
  if (!values.clicks || !values.out || !engines[values.engine]) {
    console.error("usage: node scripts/train-sql.mjs --clicks CSV --out CSV [--engine E] [--before CSV --keep 0.977]");
    process.exit(2);
  }
  const started = performance.now();
  let pairs = await count(readFileSync(values.clicks, "utf8"), values.engine);
  if (values.before) pairs = add(readFileSync(values.before, "utf8"), pairs, Number(values.keep));
  writeFileSync(values.out, pairs);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${values.out}: ${pairs.split("\n").length - 2} pairs, ${values.engine}, ${seconds} s`);
}
