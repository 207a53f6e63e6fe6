import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { add, count } from "../../scripts/train-sql.mjs";

const folder = mkdtempSync(join(tmpdir(), "waymark-sql-test-"));

/** Sessions of uneven lengths, repeats, ids that are no numbers. */
function clicks(first: number, sessions: number): string {
  const rows = ["session,item,time"];
  for (let session = first; session < first + sessions; session++)
    for (let step = 0; step <= session % 13; step++)
      rows.push(
        `s${session},tee-${(session * 7 + step * (1 + (session % 3))) % 30},${1_700_000_000 + session * 100 + step}`,
      );
  return `${rows.join("\n")}\n`;
}

const installed = (name: string) => {
  try {
    return !!createRequire(import.meta.url).resolve(name);
  } catch {
    return false;
  }
};

test("one counting text gives the same bytes in every database there is", async (context) => {
  const own = await count(clicks(0, 600), "duckdb");
  assert.ok(own.split("\n").length > 300);
  const others = [
    ["postgres", existsSync("/usr/lib/postgresql/15/bin/initdb")],
    ["clickhouse", installed("chdb")],
  ] as const;
  for (const [engine, there] of others) {
    if (!there) context.diagnostic(`skipped: ${engine} is not installed`);
    else assert.equal(await count(clicks(0, 600), engine), own, engine);
  }
});

test("two days added are the two days counted at once; an older day counts less", async () => {
  const [one, two, both] = await Promise.all([count(clicks(0, 200)), count(clicks(200, 200)), count(clicks(0, 400))]);
  assert.equal(add(one, two, 1), both);
  const faded = add(one, two, 0.5).split("\n");
  const sum = (text: string[]) => text.slice(1, -1).reduce((all, line) => all + Number(line.split(",")[2]), 0);
  assert.ok(sum(faded) < sum(both.split("\n")));
});

test("waymark train learns from the pairs what it learns from the clicks", async () => {
  const pairs = join(folder, "pairs.csv");
  const model = join(folder, "pairs.wmk");
  writeFileSync(pairs, await count(clicks(0, 600)));
  const trained = spawnSync("build/release/waymark", ["train", "--clicks", pairs, "--out", model], {
    encoding: "utf8",
  });
  assert.equal(trained.status, 0, trained.stderr);
  const input = '["tee-7"]\n';
  const { stdout } = spawnSync("build/release/waymark", ["recommend", "--model", model, "--k", "3"], {
    encoding: "utf8",
    input,
  });
  assert.equal(JSON.parse(stdout).length, 3);
});
