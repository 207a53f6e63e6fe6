/**
 * The seam between the host and the core, as TypeScript unions.
 *
 * The host gives the core the text of one `Input` and the time in milliseconds and gets the text of a
 * list of `Effect`s. Every type here has an example in `tests/protocol/`, decoded and re-encoded by the
 * C++ core and checked against these types by the compiler. Times are milliseconds since 1970 (UTC).
 */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Properties = { [key: string]: Json };

// ───────────────────────────── what enters ─────────────────────────────

export type Input =
  | StartInput
  | EventInput
  | SignalInput
  | ConsentInput
  | LifecycleInput
  | SendResultInput
  | PersistResultInput
  | MessageOutcomeInput
  | RecommendInput
  | PeerInput
  | AdoptInput
  | FlushInput
  | WakeInput
  | ConfigInput
  | ResetInput
  | ExportInput
  | MergeProfileInput
  | ForgetInput
  | InspectInput;

/** First input of an engine: everything it needs to continue where the last page stopped. */
export interface StartInput {
  type: "start";
  /** The site's configuration, `Config` in config.ts; validated whole before it is applied. */
  config: Json;
  /** Text of the last `persist` effect with key `waymark.snapshot`, or null on a first visit. */
  snapshot: string | null;
  /** Every record in the journal that is this page's to send, oldest first, or null where there is no journal. */
  journal: JournalRecord[] | null;
  /** Records of pages that are still alive: they are learned from, and sent by their own pages. */
  peers?: JournalRecord[];
  /** Texts of the `persist` effects with keys `waymark.sent.…` of pages that have left (`AdoptInput.sent`). */
  sent?: string[];
  /** 32 hexadecimal digits (128 bits) of good randomness; the core has no other source of chance. */
  seed: string;
  /** Who the visitor is by a cookie or a link of the site's: it counts more than the snapshot's. */
  anonymousId?: string;
  page: PageFacts;
}

/** What the browser knows of the page; sent at start and again with every `route` signal. */
export interface PageFacts {
  url: string;
  title?: string;
  referrer?: string;
  /** BCP 47 tag of the page's language (`<html lang>`, else the browser's). */
  language?: string;
  /** The visitor's IANA time zone. */
  timeZone?: string;
  /** Minutes the site's own zone (config `site.timeZone`) is ahead of UTC at this moment. */
  siteOffsetMinutes?: number;
  /** The same of the other zones that schedules of the configuration name. */
  zoneOffsets?: { [timeZone: string]: number };
  userAgent?: string;
  viewport?: { width: number; height: number };
  screen?: { width: number; height: number };
  visible?: boolean;
  /** `navigator.webdriver`: a program drives the browser. */
  automated?: boolean;
}

export type EventType = "track" | "page" | "identify" | "group" | "alias";

/** A call of the site: `track("Product Viewed", {…})`. */
export interface EventInput {
  type: "event";
  event: {
    type: EventType;
    name?: string;
    properties?: Properties;
    /** identify and group */
    traits?: Properties;
    userId?: string;
    groupId?: string;
    /** alias */
    previousId?: string;
    /** The device it happened on, where it is not this one: for a server that is told of several. */
    anonymousId?: string;
    /** Given by the loader when it has journaled the call before the core was there; else made by the core. */
    messageId?: string;
    /** Facts of the caller's own, merged over the page's; `context.channel` names where it happened. */
    context?: Properties;
  };
}

/** What the DOM reports. The config decides which signals become events. */
export type SignalInput =
  | {
      type: "signal";
      kind: "route";
      detail: { trigger: "load" | "push" | "replace" | "pop" | "hash" | "restored"; page: PageFacts };
    }
  | { type: "signal"; kind: "click"; detail: ClickDetail }
  | { type: "signal"; kind: "scroll"; detail: { percent: number; px: number } }
  | {
      type: "signal";
      kind: "form";
      detail: FormDetail;
    }
  | {
      type: "signal";
      kind: "visible";
      /** `selector`: of `signals.visible` or a rule. */
      detail: { element: string; selector?: string; event?: string; properties?: Properties };
    }
  | { type: "signal"; kind: "idle"; detail: { idleMs: number } }
  | { type: "signal"; kind: "exitIntent"; detail: { cause: "mouse" | "scroll" | "back" | "hidden" } }
  | { type: "signal"; kind: "vitals"; detail: VitalsDetail }
  | { type: "signal"; kind: "error"; detail: ErrorDetail }
  /**
   * Time the page was visible and used: `time` reports `addedMs` since the last report of this page and `activeMs` in
   * all; `reached` says that a time some rule waits for has come.
   */
  | {
      type: "signal";
      kind: "engagement";
      detail: { action: "time"; activeMs: number; addedMs: number } | { action: "reached"; activeMs: number };
    }
  | { type: "signal"; kind: "rageClick"; detail: { element: string; clicks: number } }
  | { type: "signal"; kind: "deadClick"; detail: { element: string } }
  | { type: "signal"; kind: "copy"; detail: { element: string; length: number; cut: boolean } }
  | { type: "signal"; kind: "print"; detail: { [none: string]: never } }
  | { type: "signal"; kind: "media"; detail: MediaDetail }
  | { type: "signal"; kind: "duplicateTab"; detail: { [none: string]: never } }
  /** The product the page's markup describes: `Product Viewed`, unless the site has said so of this page itself. */
  | { type: "signal"; kind: "product"; detail: Properties }
  /** `waymark.trigger(name)`. */
  | { type: "signal"; kind: "api"; detail: { name: string } }
  /** The host could not keep something it was given: `count` calls or records, by a reason of docs/errors.md. */
  | { type: "signal"; kind: "loss"; detail: { reason: string; count: number } };

export interface FormDetail {
  action: "start" | "submit" | "abandon";
  form: string;
  /** Different fields that were used, the name of the last, and how long it took. */
  fields?: number;
  lastField?: string;
  durationMs?: number;
  /** Of fields the site has listed by name (`signals.formValues`). */
  values?: { [name: string]: string };
  event?: string;
  properties?: Properties;
}

/** Core Web Vitals of a page, in milliseconds but for `cls`; a metric the browser cannot tell is missing. */
export interface VitalsDetail {
  lcp?: number;
  inp?: number;
  cls?: number;
  fcp?: number;
  ttfb?: number;
  /** `navigate`, `reload`, `back-forward`, `prerender`, or `back-forward-cache`. */
  navigation: string;
}

export interface ErrorDetail {
  message: string;
  /** Address of the script, without query. */
  source?: string;
  line?: number;
  column?: number;
  stack?: string;
  /** A promise nobody caught. */
  rejected?: boolean;
  /** How often it has come on this page so far. */
  count?: number;
}

/** Times in seconds. */
export interface MediaDetail {
  action: "start" | "pause" | "resume" | "progress" | "complete";
  element: string;
  medium: "video" | "audio";
  position: number;
  percent: number;
  totalLength?: number;
}

/** A click, described without the visitor's own text. `event` comes from `data-waymark-event`. */
export interface ClickDetail {
  /** Short privacy-safe description: tag, id, up to two classes (`a#cart.button`). */
  element: string;
  /** Address of the link or form, where there is one. */
  href?: string;
  outbound?: boolean;
  /** Text of the element only where `data-waymark-text` allows it. */
  text?: string;
  /** That a rule waits for: then the click has also been told without it. */
  selector?: string;
  event?: string;
  properties?: Properties;
}

export type ConsentState = "granted" | "denied" | "unknown";

export interface ConsentInput {
  type: "consent";
  /** Purposes not named stay as they are. */
  purposes: { [purpose: string]: ConsentState };
  /**
   * Who says so: `site` (a call of `consent()`, and where it is missing), `gcm` (Google Consent Mode), `tcf`, `gpc`,
   * `dnt`; any other name is kept as it is. It stands in the proof and in `Consent Updated`.
   */
  source?: string;
  /** Of the notice the visitor saw. */
  version?: string;
  /** What the consent tool gives as evidence, such as a TC string. */
  proof?: string;
  /**
   * True: no choice made here but a setting that stands until there is one (GPC, DNT, the `default` command of Google
   * Consent Mode). It lies over the configuration's `consent`, gives way to any choice, and is not remembered: the host
   * says it on each page, right after `start`.
   */
  preset?: boolean;
}

export interface LifecycleInput {
  type: "lifecycle";
  /** `leaving`: pagehide; nothing is sent after it until `restored` (back from the back/forward cache). */
  state: "visible" | "hidden" | "leaving" | "restored" | "online" | "offline";
  /** With `restored`: ids of the journal records that are still this page's; another page sends the others. */
  owned?: string[];
}

/** Answer to `send`; exactly one for each. */
export interface SendResultInput {
  type: "sendResult";
  batchId: string;
  /** `unknown`: handed to a beacon, nobody will ever see the reply. */
  outcome: "response" | "networkFailure" | "timeout" | "unknown";
  /** HTTP status, with `response`. */
  status?: number;
  /** From `Retry-After`, seconds or date, as milliseconds from now. */
  retryAfterMs?: number;
  /** At most 64 KB, where the reply may name partial failures. */
  body?: string;
}

/** Answer to `persist`; journal records leave only after a stored snapshot includes them. */
export interface PersistResultInput {
  type: "persistResult";
  key: string;
  ok: boolean;
  /** `QuotaExceededError`, `SecurityError`, … */
  reason?: string;
}

export interface MessageOutcomeInput {
  type: "messageOutcome";
  decisionId: string;
  /**
   * `ready`: it could be drawn now; `hideMessage` comes back where it is not to be. `shown`: half of it was visible for one
   * second. `blocked`: it could not be drawn. `submitted`: a form, survey or
   * game came to its end. `closed`: it went away without the visitor having refused it.
   */
  outcome: "shown" | "blocked" | "clicked" | "dismissed" | "submitted" | "closed" | "ready";
  detail?: {
    /** Which part: `action`, `item`, `close`. */
    target?: string;
    /** A recommended item and its place, 0 first. */
    itemId?: string;
    position?: number;
    url?: string;
    reason?: string;
    /** With `submitted`, for the event: answers of a survey, names of the fields of a form, the prize of a game. */
    answers?: Properties;
    /** With `submitted`: what the profile learns, as `identify` would say it. */
    traits?: Properties;
    /** With `submitted`: purposes that a ticked box grants. */
    consent?: string[];
  };
}

export interface RecommendInput {
  type: "recommend";
  requestId: string;
  slot?: string;
  strategy: Strategy;
  context?: { itemId?: string; category?: string; exclude?: string[] };
  /** 1 to 50; default 8. */
  limit?: number;
}

/** `next`: same category as what is on screen, then recently viewed categories. `similar`: same category,
 * near in price. `cart`: goes with what is in the cart. `popular`: catalogue rank. `recent`: recently viewed. */
export type Strategy =
  | "next"
  | "similar"
  | "cart"
  | "popular"
  | "recent"
  | "buyAgain"
  | "replenish"
  | "upSell"
  | "forYou";

/** What another tab of the same browser told: records it appended, how it fared with destinations. */
export interface PeerInput {
  type: "peer";
  records?: JournalRecord[];
  health?: Health[];
}

/** How a destination is doing, told from tab to tab so that a browser does not ask a sick one tab by tab. */
export interface Health {
  destination: string;
  /** Failures in a row; 0: it has just answered well. */
  attempt: number;
  /** When the teller will ask again. */
  retryAtMs: number;
}

/** Records of a page that has left are this page's to send from now on. */
export interface AdoptInput {
  type: "adopt";
  records: JournalRecord[];
  /** What those pages had on its way when they left: texts of their `waymark.sent.…`. */
  sent?: string[];
}

/** Send what waits; answered by `flushed` once each destination has everything or has refused an attempt. */
export interface FlushInput {
  type: "flush";
  requestId: string;
}

/** The time asked for by the last `wake` effect has come (or passed long ago). */
export interface WakeInput {
  type: "wake";
}

export interface ConfigInput {
  type: "config";
  config: Json;
}

/** Forget this visitor: new anonymous id, no profile, nothing waiting. */
export interface ResetInput {
  type: "reset";
}

/** The visitor asks for what is known of them; answered by `exported`. */
export interface ExportInput {
  type: "export";
  requestId: string;
  /** `profile`: what `waymark.profile()` gives; `parts`: what `mergeProfile` takes elsewhere; default all there is. */
  of?: "profile" | "parts";
}

/** What another device or a server knows of this visitor is joined with what is known here (docs/profile.md). */
export interface MergeProfileInput {
  type: "mergeProfile";
  profile: Properties;
}

/**
 * The visitor asks to be erased: destinations that had data get `Data Deletion Requested`, everything else that is
 * stored goes, and a new anonymous id is made. Choices and their proofs stay.
 */
export interface ForgetInput {
  type: "forget";
}

/** Ask for the state; answered by `forward` with target `inspector`, name `state`. */
export interface InspectInput {
  type: "inspect";
  /** Also show the message of this rule now, whatever its conditions and caps; nothing of it is counted. */
  preview?: string;
  /**
   * On this page rules take the visitor for one in this stage. What they then show is not counted, and they do nothing
   * besides showing; the journey itself stays where it is.
   */
  stage?: string;
}

// ───────────────────────────── what leaves ─────────────────────────────

export type Effect =
  | SendEffect
  | AppendEffect
  | ReleaseEffect
  | PersistEffect
  | RemoveEffect
  | ShowMessageEffect
  | HideMessageEffect
  | RecommendationsEffect
  | HealthEffect
  | FlushedEffect
  | ExportedEffect
  | RedirectEffect
  | CardsEffect
  | WakeEffect
  | ForwardEffect
  | LogEffect;

export interface SendEffect {
  type: "send";
  batchId: string;
  destination: string;
  method: "POST";
  url: string;
  headers: { [name: string]: string };
  body: string;
  /** `normal`: fetch. `hidden`: fetch with keepalive. `leaving`: keepalive, else beacon. */
  urgency: "normal" | "hidden" | "leaving";
  /** The far end takes gzip. */
  compress: boolean;
  /** Where to send a gzipped body instead of `url`; without it gzip is named by a `Content-Encoding` header. */
  gzipUrl?: string;
}

/** One accepted event, as the journal keeps it and as every encoder reads it. */
export interface JournalRecord {
  /** The event's messageId (UUIDv7). */
  id: string;
  /** The engine (page load) that accepted it and its place there, from 1: a snapshot names what it includes by these. */
  origin: string;
  seq: number;
  event: EventRecord;
}

/** The canonical event. */
export interface EventRecord {
  messageId: string;
  type: EventType;
  name?: string;
  /** Milliseconds since 1970 (UTC), when it happened. */
  timestamp: number;
  anonymousId: string;
  userId?: string;
  groupId?: string;
  previousId?: string;
  session: { id: string; number: number; start: number };
  properties?: Properties;
  traits?: Properties;
  context?: Properties;
}

export interface AppendEffect {
  type: "append";
  record: JournalRecord;
}

/** These records reached every destination and a stored snapshot includes them. */
export interface ReleaseEffect {
  type: "release";
  ids: string[];
}

export interface PersistEffect {
  type: "persist";
  key: string;
  text: string;
}

export interface RemoveEffect {
  type: "remove";
  key: string;
}

export interface ShowMessageEffect {
  type: "showMessage";
  decisionId: string;
  rule: string;
  variant?: string;
  template: Template;
  /** CSS selector or name of a `<waymark-slot>`; absent for templates that float. */
  slot?: string;
  /** Names of Web Locks to hold from before it is drawn until it is seen or gone: tabs that decide at once take turns. */
  reserve?: string[];
  content: MessageContent;
}

export type Template =
  | "bar"
  | "modal"
  | "slideIn"
  | "toast"
  | "fullScreen"
  | "banner"
  | "hero"
  | "recommendations"
  | "coupon"
  | "freeShipping"
  | "leadForm"
  | "survey"
  | "socialProof"
  | "wheel"
  | "scratch"
  | "loyalty"
  | "replenish"
  | "custom";

/** What the author of a message wrote for the page's language, its texts evaluated (docs/messages.md), and what the core adds. */
export interface MessageContent {
  /** BCP 47 tag of the texts. */
  language: string;
  title?: string;
  text?: string;
  action?: { label: string; url?: string };
  /** Accessible name of the close button. */
  closeLabel?: string;
  position?: string;
  /** ISO 4217 code the items' prices are in. */
  currency?: string;
  strategy?: Strategy;
  items?: RecommendedItem[];
  /** Whatever else the template knows. */
  [member: string]: unknown;
}

export interface RecommendedItem {
  id: string;
  /** Higher is better; comparable within one list only. */
  score: number;
  /** Why it is here. */
  reason:
    | "sameCategory"
    | "recentCategory"
    | "complement"
    | "recentlyViewed"
    | "popular"
    | "viewedNext"
    | "boughtTogether"
    | "alike"
    | "boughtBefore"
    | "dueAgain"
    | "pinned";
  /** Id of the item it goes with, where a model says so. */
  because?: string;
  name: string;
  url: string;
  image?: string;
  /** Minor units of the catalogue's currency (VND has none). */
  price?: number;
  oldPrice?: number;
  rating?: number;
  category: string;
}

export interface HideMessageEffect {
  type: "hideMessage";
  decisionId: string;
  /** `over`: it goes once nobody is in it, and is answered by `closed`; the others go at once, without an answer. */
  reason: "route" | "peer" | "consent" | "reset" | "replaced" | "stale" | "over";
}

export interface RecommendationsEffect {
  type: "recommendations";
  requestId: string;
  slot?: string;
  strategy: Strategy;
  decisionId: string;
  items: RecommendedItem[];
}

/** Tell the browser's other tabs (`PeerInput.health`). */
export interface HealthEffect extends Health {
  type: "health";
}

/** Answer to a `flush` input. */
export interface FlushedEffect {
  type: "flushed";
  requestId: string;
  /** Events delivered since the flush was asked for, over all destinations. */
  delivered: number;
  /** Events that some destination has not acknowledged yet. */
  waiting: number;
  /** Those that have something left, with the reason: `retry`, `parked`, `disabled`, `held`, `denied`; `unconfigured` with an empty id. */
  destinations: { id: string; waiting: number; reason: string }[];
}

/** Answer to an `export` input. */
export interface ExportedEffect {
  type: "exported";
  requestId: string;
  /** What docs/privacy.md lists: identity, profile, visit, consent with its proofs, events that still wait. */
  data: Json;
}

/** Go to another page. */
export interface RedirectEffect {
  type: "redirect";
  /** A path of the site or an http(s) address. */
  url: string;
}

/** Fetch these files of cards; each is answered by `load("cards", bytes)`, with no bytes where it cannot be had. */
export interface CardsEffect {
  type: "cards";
  urls: string[];
}

/** Keep one timer; a new wake replaces the old one. */
export interface WakeEffect {
  type: "wake";
  atMs: number;
}

export interface ForwardEffect {
  type: "forward";
  /** `listener`: the site's `waymark.on(name, …)`. `inspector`: answer to `inspect`. */
  target: "dataLayer" | "gtag" | "fbq" | "listener" | "inspector";
  name: string;
  payload: Json;
  /** `messageId` of the event that is handed on. */
  id?: string;
  /** For a tag: its amounts times this. */
  priceScale?: number;
}

export interface LogEffect {
  type: "log";
  level: "debug" | "info" | "warn" | "error";
  /** Stable, dotted: `config.invalid`, `event.tooLarge`. */
  code: string;
  /** JSON pointer (RFC 6901) into the thing complained of. */
  pointer?: string;
  /** What would have been accepted. What the code means and what to do: docs/errors.md. */
  expected?: string;
  found?: string;
}

// ───────────────────────────── bulk bytes ─────────────────────────────

/** What `load(kind, bytes)` takes. */
export type BulkKind = "catalogue" | "model" | "cards";

/* `load("model", bytes)`: a file of `waymark train` (docs/recommendations.md). Broken, it is refused whole. */

/* `load("cards", bytes)`: a `Catalogue` of some items, of those `cards` effects ask for. They are added. */

/** `load("catalogue", bytes)`: UTF-8 JSON of this shape. A broken row is left out and logged with its pointer. */
export interface Catalogue {
  version: 1;
  currency: string;
  /** Category → categories that go with it, best first. */
  complements?: { [category: string]: string[] };
  /** Best sellers first: the order is the popularity rank. */
  items: CatalogueItem[];
}

export interface CatalogueItem {
  id: string;
  /** One text, or one a language. */
  name: string | { [language: string]: string };
  category: string;
  url: string;
  image?: string;
  price: number;
  oldPrice?: number;
  rating?: number;
  inStock?: boolean;
}
