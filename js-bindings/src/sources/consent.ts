import type { Config } from "../config.js";
import { ownKey } from "../own-key.js";
import type { ConsentInput, ConsentState } from "../protocol.js";
import { watchLayer } from "./watch-layer.js";

/**
 * `dist/consent-sources.mjs`: what others have asked the visitor already, or the browser says for them, becomes consent:
 * Google Consent Mode v2, IAB TCF v2, Global Privacy Control, Do Not Track. Fetched where the configuration has
 * `consentSources`.
 */

type Settings = NonNullable<Config["consentSources"]>;
export type Purposes = { [purpose: string]: ConsentState };

/** Consent Mode's storage types by purpose: granted where all of them that are named are. */
const googleTypes: { [purpose: string]: string[] } = {
  analytics: ["analytics_storage"],
  personalization: ["personalization_storage"],
  marketing: ["ad_storage", "ad_user_data", "ad_personalization"],
};

/** TCF's purposes by ours: 1 storing, 2-4 and 7 advertising, 5 and 6 personalised content, 8 measuring content, 9 statistics. */
const tcfPurposes: { [purpose: string]: number[] } = {
  analytics: [1, 8, 9],
  personalization: [1, 5, 6],
  marketing: [1, 2, 3, 4, 7],
};

/** A tool that has not come after these pauses is not on the page. */
const tcfPausesMs = [0, 250, 1_000, 4_000, 10_000];

interface TcData {
  eventStatus?: string;
  gdprApplies?: boolean;
  tcString?: string;
  purpose?: { consents?: { [id: string]: boolean } };
}

type TcfApi = (command: string, version: number, callback: (data: TcData, ok: boolean) => void) => void;

/** What the sources say. */
export interface ConsentSources {
  /** All that is known by now: for the core, before it hears of any event. */
  take(): ConsentInput[];
  /** What is said from now on, and what has been since it was taken. */
  watch(put: (input: ConsentInput) => void): void;
  /** Tells Google's tags what is allowed here, if the configuration wants it. */
  tell(purposes: Purposes): void;
}

/** Reads what can be known at once, and listens. */
export function readConsent(config: Config): ConsentSources {
  const { consentSources: settings = {} as Settings, dataLayer } = config;
  const layerName = (typeof dataLayer === "object" && dataLayer?.name) || "dataLayer";
  const said: ConsentInput[] = [];
  let put = (input: ConsentInput): void => void said.push(input);
  const say = (source: string, purposes: Purposes, more: Partial<ConsentInput> = {}) => {
    if (Object.keys(purposes).length) put({ type: "consent", purposes, source, ...more });
  };
  const deny = (source: string, purposes: unknown) => {
    if (Array.isArray(purposes))
      say(source, Object.fromEntries(purposes.map((purpose) => [purpose, "denied"])), { preset: true });
  };

  const browser = navigator as { globalPrivacyControl?: boolean; doNotTrack?: string | null };
  // Google's defaults come first: what the browser says for the visitor lies over them, as the later of two presets.
  if (settings.gcm)
    watchLayer(layerName, (entry) => {
      const [command, kind, states] = entry as [unknown, unknown, { [type: string]: unknown }?];
      if (command !== "consent" || (kind !== "default" && kind !== "update") || !states) return;
      // Defaults for a region: where the visitor is, only Google's servers know.
      if (kind === "default" && states.region) return;
      const purposes = fromGoogle(states);
      if (kind === "update") return say("gcm", purposes);
      // What is denied until the visitor is asked is not decided yet: what then is for the configuration to say.
      for (const purpose in purposes) if (purposes[purpose] === "denied") purposes[purpose] = "unknown";
      say("gcm", purposes, { preset: true });
    });
  if (browser.doNotTrack === "1") deny("dnt", settings.dnt);
  if (browser.globalPrivacyControl) deny("gpc", settings.gpc);
  if (settings.tcf)
    listenToTcf(({ tcString, purpose }) => say("tcf", fromTcf(purpose?.consents ?? {}), { proof: tcString }));

  return {
    take: () => said.splice(0),
    watch(sink) {
      put = sink;
      said.splice(0).forEach(sink);
    },
    tell(purposes) {
      if (settings.gcmOut) tellGoogle(purposes, layerName);
    },
  };
}

function fromGoogle(states: { [type: string]: unknown }): Purposes {
  const purposes: Purposes = {};
  for (const [purpose, types] of Object.entries(googleTypes)) {
    const said = types.map((type) => states[type]).filter((state) => state === "granted" || state === "denied");
    if (said.length) purposes[purpose] = said.every((state) => state === "granted") ? "granted" : "denied";
  }
  return purposes;
}

function fromTcf(consents: { [id: string]: boolean }): Purposes {
  return Object.fromEntries(
    Object.entries(tcfPurposes).map(([purpose, ids]) => [
      purpose,
      ids.every((id) => consents[id] === true) ? "granted" : "denied",
    ]),
  );
}

/** Hears the visitor's choice, made before or made now; not the moment in which they are still asked. */
function listenToTcf(heard: (data: TcData) => void, pauses = tcfPausesMs): void {
  const [pause, ...rest] = pauses;
  const ask = () => {
    const { __tcfapi: api } = window as { __tcfapi?: TcfApi };
    if (typeof api !== "function") return listenToTcf(heard, rest);
    let last = "";
    try {
      api("addEventListener", 2, (data, ok) => {
        const { eventStatus, gdprApplies, tcString = "" } = data ?? {};
        if (!ok || gdprApplies === false || (eventStatus !== "tcloaded" && eventStatus !== "useractioncomplete"))
          return;
        if (tcString && tcString === last) return;
        last = tcString;
        heard(data);
      });
    } catch {
      // A tool that throws says nothing.
    }
  };
  if (pause === 0) ask();
  else if (pause) setTimeout(ask, pause);
}

/** `gtag("consent", "update", …)`: Google's tags read `arguments` objects and nothing else. */
function tellGoogle(purposes: Purposes, layerName: string): void {
  const states: { [type: string]: string } = {};
  for (const [purpose, types] of Object.entries(googleTypes)) {
    const state = purposes[purpose];
    if (state === "granted" || state === "denied") for (const type of types) states[type] = state;
  }
  try {
    const far = window as unknown as { [name: string]: unknown[] | undefined };
    far[layerName] ??= [];
    const entry = argumentsOf("consent", "update", states);
    Object.defineProperty(entry, ownKey, { value: true });
    (far[layerName] as unknown[]).push(entry);
  } catch {
    // The page's own list.
  }
}

function argumentsOf(..._command: unknown[]): IArguments {
  // biome-ignore lint/complexity/noArguments: of a list Google's tags would make nothing.
  return arguments;
}
