import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { engines } from "../../bench/loss/browser/index.mjs";
import { runRow } from "../../bench/loss/lib/run-row.mjs";
import { loadSdk } from "../../bench/loss/lib/sdks.mjs";
import { rows } from "../../bench/loss/scenarios/index.mjs";

/** Rows in which nothing ever goes wrong at the collector: what is sent once is sent once. */
const withoutCopies = ["NAV", "NAV1", "CLOSE", "MT", "MT2"];

/** Rows mostly wait: several are played at a time. */
const concurrency = 3;

/** What `runRow` says; only what is asserted here. */
interface Outcome {
  impossible?: string;
  failed?: string;
  lost: number;
  missing: number[];
  extraCopies: number;
  doubles: number;
  unreadable: number;
  inRetryAfter: number;
}

/** Plays rows of the fault matrix (bench/loss) with shortened outages in one engine; all of them without `only`. */
export function faultMatrix(engineName: keyof typeof engines, only?: string[]): void {
  const engine = engines[engineName];
  const missing = engine.unavailable();
  describe(`fault matrix in ${engineName}`, { concurrency, skip: missing ?? false }, () => {
    for (const row of rows.filter(({ id }) => !only || only.includes(id))) {
      test(`${row.id}: ${row.what}`, async (t) => {
        const adapter = await loadSdk("waymark");
        const sdkOptions = adapter.options;
        const outcome = (await runRow({ engine, adapter, row, fast: true, trace: false, sdkOptions })) as Outcome;
        if (outcome.impossible) return t.skip(outcome.impossible);
        assert.equal(outcome.failed, undefined);
        const all = JSON.stringify(outcome);
        assert.equal(outcome.lost, 0, `events lost: ${all}`);
        assert.equal(outcome.doubles, 0, `events that came under two ids: ${all}`);
        assert.equal(outcome.unreadable, 0, `requests nobody can read: ${all}`);
        assert.equal(outcome.inRetryAfter, 0, `requests inside a Retry-After window: ${all}`);
        // Firefox now and then drops the last things a closing tab writes, and with them what was on its way
        // (docs/decisions/0007): there a copy more is only told.
        if (engineName !== "chromium") t.diagnostic(`${outcome.extraCopies} extra copies`);
        else if (withoutCopies.includes(row.id)) assert.equal(outcome.extraCopies, 0, `copies: ${all}`);
      });
    }
  });
}
