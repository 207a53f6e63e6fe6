/**
 * A destination seen from the engine, through its public seam: a page whose requests are answered as a test says, and
 * what a reply does to the events in the request.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Effect, EventRecord, Json, SendEffect } from "../../js-bindings/src/protocol.ts";

/** What a site says of a destination. */
export interface Target {
  /** Name of the definition; `ndjson` has none. */
  type: string;
  url: string;
  writeKey?: string;
  settings?: { [name: string]: Json };
}

const { createEngine } = (await import(
  new URL("../../dist/node.mjs", import.meta.url).href
)) as typeof import("../../js-bindings/src/node.ts");

/** A host for one engine with one destination: sends are answered by `answer`, time stands still but for wakes. */
export class Page {
  readonly sends: { at: number; send: SendEffect }[] = [];
  readonly logs: (Effect & { type: "log" })[] = [];
  private wakeAt: number | undefined;

  private constructor(
    private readonly engine: Awaited<ReturnType<typeof createEngine>>,
    public now: number,
    private readonly answer: (send: SendEffect) => Answer,
  ) {}

  static async with(
    target: Target,
    events: EventRecord[],
    now: number,
    answer: (send: SendEffect) => Answer,
  ): Promise<Page> {
    const page = new Page(await createEngine(), now, answer);
    const destination = { id: "it", ...target, ...definitionOf(target.type) };
    page.take(
      page.engine.handle(
        {
          type: "start",
          config: { version: 1, destinations: [destination], batch: { maxEvents: 500, maxBytes: 60_000 } } as Json,
          snapshot: null,
          journal: events.map((event, n) => ({ id: event.messageId, origin: "before", seq: n + 1, event })),
          seed: "0123456789abcdef0123456789abcdef",
          page: { url: "https://shop.example/" },
        },
        now,
      ),
    );
    return page;
  }

  /** Lets timers run until nothing more is asked for, or until a moment. */
  run(until = Number.POSITIVE_INFINITY): void {
    for (let turns = 0; turns < 200 && this.wakeAt !== undefined && this.wakeAt <= until; ++turns) {
      this.now = Math.max(this.now, this.wakeAt);
      this.wakeAt = undefined;
      this.take(this.engine.handle({ type: "wake" }, this.now));
    }
  }

  private take(effects: Effect[]): void {
    for (const effect of effects) {
      if (effect.type === "wake") this.wakeAt = effect.atMs;
      if (effect.type === "log") this.logs.push(effect);
      if (effect.type !== "send") continue;
      this.sends.push({ at: this.now, send: effect });
      this.take(
        this.engine.handle(
          { type: "sendResult", batchId: effect.batchId, outcome: "response", ...this.answer(effect) },
          this.now,
        ),
      );
    }
  }
}

export interface Answer {
  status: number;
  body?: string;
  retryAfterMs?: number;
}

/** A reply that says all is well. */
export const fine = ({ type }: Target): Answer => ({
  status: 200,
  ...(type === "matomo" ? { body: '{"status":"success","tracked":1,"invalid":0}' } : {}),
});

function definitionOf(type: string): { definition?: Json } {
  if (type === "ndjson") return {};
  return {
    definition: JSON.parse(readFileSync(new URL(`../../destinations/${type}.json`, import.meta.url), "utf8")) as Json,
  };
}

/** Events that can be told apart in any body: `Probe 1` …, from 1. */
export function probes(count: number, more: Partial<EventRecord> = {}): EventRecord[] {
  return Array.from({ length: count }, (_, n) => ({
    messageId: `id-${n + 1}`,
    type: "track",
    name: `Probe ${n + 1}`,
    timestamp: 1_767_323_040_000 + n,
    anonymousId: "a-7f3",
    session: { id: "s1", number: 1, start: 1_767_323_000_000 },
    context: { page: { url: "https://shop.example/" } },
    ...more,
  }));
}

/** Numbers of the probes in a body, however a destination writes their names. */
function probesIn(body: string): number[] {
  return [...new Set([...body.matchAll(/probe(?:%20|[ _+-])?(\d+)/gi)].map((match) => Number(match[1])))];
}

/** What a reply to the first request did to the probes in it. */
export interface Outcome {
  /** Probes that were set aside, with the reason the log gives. */
  refused?: { [probe: number]: string };
  /** Probes in the next request, and the least and most it may have waited. */
  again?: number[];
  waitedMs?: number;
  parked?: boolean;
  /** How many the far end refused without naming them. */
  lost?: number;
}

/**
 * Sends `count` probes, answers the first request with `reply` and all later ones with 200, and tells what became of
 * the probes. What is neither refused nor sent again was taken as delivered.
 */
export async function outcomeOf(target: Target, reply: Answer, count = 4): Promise<Outcome> {
  const now = 1_767_323_046_000;
  let answered = false;
  const page = await Page.with(target, probes(count), now, () => {
    if (answered) return fine(target);
    answered = true;
    return reply;
  });
  page.run(now + 86_400_000);
  const outcome: Outcome = {};
  assert.ok(page.sends[0], "nothing was sent");
  assert.deepEqual(
    probesIn(page.sends[0].send.body),
    Array.from({ length: count }, (_, n) => n + 1),
  );
  for (const log of page.logs) {
    const refused = /^event id-(\d+)(?:: (.*))?$/.exec(log.found ?? "");
    const unnamed = /^(\d+) events/.exec(log.found ?? "");
    if (log.code === "delivery.eventRefused" && unnamed) {
      outcome.lost = Number(unnamed[1]);
    } else if (log.code === "delivery.eventRefused" && refused) {
      outcome.refused = { ...outcome.refused, [Number(refused[1])]: refused[2] ?? "" };
    } else if (log.code === "delivery.parked") {
      outcome.parked = true;
    } else {
      assert.fail(`an unexpected log: ${JSON.stringify(log)}`);
    }
  }
  const next = page.sends[1];
  if (next) {
    outcome.again = probesIn(next.send.body);
    outcome.waitedMs = next.at - now;
  }
  return outcome;
}
