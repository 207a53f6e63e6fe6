import { openStage } from "./stage.mjs";
import { completeAtMs, tally } from "./tally.mjs";

/**
 * Stages one row for one SDK in one engine and says what became of the events.
 *
 * @returns {Promise<object>} `{ engine, sdk, row }` and either the figures of tally.mjs with `drainedSeconds`,
 *   `drainedBy`, `seconds` and `notes`, or `impossible` (the driver cannot stage it) or `failed` (the bench broke).
 */
export async function runRow({ engine, adapter, row, fast, trace, sdkOptions }) {
  const name = { engine: engine.name, sdk: adapter.name, version: adapter.version, row: row.id };
  const lacking = (row.needs ?? []).find((need) => engine.cannot[need]);
  if (lacking) return { ...name, impossible: engine.cannot[lacking] };

  const began = performance.now();
  let stage;
  try {
    stage = await openStage({ engine, adapter, row, fast, trace, sdkOptions });
    await row.stage(stage);
    if (!row.left) {
      const alone = stage.times.alone;
      await stage.settle({ limitSeconds: alone, quietSeconds: alone });
    }
    const revisitAtMs = stage.collector.now();
    await stage.revisit();
    const { requests } = stage.collector;
    const completeMs = completeAtMs(requests, stage.expected);
    return {
      ...name,
      ...tally(requests, stage.expected),
      /** From the moment nothing stood in the way; null where something never arrived. */
      drainedSeconds: completeMs === null ? null : Math.max(0, (completeMs - stage.healthyAtMs) / 1000),
      drainedBy: completeMs === null ? "nothing" : completeMs > revisitAtMs ? "the next visit" : "itself",
      seconds: (performance.now() - began) / 1000,
      browser: stage.browser.version,
      notes: stage.notes,
    };
  } catch (error) {
    return { ...name, failed: String(error?.stack ?? error), seconds: (performance.now() - began) / 1000 };
  } finally {
    await stage?.close().catch(() => {});
  }
}
