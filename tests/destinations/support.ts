/**
 * What tests of destinations share: the canonical events, the requests made of them natively and in Wasm, and golden
 * files of these.
 *
 * `UPDATE=1 node --import tsx --test tests/destinations/NAME.test.ts` writes the golden file anew; read it before it
 * is committed.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import type { EventRecord } from "../../js-bindings/src/protocol.ts";
import { fine, Page, type Target } from "./page.ts";

export { type Answer, type Outcome, outcomeOf, Page, probes, type Target } from "./page.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** One HTTP request, as far as a destination makes it. */
export interface Made {
  url: string;
  gzipUrl?: string;
  headers: { [name: string]: string };
  body: string;
}

/** The canonical events and when they are sent: one of each type, and one of each name of the shop vocabulary. */
export const eventSets = {
  events: { file: "tests/destinations/events.ndjson", sentAt: 1_767_323_046_000 },
  shop: { file: "tests/destinations/shop.ndjson", sentAt: 1_767_409_473_000 },
} as const;
export type EventSet = keyof typeof eventSets;

export function eventsOf(set: EventSet): EventRecord[] {
  return readFileSync(`${root}/${eventSets[set].file}`, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as EventRecord);
}

/** The requests the native command line makes of some events. */
export function encodedNatively(target: Target, events: EventRecord[], sentAt: number): Made[] {
  const args = ["encode", "--destination", target.type, "--url", target.url, "--sent-at", String(sentAt)];
  if (target.type !== "ndjson") args.push("--definitions", "destinations");
  if (target.writeKey !== undefined) args.push("--write-key", target.writeKey);
  if (target.settings !== undefined) args.push("--settings", JSON.stringify(target.settings));
  const input = events.map((event) => JSON.stringify(event)).join("\n");
  const { status, stdout, stderr, error } = spawnSync(`${root}/build/release/waymark`, args, {
    cwd: root,
    input,
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  if (error) throw error;
  assert.deepEqual([status, stderr], [0, ""]);
  return stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Made);
}

/** The requests the Wasm core sends for some events that waited in the journal, all answered well. */
export async function sentByWasm(target: Target, events: EventRecord[], sentAt: number): Promise<Made[]> {
  const page = await Page.with(target, events, sentAt, () => fine(target));
  page.run(sentAt);
  return page.sends.map(({ send: { url, gzipUrl, headers, body, batchId } }) => ({
    url,
    ...(gzipUrl === undefined ? {} : { gzipUrl }),
    headers,
    body: target.type === "ndjson" ? body.replace(batchId, "batch") : body,
  }));
}

/** Registers the tests of a golden file: `tests/destinations/golden/NAME.json`, natively and in Wasm, to the byte. */
export function goldenTests(target: Target, name = target.type): void {
  const path = `${root}/tests/destinations/golden/${name}.json`;
  if (process.env.UPDATE) {
    const made = Object.entries(eventSets).map(([set, { sentAt }]) => [
      set,
      encodedNatively(target, eventsOf(set as EventSet), sentAt),
    ]);
    writeFileSync(path, `${JSON.stringify({ target, ...Object.fromEntries(made) }, null, 1)}\n`);
  }
  const golden = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as { [member: string]: unknown }) : {};
  test(`${name}: the golden file was made for this target`, () => assert.deepEqual(golden.target, target));
  for (const set of Object.keys(eventSets) as EventSet[]) {
    const { sentAt } = eventSets[set];
    test(`${name}: ${set}, natively, as in the golden file`, () => {
      assert.deepEqual(encodedNatively(target, eventsOf(set), sentAt), golden[set]);
    });
    test(`${name}: ${set}, in Wasm, as in the golden file`, async () => {
      assert.deepEqual(await sentByWasm(target, eventsOf(set), sentAt), golden[set]);
    });
  }
}

/** What a golden file holds of a set: the requests. */
export function goldenRequests(name: string, set: EventSet): Made[] {
  const golden = JSON.parse(readFileSync(`${root}/tests/destinations/golden/${name}.json`, "utf8"));
  return golden[set] as Made[];
}

/**
 * A package of `tests/destinations/package.json` (`npm ci --prefix tests/destinations`), or undefined where they are
 * not installed.
 */
export async function vendor<T = never>(name: string): Promise<T | undefined> {
  try {
    const path = createRequire(new URL("./package.json", import.meta.url)).resolve(name);
    return (await import(path)) as T;
  } catch {
    return undefined;
  }
}

/** The reason to skip a test where a vendor's package is not there. */
export const skipWithout = (loaded: unknown): string | false =>
  loaded === undefined ? "vendor packages not installed (npm ci --prefix tests/destinations)" : false;
