/** Learns a recommendation model from what the collector stored, with `waymark train`, and serves it. */
import { execFile } from "node:child_process";
import { createReadStream, existsSync } from "node:fs";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { FastifyInstance } from "fastify";
import type { RulesFile } from "./console/rules-file.js";
import type { EventStore } from "./event-store.js";
import type { Settings } from "./settings.js";
import { catalogue } from "./shop-data.js";

/** The command line of this project, as `make build` leaves it. */
const PROGRAM = "build/release/waymark";
/** Fewer views than this teach nothing. */
const FEWEST_VIEWS = 50;
const TIMEOUT_MS = 600_000;

const CLICKS = `SELECT session_id AS session, json_extract_string(properties, '$.product_id') AS item, epoch(timestamp) AS time
  FROM events WHERE event IN ('Product Viewed', 'Product Added') AND item IS NOT NULL ORDER BY position`;
const BASKETS = `SELECT message_id AS basket, json_extract_string(product, '$.product_id') AS item, epoch(timestamp) AS time, anonymous_id AS customer
  FROM (SELECT message_id, timestamp, anonymous_id, position, unnest(from_json(properties->'products', '["JSON"]')) AS product
        FROM events WHERE event = 'Order Completed') ORDER BY position`;

export interface Trained {
  /** False: too few views, or no program; `why` says which. */
  trained: boolean;
  why?: string;
  items?: number;
  neighbours?: number;
  bytes?: number;
}

export class Trainer {
  /** Beside the events. */
  readonly file: string;
  private running: Promise<Trained> | undefined;

  constructor(
    private readonly store: EventStore,
    dataFile: string,
  ) {
    this.file = `${dataFile}.wmk`;
  }

  /** One at a time: whoever asks meanwhile gets the same answer. */
  train(): Promise<Trained> {
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async run(): Promise<Trained> {
    if (!existsSync(PROGRAM)) return { trained: false, why: `${PROGRAM} is missing: make build makes it` };
    const folder = await mkdtemp(join(dirname(this.file), "train-"));
    const path = (name: string) => join(folder, name);
    const connection = await this.store.connect();
    try {
      const rows = async (sql: string, name: string) => {
        const out = path(name).replaceAll("'", "''");
        const written = await connection.run(`COPY (${sql}) TO '${out}' (FORMAT csv, HEADER)`);
        return written.rowsChanged;
      };
      const views = await rows(CLICKS, "clicks.csv");
      if (views < FEWEST_VIEWS) return { trained: false, why: `${views} views stored, ${FEWEST_VIEWS} are the fewest` };
      const bought = await rows(BASKETS, "baskets.csv");
      await writeFile(path("catalogue.json"), JSON.stringify(catalogue()));
      const args = ["train", "--clicks", path("clicks.csv"), "--catalogue", path("catalogue.json"), "--json"];
      if (bought > 0) args.push("--baskets", path("baskets.csv"));
      const { stdout } = await promisify(execFile)(PROGRAM, [...args, "--out", path("model.wmk")], {
        timeout: TIMEOUT_MS,
      });
      // Whole or not at all: a visitor may be fetching the one before.
      await rename(path("model.wmk"), this.file);
      const { items, neighbours, bytes } = JSON.parse(stdout) as Trained;
      return { trained: true, items, neighbours, bytes } as Trained;
    } catch (error) {
      return { trained: false, why: (error as Error).message.split("\n")[0] ?? "" };
    } finally {
      connection.closeSync();
      await rm(folder, { recursive: true, force: true });
    }
  }
}

/**
 * `POST /api/train` trains now; `/model.wmk` is the model, and the Waymark config names it as soon as there is one. No
 * password: it is a demonstration.
 */
export function trainer(app: FastifyInstance, store: EventStore, { dataFile }: Settings, rules: RulesFile): void {
  const own = new Trainer(store, dataFile);
  app.post("/api/train", async (_request, reply) => reply.header("cache-control", "no-store").send(await own.train()));
  app.get("/model.wmk", async (_request, reply) => {
    if (!existsSync(own.file)) return reply.callNotFound();
    return reply.header("cache-control", "no-cache").type("application/octet-stream").send(createReadStream(own.file));
  });
  app.get("/waymark.config.json", async (_request, reply) => {
    const text = await rules.read();
    reply.header("cache-control", "no-cache").type("application/json");
    // As it was published, but for the model.
    if (!existsSync(own.file)) return reply.send(text);
    return reply.send({ ...(JSON.parse(text) as object), model: { url: "/model.wmk" } });
  });
  // What earlier days stored is learned from at each start; nobody waits for it.
  app.addHook("onListen", async () => {
    void own.train().then((told) => {
      if (told.trained) console.log(`Waymark demo: model of ${told.items} items, ${told.bytes} bytes`);
    });
  });
}
