/**
 * A visitor's profile as their own browser has it: the same core, given their stored events as its journal, asked what
 * it knows. So persona, segments, stage and figures are not a second opinion.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { StoredEvent } from "../stored-event.js";

interface Engine {
  handle(input: object, nowMs: number): { type: string; target?: string; payload?: Record<string, unknown> }[];
  load(kind: "catalogue", text: string): unknown;
}
type CreateEngine = () => Promise<Engine>;

/** The core of this SDK build; undefined where the build has none for Node. */
export async function coreOf(distDir: string): Promise<CreateEngine | undefined> {
  const file = join(distDir, "node.mjs");
  if (!existsSync(file)) return undefined;
  const module = (await import(pathToFileURL(file).href)) as { createEngine?: CreateEngine };
  return module.createEngine;
}

/** The event as every destination is given it, and as the journal keeps it (docs/events.md). */
export function canonical(event: StoredEvent): Record<string, unknown> {
  const { session, ...context } = event.context as { session?: unknown };
  return {
    messageId: event.messageId,
    type: event.type,
    ...(event.event !== null && { name: event.event }),
    timestamp: Date.parse(event.timestamp),
    ...(event.anonymousId !== null && { anonymousId: event.anonymousId }),
    ...(event.userId !== null && { userId: event.userId }),
    ...(typeof session === "object" && session !== null && { session }),
    properties: event.properties,
    traits: event.traits,
    context,
  };
}

/** One journal is one browser's: what other devices of theirs told is learned as if it were here. */
const record = (event: StoredEvent, anonymousId: string) => ({
  id: event.messageId,
  event: { ...canonical(event), anonymousId },
  acked: [],
});

/** The core's state, or undefined where there is no core or it will not have these events. */
export async function profileOf(
  distDir: string,
  configFile: string,
  events: StoredEvent[],
  anonymousId: string,
  nowMs: number,
): Promise<Record<string, unknown> | undefined> {
  try {
    const createEngine = await coreOf(distDir);
    if (!createEngine) return undefined;
    const engine = await createEngine();
    const {
      rules: _,
      destinations: __,
      ...config
    } = JSON.parse(await readFile(configFile, "utf8")) as Record<string, unknown>;
    engine.handle(
      {
        type: "start",
        config,
        snapshot: null,
        journal: events.map((event) => record(event, anonymousId)),
        seed: "00000000000000000000000000000000",
        page: { url: "https://console.invalid/" },
      },
      nowMs,
    );
    const answer = engine.handle({ type: "inspect" }, nowMs);
    return answer.find(({ target }) => target === "inspector")?.payload;
  } catch {
    return undefined;
  }
}
