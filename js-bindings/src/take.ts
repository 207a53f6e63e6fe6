import type { Client } from "./client.js";
import type { Messages } from "./effects/message.js";
import type { Identity } from "./identity/index.js";
import { pageFacts, randomHex, serialise } from "./lent.js";
import { errorText, type Log } from "./log.js";
import { takeLost } from "./lost.js";
import type { Peers } from "./peers.js";
import { browserClock as clock } from "./ports/clock.js";
import type { LocalStorage } from "./ports/local-storage.js";
import { sortRows, takenPrefix } from "./ports/rows.js";
import type { Found, Storage } from "./ports/storage.js";
import type { Effect, Input, JournalRecord } from "./protocol.js";
import type { Call, Recorder } from "./recorder.js";
import { planReplay, withZoneFacts } from "./replay.js";
import { wellFormed } from "./serialise.js";
import { zoneFacts } from "./site-time.js";
import type { ConsentSources } from "./sources/consent.js";

/** The key of the core's snapshot (`StartInput.snapshot`). */
export const snapshotKey = "waymark.snapshot";

/** What hands the core everything that is this page's to do. */
export interface Taker {
  /** Starts the core with what lies in storage, and every call made so far. Rejects where the core cannot live. */
  boot(config: unknown, catalogue: Uint8Array | undefined, overflow: LocalStorage): Promise<void>;
  /** Another page is gone: its records and calls are this page's. */
  adopt(page: string): Promise<void>;
  /** This page is back from the back/forward cache; others may have taken over meanwhile. */
  comeBack(): Promise<void>;
  /**
   * The page has waited for the whole core: the calls made meanwhile are told. `lost`, which it cannot take without
   * that, is left for another page.
   */
  resume(lost?: string): void;
}

/** The parts of the host it works with. */
export interface Parts {
  client: Client;
  answer(input: Input): void;
  messages: Messages;
  peers: Peers;
  recorder: Recorder;
  storage: Storage;
  log: Log;
  timeZone: string;
  identity: Identity | undefined;
  consent: ConsentSources | undefined;
  /** What the inspector tells the core as it starts. */
  trial: string | undefined;
}

/** A taker for the core of `client`. */
export function createTaker({
  client,
  answer,
  messages,
  peers,
  recorder,
  storage,
  log,
  timeZone,
  identity,
  consent,
  trial,
}: Parts): Taker {
  const { page } = recorder;

  /** Whether a page lives and minds its own, as of the last `take`. */
  let alive = (_other: string): boolean => false;
  /** Own calls that the last `take` must have found in the database. */
  let stored = new Set<string>();
  /** Inputs that need a whole core which cannot be had. */
  const hopeless = new Set<string>();
  /** Calls of other pages that the core could not take yet. */
  let left: Call[] = [];
  let booted = false;

  /** `gone` does not live, though its lock is held: by us. */
  const whoLives = (gone?: string) => async () => {
    const living = await peers.alive();
    stored = new Set(recorder.stored);
    alive = (other) => other === page || (other !== gone && living.has(other));
    return alive;
  };

  /** Puts calls into the core, in their own time; ids of those it has taken. */
  function replay(calls: Call[]): string[] {
    const done: string[] = [];
    for (const call of calls) {
      if (!client.alive || client.waiting) break;
      // What a page that was left would have shown belongs to nobody now.
      messages.enabled = call.page === page;
      // A clock that was ahead then is put right now.
      const timeMs = Math.min(call.timeMs, clock.now());
      const told = withZoneFacts(call.input, timeZone, timeMs);
      const input = identity?.clean(told) ?? told;
      if (!hopeless.has(input) && client.offer(input, timeMs)) done.push(call.id);
    }
    messages.enabled = true;
    return done;
  }

  function tellLost(lost: [reason: string, count: number][]): void {
    for (const [reason, count] of lost) {
      log.say("error", reason, String(count));
      answer({ type: "signal", kind: "loss", detail: { reason, count } });
    }
  }

  async function boot(config: unknown, catalogue: Uint8Array | undefined, overflow: LocalStorage): Promise<void> {
    let taken: string[] | undefined;
    /** Own calls that need no telling any more. */
    let settled: Call[] = [];

    const use = (found: Found): string[] => {
      const plan = planReplay(found, page, recorder.calls, stored, alive);
      const startMs = Math.min(clock.now(), ...plan.calls.slice(0, 1).map((call) => call.timeMs));
      const effects = client.offer(startText(config, found, timeZone, startMs, identity), startMs);
      if (!effects) throw new Error("the whole core is missing");
      // What lies in the store may be damaged: then the core refuses to start with it, and starts without it.
      const refusal = effects.find(isRefusal);
      if (refusal && !isEmpty(found)) throw new Error(`start refused: ${refusal.code}`);
      for (const said of consent?.take() ?? []) client.put(wellFormed(JSON.stringify(said)), startMs);
      if (catalogue) client.load("catalogue", catalogue);
      if (trial) client.put(trial, startMs);
      taken = [...plan.settled, ...replay(plan.calls)];
      // Calls made so late that they are written to the database after this transaction: should the page be left
      // before they are deleted there, the next one must know.
      const early = new Set(found.pending.map(({ id }) => id));
      const late = recorder.calls.map(({ id }) => id).filter((id) => taken?.includes(id) && !early.has(id));
      if (late.length) storage.persist(takenPrefix + page, late.join(), () => {});
      settled = recorder.calls.filter((call) => !plan.calls.includes(call) || taken?.includes(call.id));
      leave(plan.calls, taken);
      // What comes from here on goes straight in. `recorder.calls` stays until the transaction has ended.
      if (client.alive) recorder.sink = client.offer;
      return taken;
    };

    for (const attempt of [
      () => storage.take(whoLives(), use),
      () => overflow.take(whoLives(), use),
      async () => void use(sortRows({ texts: new Map(), journal: [], pending: [] }, page, alive, () => {})),
    ]) {
      if (taken) break;
      const failed = (error: unknown) => log.say("warn", "storage.bootFailed", errorText(error));
      await attempt().catch(async (error: unknown) => {
        if (!client.waiting) return failed(error);
        await client.waiting;
        await attempt().catch(failed);
      });
    }
    const done = new Set(taken);
    // After a trap, what is left waits for a page whose core is well.
    recorder.calls = recorder.calls.filter((call) => !(client.alive ? settled.includes(call) : done.has(call.id)));
    if (!client.alive || !taken) throw new Error("the core has trapped");
    // Some were written after the transaction was asked for, and so are not gone with it.
    storage.forget([...done]);
    storage.remove(takenPrefix + page);
    tellLost([...Object.entries(recorder.lost), ...takeLost()]);
    recorder.lost = {};
    booted = true;
    resume();
  }

  const leave = (calls: Call[], taken: string[]) =>
    left.push(...calls.filter((call) => call.page !== page && !taken.includes(call.id)));

  function resume(lost?: string): void {
    if (lost) hopeless.add(lost);
    if (!booted) return;
    const done = replay([...left, ...recorder.calls]);
    const waits = ({ id }: Call) => !done.includes(id);
    left = left.filter(waits);
    recorder.calls = recorder.calls.filter(waits);
    storage.forget(done);
  }

  /** Takes what nobody alive owns; what it was that this page had before is told first, if asked for. */
  async function takeOver(gone?: string, restored = false): Promise<void> {
    if (!client.alive) return;
    let told = !restored;
    await storage
      .take(whoLives(gone), (found) => {
        // A dead core must not own anything.
        if (!client.alive) throw new Error("the core has trapped");
        if (restored) answer({ type: "lifecycle", state: "restored", owned: idsOf(found.own) });
        told = true;
        const { claimed: records, sent } = found;
        if (records.length || sent.length) answer({ type: "adopt", records, ...(sent.length ? { sent } : {}) });
        const plan = planReplay(found, page, [], new Set(), alive);
        const taken = [...plan.settled, ...replay(plan.calls)];
        leave(plan.calls, taken);
        return taken;
      })
      .catch((error: unknown) => log.say("warn", "storage.adoptFailed", errorText(error)));
    if (!told) answer({ type: "lifecycle", state: "restored" });
  }

  return {
    boot,
    resume,
    adopt: (gone) => takeOver(gone),
    comeBack() {
      peers.comeBack();
      // Left before its core had taken over, it goes on where it was.
      return recorder.sink ? takeOver(undefined, true) : Promise.resolve();
    },
  };
}

const idsOf = (records: JournalRecord[]): string[] => records.map(({ id }) => id);

const isEmpty = ({ texts, own, claimed, peers, sent }: Found): boolean =>
  texts.size + own.length + claimed.length + peers.length + sent.length === 0;

function isRefusal(effect: Effect): effect is Extract<Effect, { type: "log" }> {
  return effect.type === "log" && effect.level === "error" && /^(json|input)\./.test(effect.code);
}

/** Text of the `start` Input. Only page facts can hold what JSON cannot: the rest was JSON before. */
function startText(config: unknown, found: Found, timeZone: string, timeMs: number, identity?: Identity): string {
  const page = { ...pageFacts(), ...zoneFacts(timeZone, timeMs), ...(navigator.webdriver ? { automated: true } : {}) };
  const { own, claimed, peers, sent } = found;
  const snapshot = found.texts.get(snapshotKey) ?? null;
  const anonymousId = identity?.id(snapshot !== null);
  const rest = {
    config,
    snapshot,
    journal: [...own, ...claimed],
    ...(peers.length ? { peers } : {}),
    ...(sent.length ? { sent } : {}),
    seed: randomHex(16),
    ...(anonymousId ? { anonymousId } : {}),
  };
  return `{"type":"start","page":${serialise(page).text},${wellFormed(JSON.stringify(rest)).slice(1)}`;
}
