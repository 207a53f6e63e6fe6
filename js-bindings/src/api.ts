import type { Config } from "./config.js";
import type { ConsentState, Json, LogEffect, RecommendedItem, Strategy } from "./protocol.js";

/** Values a site may pass as properties or traits; what JSON cannot carry is repaired, never thrown at. */
export type Values = { [key: string]: unknown };

export interface InitOptions {
  /** The configuration, or the address of its JSON. */
  config: Config | string;
  /** Address of `waymark.wasm`, where it does not lie beside `waymark.mjs`; the cores of other kinds of site lie beside it. */
  wasmUrl?: string;
  /** Print the log to the console. */
  debug?: boolean;
}

export interface RecommendOptions {
  strategy: Strategy;
  /** Name of a `<waymark-slot>` or CSS selector: the items are also drawn there. */
  slot?: string;
  itemId?: string;
  category?: string;
  /** Ids of items not to be shown. */
  exclude?: string[];
  /** 1 to 50; default 8. */
  limit?: number;
}

export interface Recommendations {
  /** Empty where there was nothing to decide (the core is not there). */
  decisionId: string;
  items: RecommendedItem[];
}

/** What came of `flush()`. */
export interface Flushed {
  /** Events delivered since it was asked for, over all destinations. */
  delivered: number;
  /** Events that some destination has not acknowledged yet: they stay journaled. */
  waiting: number;
  /** Those that have something left, and why: `retry`, `parked`, `disabled`, `held`; `unconfigured` with an empty id. */
  destinations: { id: string; waiting: number; reason: string }[];
}

/** What is known of the visitor (docs/profile.md): each part as conditions read it. */
export interface Profile {
  visitor: { [fact: string]: Json };
  cart: { [fact: string]: Json };
  loyalty: { [fact: string]: Json };
  journey: { [fact: string]: Json };
  session: { [fact: string]: Json };
  counters: Json;
}

/** What `inspect()` tells. */
export interface Inspection {
  /** The core's; null without a core. */
  state: Json;
  /** The last 200 entries. */
  log: LogEffect[];
  /** `unavailable`: there is no core, and `pending` calls wait for one. */
  engine?: string;
  pending?: number;
}

/** What listeners of the host's own names are called with; those of an event's name get the event. */
export interface Notices {
  decision: { decisionId: string; rule: string; template: string };
  /** `from` is left out of the first. */
  stageEntered: { stage: string; from?: string };
  /** `by`: name of the event that changed it. */
  profileChanged: { by: string };
  log: LogEffect;
}

/** Everything a site may call. No method ever throws; calls made before the core is there are kept with their times. */
export interface Waymark {
  /** Start: fetches configuration and core. A second call is ignored. */
  init(options: InitOptions): void;
  /** Something happened: `track("Product Viewed", { product_id: "p1" })`. */
  track(name: string, properties?: Values, options?: { context?: Values }): void;
  /** A page was seen, where the site says so itself. */
  page(name?: string, properties?: Values, options?: { context?: Values }): void;
  /** The visitor is known: an id of the site's, and what it knows of them. */
  identify(userId?: string, traits?: Values, options?: { context?: Values }): void;
  /** The visitor belongs to a group: a company, a household. */
  group(groupId: string, traits?: Values, options?: { context?: Values }): void;
  /** `userId` and `previousId` are the same person. */
  alias(userId: string, previousId?: string, options?: { context?: Values }): void;
  /** What the visitor allows; purposes not named stay as they are. `version` of the notice and `proof` are kept. */
  consent(purposes: { [purpose: string]: ConsentState }, options?: { version?: string; proof?: string }): void;
  /** Items for this visitor. Resolves with none where there is no core; never rejects. */
  recommend(options: RecommendOptions): Promise<Recommendations>;
  /** Asks the rules that listen to this name (`{ "type": "api", "name": … }`). */
  trigger(name: string): void;
  /** Somebody else sits down: new anonymous id, nothing known. Destinations are not told. */
  reset(): void;
  /** Erase the visitor: as `reset`, and the destinations that had data are told with `Data Deletion Requested`. */
  forget(): void;
  /** All that is known of the visitor on this device, as plain data; without a core what `inspect` says. Never rejects. */
  export(): Promise<Json>;
  /**
   * What is known of the visitor, for the page to use (docs/profile.md): `visitor`, `cart`, `loyalty`, `journey`, `session`,
   * `counters`. `on("profileChanged")` tells when. Null where there is no core. Never rejects.
   */
  profile(): Promise<Profile | null>;
  /** The profile for another device or a server: what `mergeProfile` takes there. Null where there is no core. */
  exportProfile(): Promise<Values | null>;
  /** Joins what another device or a server knows of this visitor; again and in any order it comes to the same. Waits for the core. */
  mergeProfile(profile: Values | null): Promise<void>;
  /** Call `listener` for each event of that name, or for `decision`, `stageEntered`, `profileChanged`, `log`. Returns the way to stop. */
  on<Name extends keyof Notices>(name: Name, listener: (payload: Notices[Name]) => void): () => void;
  on(name: string, listener: (payload: Json) => void): () => void;
  /** The core's state and the last log entries, for looking at. */
  inspect(): Promise<Inspection>;
  /**
   * Send what is waiting now, and tell what came of it: resolves once each destination has everything or has refused
   * an attempt. Never rejects.
   */
  flush(): Promise<Flushed>;
  /** Opens the inspector, a drawer that shows what is known, decided and sent; again: closes it. Fetched only then. */
  debug(): Promise<void>;
  /** Counts of what was accepted, delivered, is waiting and was lost (by reason), in all and for each destination. */
  stats(): Promise<Json>;
  /** The core is there and has taken over every call made before. Rendered on a server: at once, with no core. */
  ready: Promise<void>;
  /** The call as a list, as the queueing stub takes it: `push(["track", "Product Viewed"])`. */
  push(...calls: unknown[][]): void;
}
