import { type Client, createClient } from "./client.js";
import { hostSettings, readCatalogue, readConfig } from "./config-source.js";
import { createForwarder } from "./effects/forward.js";
import { createExecutor } from "./effects/index.js";
import { createJournal } from "./effects/journal.js";
import { createMessages } from "./effects/message.js";
import { createRequests } from "./effects/recommendations.js";
import { createSender } from "./effects/send.js";
import { createTimer } from "./effects/timer.js";
import type { Engine } from "./engine/core-types.js";
import { loadEngine } from "./engine/load.js";
import { type Front, insideKey } from "./front.js";
import { randomHex } from "./ids.js";
import { createLog, errorText, type Log } from "./log.js";
import { pageFacts } from "./page-facts.js";
import { alivePages } from "./page-lock.js";
import { browserClock as clock } from "./ports/clock.js";
import { createIndexedDb } from "./ports/indexed-db.js";
import { createLocalStorage } from "./ports/local-storage.js";
import type { Found, Storage } from "./ports/storage.js";
import { browserTransport } from "./ports/transport.js";
import type { Input, Json } from "./protocol.js";
import type { Recorder } from "./recorder.js";
import { planReplay, withSiteOffset } from "./replay.js";
import { wellFormed } from "./serialise.js";
import { watchSignals } from "./signals/index.js";
import { offsetMinutes } from "./site-time.js";

/** A database that takes longer to open is treated as refused. */
const databaseDeadlineMs = 3_000;
/** Recommendations asked for by the first page view need the catalogue; longer than this nobody waits for it. */
const catalogueDeadlineMs = 2_000;
/** The key of the core's snapshot (`StartInput.snapshot`). */
const snapshotKey = "waymark.snapshot";

/**
 * `dist/host.mjs`: everything between a page and the core, brought by the loader or by `waymark.mjs` once a
 * configuration is known. Brings up the core and hands it every call made so far. Never rejects: without a core,
 * calls go on being journaled.
 */
export async function start(front: Front): Promise<void> {
  const { recorder, listeners, options, settle } = front[insideKey];
  const log = createLog(clock.now, (entry) => listeners.call("log", entry as unknown as Json));
  log.debug = !!options?.debug;
  recorder.heed = ({ code, pointer }) => log.say("warn", code, undefined, pointer);
  recorder.complaints.splice(0).forEach(recorder.heed);
  try {
    await begin(front, log);
    settle(false);
  } catch (error) {
    log.say("error", "engine.unavailable", errorText(error));
    front.inspect = () =>
      Promise.resolve({ engine: "unavailable", pending: recorder.calls.length, log: log.entries as unknown as Json });
    settle(true);
  }
}

async function begin(front: Front, log: Log): Promise<void> {
  const { recorder, options } = front[insideKey];
  const note = (code: string, found: string) => log.say("warn", code, found);
  const coming = loadEngine(options?.wasmUrl ?? new URL("./waymark.wasm", import.meta.url).href, note);
  coming.catch(() => {});
  const opening = openStorage(recorder, note);

  const config = await readConfig(options?.config ?? "", note);
  if (config === undefined) throw new Error("no configuration");
  const { timeZone, catalogueUrl } = hostSettings(config);
  const catalogue = catalogueUrl ? readCatalogue(catalogueUrl, note) : Promise.resolve(undefined);
  const early = await within(catalogueDeadlineMs, catalogue);
  const [engine, { storage, overflow }, alive] = await Promise.all([coming, opening, alivePages()]);

  const { client, answer, requests, inspect, messages } = assemble(engine, storage, front, log);
  const emit = (input: Input) => recorder.put(input);

  let replayed: string[] | undefined;
  const boot = (found: Found): string[] => {
    const plan = planReplay(
      found,
      recorder.page,
      recorder.calls,
      recorder.stored,
      alive.filter((page) => page !== recorder.previous),
    );
    const startMs = Math.min(clock.now(), ...plan.calls.slice(0, 1).map((call) => call.timeMs));
    client.put(startText(recorder, config, found, timeZone, startMs), startMs);
    // What lies in the store may be damaged: then the core refuses to start with it, and starts without it.
    const refused = log.entries.find((entry) => /^(json|input)\./.test(entry.code));
    if (refused && found.journal.length + found.texts.size > 0) throw new Error(`start refused: ${refused.code}`);
    if (early) client.load("catalogue", early);
    const done = [...plan.settled];
    replayed = done;
    for (const call of plan.calls) {
      if (!client.alive) break;
      // What a page that was left would have shown belongs to nobody now.
      messages.enabled = call.page === recorder.page;
      client.put(withSiteOffset(call.input, timeZone, call.timeMs), call.timeMs);
      done.push(call.id);
    }
    messages.enabled = true;
    // What comes from here on goes straight in; after a trap, what is left waits for a page whose core is well.
    recorder.calls = recorder.calls.filter((call) => !done.includes(call.id) && !client.alive);
    if (client.alive) recorder.sink = client.put;
    return done;
  };
  await storage.boot(boot).catch((error: unknown) => {
    note("storage.bootFailed", errorText(error));
    if (!replayed) return overflow.boot(boot);
  });
  if (!client.alive) throw new Error("the core has trapped");
  // Some were written after the boot transaction was asked for, and so are not yet gone with it.
  storage.forget(replayed ?? []);
  recorder.letGo();

  front.recommend = (ask) => requests.ask(ask);
  front.inspect = inspect;
  front.flush = async () => {
    // No Input says "now" as such: being hidden does, and being visible takes it back.
    answer({ type: "lifecycle", state: "hidden" });
    if (document.visibilityState === "visible") answer({ type: "lifecycle", state: "visible" });
  };
  watchSignals(emit, recorder.heed, (timeMs) => offsetMinutes(timeZone, timeMs));
  if (!early) void catalogue.then((bytes) => bytes && client.load("catalogue", bytes));
}

/** Wires engine and effects together. */
function assemble(engine: Engine, storage: Storage, front: Front, log: Log) {
  const { recorder, listeners } = front[insideKey];
  const inspectors: ((state: Json) => void)[] = [];
  const answer = (input: Input) => client.put(wellFormed(JSON.stringify(input)), clock.now());
  const requests = createRequests((input) => client.put(recorder.serialise(input).text, clock.now()));
  const messages = createMessages(answer);
  const execute = createExecutor({
    send: createSender(browserTransport, clock, answer),
    wake: createTimer(clock, () => answer({ type: "wake" })),
    forward: createForwarder(listeners, (state) => {
      for (const resolve of inspectors.splice(0))
        resolve({ state, storage: storage.kind, log: log.entries as unknown as Json });
    }),
    journal: createJournal(storage, answer),
    messages,
    requests,
    storage,
    log,
    persisted: answer,
  });
  const client: Client = createClient(engine, execute, (error, input) => {
    // From here on calls are journaled again, for a page whose core is well.
    recorder.sink = undefined;
    log.say("error", "engine.trap", `${errorText(error)} on ${input.slice(0, 500)}`);
    requests.giveUp();
    for (const resolve of inspectors.splice(0)) resolve({ engine: "trapped", log: log.entries as unknown as Json });
  });
  const inspect = () =>
    new Promise<Json>((resolve) => {
      if (!client.alive) return resolve({ engine: "trapped", log: log.entries as unknown as Json });
      inspectors.push(resolve);
      answer({ type: "inspect" });
    });
  return { client, answer, requests, inspect, messages };
}

/** Text of the `start` Input. Only configuration and page facts can hold what JSON cannot: the rest was JSON before. */
function startText({ serialise }: Recorder, config: unknown, found: Found, timeZone: string, timeMs: number): string {
  const page = { ...pageFacts(), siteOffsetMinutes: offsetMinutes(timeZone, timeMs) };
  const rest = { snapshot: found.texts.get(snapshotKey) ?? null, journal: found.journal, seed: randomHex(16) };
  return `{"type":"start","config":${serialise(config).text},"page":${serialise(page).text},${wellFormed(JSON.stringify(rest)).slice(1)}`;
}

async function openStorage(
  recorder: Recorder,
  note: (code: string, found: string) => void,
): Promise<{ storage: Storage; overflow: Storage }> {
  const overflow = createLocalStorage(note);
  const opened = (await within(databaseDeadlineMs, recorder.database)) ?? { refused: "no answer" };
  if ("refused" in opened) {
    note("storage.refused", errorText(opened.refused));
    return { storage: overflow, overflow };
  }
  return { storage: createIndexedDb(opened, overflow, note), overflow };
}

/** What the promise resolves with, or undefined after `deadlineMs`. */
function within<T>(deadlineMs: number, promise: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(deadlineMs, () => resolve(undefined));
    promise.then(resolve, reject).finally(cancel);
  });
}
