import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { DuckDBInstance } from "@duckdb/node-api";
import { batch, event, line, lines, post, type Shop, send, startShop, temporaryFolder } from "./support.js";

const SENDERS = 4;
const BATCHES = 18;
const EVENTS = 10;
/** After so many answers the server is killed, with the other senders' requests under way. */
const KILL_AFTER = [3, 9, 20, 50, 85, 105];
/** So large that DuckDB writes its log into the main file (a checkpoint, at 16 MB) under load, too. */
const PADDING = "x".repeat(32_000);

describe("the collector, killed under load", () => {
  const place = temporaryFolder();
  const file = join(place.folder, "events.duckdb");
  const env = { DATA_FILE: file, DIST_DIR: place.dist };
  let shop: Promise<Shop>;
  after(async () => {
    await (await shop).stop("SIGKILL");
    place.remove();
  });

  it("has each acknowledged event exactly once, and knows each acknowledged batch", async () => {
    shop = startShop(env);
    const kills = [...KILL_AFTER];
    let answers = 0;
    let resent = 0;
    let checkpoints = 0;

    async function restart(): Promise<Shop> {
      await (await shop).stop("SIGKILL");
      if (existsSync(file) && statSync(file).size > 1_000_000) checkpoints += 1;
      return startShop(env);
    }

    /** Segment's format and our own by turns; the same bytes until they are acknowledged, as the SDK does it. */
    async function deliver(sender: number, number: number): Promise<string[]> {
      const ids = Array.from({ length: EVENTS }, (_, i) => `e-${sender}-${number}-${i}`);
      const own = number % 2 === 0;
      const body = own
        ? lines({ batch: `b-${sender}-${number}` }, ...ids.map((id) => line(id, { p: { PADDING } })))
        : JSON.stringify(batch(...ids.map((id) => event(id, { properties: { PADDING } }))));
      // Of every second batch of each format the first answer is lost on its way: the same bytes go out again.
      let toBeLost = number % 4 < 2;
      for (;;) {
        const now = await shop;
        const answer = await (own ? post(now, body) : send(now, body)).catch(() => undefined);
        if (answer?.ok) {
          answers += 1;
          if (answers >= (kills[0] ?? Number.POSITIVE_INFINITY)) {
            kills.shift();
            shop = restart();
          }
          if (!toBeLost) return ids;
          toBeLost = false;
          continue;
        }
        assert.equal(answer, undefined, `answered ${answer?.status}`);
        resent += 1;
        // The server has gone: the one who ended it has put its successor in place, or does so before the next try.
        while ((await shop) === now && now.child.exitCode === null && now.child.signalCode === null) await turn();
      }
    }

    const acknowledged = await Promise.all(
      Array.from({ length: SENDERS }, async (_, sender) => {
        const ids: string[] = [];
        for (let number = 0; number < BATCHES; number++) ids.push(...(await deliver(sender, number)));
        return ids;
      }),
    );
    assert.deepEqual(kills, []);
    assert.ok(resent > 0, "no request was under way when the server was killed");
    assert.ok(checkpoints > 0, "the server was not killed with a checkpoint behind it");

    const own = Array.from({ length: SENDERS }, (_, s) =>
      Array.from({ length: BATCHES / 2 }, (_, n) => `b-${s}-${n * 2}`),
    );
    const ask = own.flat();
    const answer = (await (await post(await shop, lines({ ask }))).json()) as { known: string[] };
    assert.deepEqual(answer.known, ask);
    await (await shop).stop("SIGKILL");

    const database = await DuckDBInstance.create(file);
    const connection = await database.connect();
    const found = await connection.runAndReadAll("SELECT message_id, count(*)::INT AS copies FROM events GROUP BY ALL");
    const copies = found.getRowObjectsJson().map((row) => [String(row.message_id), Number(row.copies)]);
    connection.closeSync();
    database.closeSync();
    assert.deepEqual(
      copies.sort(),
      acknowledged
        .flat()
        .map((id) => [id, 1])
        .sort(),
    );
  });
});

const turn = (): Promise<void> => new Promise((done) => setImmediate(done));
