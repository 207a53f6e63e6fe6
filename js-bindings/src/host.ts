import type { Inspection, Profile, Values, Waymark } from "./api.js";
import { assemble } from "./assemble.js";
import type { Config } from "./config.js";
import { hostSettings, needsTemplates, readCatalogue, readConfig, wantsIdentity } from "./config-source.js";
import { isDebugged } from "./debugged.js";
import { kindOf } from "./engine/kinds.js";
import { loadEngine } from "./engine/load.js";
import { type Front, insideKey } from "./front.js";
import { borrow, serialise } from "./lent.js";
import { createLog, errorText, type Log } from "./log.js";
import { listKey } from "./plan/types.js";
import { browserClock as clock } from "./ports/clock.js";
import { createIndexedDb } from "./ports/indexed-db.js";
import { createLocalStorage, type LocalStorage } from "./ports/local-storage.js";
import type { Storage } from "./ports/storage.js";
import type { Json, Properties } from "./protocol.js";
import type { Recorder } from "./recorder.js";
import { wellFormed } from "./serialise.js";
import { type Signals, watchSignals } from "./signals/index.js";
import { watchLifecycle } from "./signals/lifecycle.js";
import { noteZones, zoneFacts } from "./site-time.js";
import type { Purposes } from "./sources/consent.js";
import { watchSources } from "./sources/index.js";
import { createTaker, snapshotKey } from "./take.js";

/** A database that takes longer to open is treated as refused. */
const databaseDeadlineMs = 3_000;
/** Recommendations asked for by the first page view need the catalogue; longer than this nobody waits for it. */
const catalogueDeadlineMs = 2_000;

/**
 * `dist/host.mjs`: everything between a page and the core, brought by the loader or by `waymark.mjs` once a
 * configuration is known. Brings up the core and hands it every call made so far. Never rejects: without a core,
 * calls go on being journaled.
 */
export async function start(front: Front): Promise<void> {
  const { recorder, listeners, options, settle } = front[insideKey];
  borrow(recorder.lent);
  const log = createLog(clock.now, (entry) => listeners.call("log", entry as unknown as Json));
  recorder.heed = ({ code, pointer }) => log.say("warn", code, undefined, pointer);
  recorder.complaints.splice(0).forEach(recorder.heed);
  try {
    log.debug = !!options?.debug;
    await begin(front, log);
    settle(false);
  } catch (error) {
    log.say("error", "engine.unavailable", errorText(error));
    front.inspect = () =>
      Promise.resolve({
        state: null,
        engine: "unavailable",
        pending: recorder.calls.length,
        log: log.entries as Inspection["log"],
      });
    settle(true);
  }
}

/** However large it is: what an event may have at most is nothing to a configuration. */
function textOf(config: unknown, note: (code: string, found: string) => void): string {
  try {
    return wellFormed(JSON.stringify(config));
  } catch {
    const { text, complaints } = serialise(config);
    for (const { code, pointer } of complaints) note("config.invalid", `${pointer} ${code}`);
    return text;
  }
}

async function begin(front: Front, log: Log): Promise<void> {
  const { recorder, options, listeners } = front[insideKey];
  const note = (code: string, found: string) => log.say("warn", code, found);
  const opening = openStorage(recorder, note);

  const source = await readConfig(options?.config ?? "", note);
  if (source === undefined) throw new Error("no configuration");
  // Plain data from here on, whatever the site has given.
  const text = textOf(source, note);
  const given: unknown = JSON.parse(text);
  const templates = needsTemplates(given);
  const coming = loadEngine(options?.wasmUrl, kindOf(given, text, templates), note);
  coming.catch(() => {});
  const { timeZone, catalogueUrl, modelUrl } = hostSettings(given);
  noteZones(given);
  const defining = templates
    ? import("./definitions.js")
        .then(({ withDefinitions }) => withDefinitions(given, note))
        .catch((error: unknown) => {
          // Then the events of those destinations wait.
          note("delivery.definitionMissing", errorText(error));
          return given;
        })
    : given;
  const catalogue = catalogueUrl ? readCatalogue(catalogueUrl, note) : Promise.resolve(undefined);
  const model = modelUrl
    ? import("./recommend.js")
        .then(({ readModel }) => readModel(modelUrl, note))
        .catch((error: unknown) => note("model.unreadable", errorText(error)))
    : undefined;
  const goods = Promise.all([model, catalogue]);
  const early = await within(catalogueDeadlineMs, goods);
  const knowing = wantsIdentity(given)
    ? import("./identity/index.js").then(
        ({ createIdentity }) => createIdentity(given, clock.now),
        (error: unknown) => void note("identity.unavailable", errorText(error)),
      )
    : undefined;
  const asking = (given as { consentSources?: unknown } | null)?.consentSources
    ? import("./sources/consent.js").then(
        ({ readConsent }) => readConsent(given as Config),
        (error: unknown) => void note("sources.unavailable", errorText(error)),
      )
    : undefined;
  // There before the first event is handed on, which may be the last before the page is left.
  if (/"(gtag|fbq)"/.test(text)) import("./effects/tags.js").catch(() => {});
  // Without it what was drawn before stays, as it would without a core.
  const planning = listKey in document ? import("./plan/keep.js").catch(() => {}) : undefined;
  const [engine, { storage, overflow }, config, identity, consent] = await Promise.all([
    coming,
    opening,
    defining,
    knowing,
    asking,
  ]);
  const planner = (await planning)?.watchPlan(storage, listeners, snapshotKey);
  identity?.keepIn(storage);
  const storing = firstAppend(storage);

  const debugging = isDebugged();
  // From the first Input on, where the drawer was open on the page before.
  const trial = debugging
    ? await import("./inspector/index.js").then(
        ({ record, trialInput }) => trialInput(record(engine, true).trial),
        () => undefined,
      )
    : undefined;
  const parts = assemble(
    engine,
    storage,
    front,
    log,
    (page) => taker.adopt(page),
    (lost) => taker.resume(lost),
    planner,
  );
  const { client, answer, requests, inspect, peers, sender } = parts;
  const taker = createTaker({ ...parts, recorder, storage, log, timeZone, identity, consent, trial });
  let signals: Signals | undefined;
  let tellLast = () => {};
  // From the start: what the core writes while it takes over must be safe when the page is left just then.
  watchLifecycle((state) => {
    const leaving = state === "leaving";
    const last = leaving || state === "hidden";
    // What is still being compressed belongs to what the core counts as on its way.
    if (last) sender.hurry();
    if (last) tellLast();
    signals?.life(state);
    if (state === "restored") void taker.comeBack();
    else if (recorder.sink) answer({ type: "lifecycle", state });
    if (leaving) peers.leave();
    if (last) storage.flush(leaving);
    if (state === "restored") signals?.showAgain();
  });
  if (early?.[0]) client.load("model", early[0]);
  await taker.boot(config, early?.[1], overflow);

  front.recommend = requests.recommend;
  front.flush = requests.flush;
  front.export = () => requests.export();
  front.profile = () => requests.export("profile") as Promise<Profile | null>;
  front.exportProfile = () => requests.export("parts") as Promise<Values | null>;
  front.mergeProfile = async (profile) => recorder.put({ type: "mergeProfile", profile: profile as Properties });
  front.inspect = inspect as unknown as Waymark["inspect"];
  front.stats = async (): Promise<Json> => {
    const { state } = (await inspect()) as { state?: { stats?: { [name: string]: Json }; destinations?: Json } };
    return state ? { ...state.stats, destinations: state.destinations ?? [] } : { engine: "trapped" };
  };
  if (consent) {
    consent.watch(answer);
    listeners.on("consentChanged", (change) => consent.tell((change as { purposes: Purposes }).purposes));
    // What was chosen on an earlier page.
    void inspect().then((known) => consent.tell((known as { state?: { consent?: Purposes } }).state?.consent ?? {}));
  }
  const preview = (rule: string) => answer({ type: "inspect", preview: rule });
  front.debug = async () => {
    const { open } = await import("./inspector/index.js");
    open({ engine, config, inspect, preview, wake: () => answer({ type: "wake" }) });
  };
  if (debugging) void front.debug().catch(() => {});
  const wanted = new URLSearchParams(location.search).get("waymark_preview");
  if (wanted) preview(wanted);
  const { route, hidden } = watchSources(given, recorder.put, note);
  tellLast = hidden;
  signals = watchSignals(given, { recorder, client }, (timeMs) => zoneFacts(timeZone, timeMs), route, storing);
  // What waits for cards waits no longer where there is no model: nobody can say which.
  if (modelUrl) void goods.then(([model]) => model || client.load("cards", new Uint8Array()));
  const later = early
    ? undefined
    : goods.then(([model, catalogue]) => {
        if (model) client.load("model", model);
        if (catalogue) client.load("catalogue", catalogue);
      });
  void planner?.decided(async () => {
    await later;
    while (client.waiting) await client.waiting;
  });
  if (document.querySelector("waymark-recommendations"))
    void import("./recommend.js").then(({ defineElement }) => defineElement(requests.recommend)).catch(() => {});
}

/** Resolves once the core stores an event: then the visitor allows it. */
function firstAppend(storage: Storage): Promise<void> {
  return new Promise((resolve) => {
    const { append } = storage;
    storage.append = (record) => {
      resolve();
      append(record);
    };
  });
}

async function openStorage(
  recorder: Recorder,
  note: (code: string, found: string) => void,
): Promise<{ storage: Storage; overflow: LocalStorage }> {
  const overflow = createLocalStorage(recorder.page, note);
  try {
    if (Object.keys(localStorage).some((key) => key.startsWith("waymark.stub.")))
      overflow.stubs = await import("./stub.js");
  } catch (error) {
    // They lie there for the next page.
    note("storage.bootFailed", errorText(error));
  }
  const opened = (await within(databaseDeadlineMs, recorder.database)) ?? { refused: "no answer" };
  if ("refused" in opened) {
    note("storage.refused", errorText(opened.refused));
    return { storage: overflow, overflow };
  }
  return { storage: createIndexedDb(opened, recorder.page, overflow, note), overflow };
}

/** What the promise resolves with, or undefined after `deadlineMs`. */
function within<T>(deadlineMs: number, promise: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(deadlineMs, () => resolve(undefined));
    promise.then(resolve, reject).finally(cancel);
  });
}
