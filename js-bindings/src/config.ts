import type { Content, Theme } from "./content.js";
import type { ConsentState, Json, Strategy, Template } from "./protocol.js";

/** The site's configuration. The core validates it whole; one error and the previous one stays. */
export interface Config {
  version: 1;
  site?: {
    name?: string;
    /** IANA zone the site's days are counted in; default `UTC`. */
    timeZone?: string;
    /** Language of messages where the page names none; default `en`. */
    language?: string;
    /** ISO 4217 code of amounts in texts where the catalogue names none. */
    currency?: string;
  };
  destinations?: Destination[];
  batch?: {
    /** 1 to 500; default 30. */
    maxEvents?: number;
    /** 1,000 to 60,000; default 60,000. */
    maxBytes?: number;
    /** 0 to 60,000; default 1,000. Clicks, scroll depths and engaged time wait five times as long where nothing else comes. */
    maxAgeMs?: number;
  };
  retry?: {
    /** Upper bound of the first wait, full jitter; default 1,000. */
    baseMs?: number;
    /** Upper bound of any wait; default 300,000. */
    maxMs?: number;
  };
  session?: {
    /** Default 30. */
    idleMinutes?: number;
    /** A new session at midnight in the site's zone; default true. */
    splitAtMidnight?: boolean;
    /** A new session on a new campaign; default true. */
    splitOnCampaign?: boolean;
  };
  attribution?: {
    /** A touch is forgotten after so many days; 1 to 3,650, default 90. */
    lookBackDays?: number;
    /** Hosts a visitor may come back from without that being a touch: payment pages, sign-in. */
    internal?: string[];
    /** Kinds of sites that the table does not know, by host or `utm_source`. */
    sources?: { [site: string]: "search" | "social" | "video" | "shopping" | "assistant" };
  };
  vocabulary?: {
    /** Take events by GA4's names for the shop events they mean; default true. */
    ga4?: boolean;
    /** Check the properties of shop events against Segment's specification; default true. */
    check?: boolean;
  };
  privacy?: {
    /**
     * While `analytics` is undecided: `hold` events in memory (default), send them `cookieless` under an id of the day with
     * nothing stored, or record `nothing`.
     */
    beforeConsent?: "hold" | "cookieless" | "nothing";
    /** What is taken out of texts before anything is stored; default all three. */
    redact?: ("email" | "phone" | "card")[];
    /** Parameters of addresses whose values are taken out, in lower case, besides the built-in ones. */
    parameters?: string[];
    /** Regular expressions of what else is taken out; without look-around and back-references. */
    patterns?: string[];
    /** Places in an event that stay as they are, as JSON pointers; default `["/traits"]`. */
    allow?: string[];
    /** A visitor who stays away longer is forgotten, but for the choices; default 390. */
    retentionDays?: number;
  };
  /** Programs, by user agent or `navigator.webdriver`: `mark` their events (default), `drop` them, or `ignore` it. */
  bots?: "mark" | "drop" | "ignore";
  /**
   * State of each purpose before the visitor has said anything. `analytics` (record and send) and
   * `personalization` (profile and messages) are `granted` unless named here; `unknown` holds events.
   */
  consent?: { [purpose: string]: ConsentState };
  signals?: {
    /** `Page Viewed` (type `page`) at load and on each route; default true. */
    route?: boolean;
    /** `Link Clicked` for links that lead to another host; default true. */
    click?: boolean;
    /** `Scroll Depth Reached` at these percentages; default [25, 50, 75, 90]. */
    scroll?: number[];
    /** The same at these CSS pixels scrolled down; default none. */
    scrollPx?: number[];
    /** `Element Clicked` for every other link and button; default false. */
    elementClick?: boolean;
    /** `File Downloaded` for links to files; default true. */
    download?: boolean;
    /** `Form Started`, `Form Submitted`, `Form Abandoned`; default true. */
    form?: boolean;
    /** Names of form fields whose values go with `Form Submitted`; default none. Passwords and files never do. */
    formValues?: string[];
    /** `Page Engaged` with the time the page was visible and used; default true. */
    engagement?: boolean;
    /** Engaged time between two reports while the page stays; 0 for one at its end only; default 30,000. */
    heartbeatMs?: number;
    /** `Element Viewed` for elements of these CSS selectors; default none. */
    visible?: string[];
    /** `Rage Click`; default true. */
    rageClick?: boolean;
    /** `Dead Click`; default false. */
    deadClick?: boolean;
    /** `Text Copied`, without the text; default false. */
    copy?: boolean;
    /** `Page Printed`; default true. */
    print?: boolean;
    /** `Video Playback Started` and its kin for video and audio; default true. */
    media?: boolean;
    /** `Exit Intent`; default false. Rules hear of it all the same. */
    exitIntent?: boolean;
    /** `Visitor Idle` after a minute; default false. */
    idle?: boolean;
    /** `Web Vitals`; default true. */
    vitals?: boolean;
    /** `JavaScript Error`; default true. */
    error?: boolean;
    /** `Products Searched` where the address has one of these parameters; default q, s, search, query, keyword. */
    search?: string[];
    /** `Tab Duplicated`; default true. */
    duplicateTab?: boolean;
  };
  /**
   * Events a Google Tag Manager data layer is told become events: `true`, or where it is named otherwise. `priceScale`: its
   * money times this (100 where it counts in dollars and the catalogue in cents). `except`: names that are none.
   */
  dataLayer?: boolean | { name?: string; priceScale?: number; except?: string[] };
  /** A page's schema.org `Product` (JSON-LD) is `Product Viewed`, unless the site has said so itself. */
  jsonLd?: boolean | { priceScale?: number };
  /** What others have asked the visitor already, or the browser says for them (docs/privacy.md). */
  consentSources?: {
    /** Google Consent Mode: its `default` and `update` commands in the data layer. */
    gcm?: boolean;
    /** Tell Google's tags by `gtag("consent", "update")` what is allowed here. */
    gcmOut?: boolean;
    /** IAB TCF: `__tcfapi`. */
    tcf?: boolean;
    /** Purposes that Global Privacy Control denies until the visitor chooses here. */
    gpc?: string[];
    /** The same of Do Not Track. */
    dnt?: string[];
  };
  /** Where the anonymous id is kept besides the origin's own storage (docs/identity.md). */
  identity?: {
    /** Name of a cookie that all subdomains share; an id that a server has set there is respected. Default none. */
    cookie?: string;
    /** 1 to 400; default 395. */
    maxAgeDays?: number;
    /** The site's other domains, with all below them: links there hand the id on. */
    crossDomain?: string[];
  };
  /** What the figures of a profile lean on (docs/profile.md, "Formulas"). */
  profile?: {
    /** Limits that each take a point of five (days since the last order) or give one (orders, revenue). */
    rfm?: { recencyDays?: number[]; orders?: number[]; money?: number[] };
    /** Days between two orders of an ordinary customer; default 90. */
    orderIntervalDays?: number;
    /** How many orders that is worth beside the visitor's own; default 1. */
    strength?: number;
    /** Minor units; default 0: unknown. */
    averageOrder?: number;
    /** Share of an order that counts as value, 0 to 1; default 1. */
    margin?: number;
    /** Days that `visitor.clv` looks ahead; default 365. */
    horizonDays?: number;
    /** Days between two purchases of the same thing; default 60. */
    repurchaseDays?: number;
  };
  /** `moneyPerPoint`: minor units of an order for one point; default 0, points come by events and traits alone. */
  loyalty?: { moneyPerPoint?: number; tiers?: { id: string; points: number }[] };
  /** Quiet for so long, a cart is abandoned; default 3,600,000 (an hour), 0: never. */
  cart?: { abandonedAfterMs?: number };
  personas?: Persona[];
  segments?: Segment[];
  /** The stage machine that decides `journey.stage`: a preset (default `lifecycle`) or stages of your own (docs/journey.md). */
  journey?: {
    preset?: "lifecycle" | "digital" | "care" | "service" | "store";
    /** 2 to 31, in order; instead of the preset. */
    stages?: Stage[];
    /** `Stage Entered`; default true. */
    events?: boolean;
  };
  /** Site-wide: at most this many messages a session and a day of the site, at least so long between two. */
  limits?: {
    session?: number;
    day?: number;
    gap?: Duration;
    gapMs?: number;
    /** Group of rules → how many of it stand at once; default 1. */
    maxVisible?: { [group: string]: number };
    /** Sends `Message Suppressed` where a rule was stopped by a cap, limit, holdout, group, schedule or consent. */
    suppressed?: boolean;
  };
  /** Shares of visitors who are shown nothing of the rules that name them. */
  holdouts?: Holdout[];
  /** Also hand accepted events to these: all of them, or `only` some. */
  forward?: (ForwardTarget | ForwardConfig)[];
  /** Look of all messages that name none of their own. */
  theme?: Theme;
  /** Where the host fetches the catalogue. */
  catalogue?: { url: string };
  /** Where the host fetches the model `waymark train` has made, if there is one (docs/recommendations.md). */
  model?: {
    url: string;
    /**
     * Folder that `waymark train --cards` has written, in place of a catalogue: cards are fetched some hundred at a time,
     * as they are to be shown. Ends with a slash.
     */
    cards?: string;
  };
  /** What is wanted of the recommendations in a slot, by its name. */
  slots?: { [name: string]: SlotSettings };
  /** Groups that GrowthBook conditions name, as in GrowthBook's payload. */
  savedGroups?: Json;
  rules?: Rule[];
}

/** The site's own code: its data layer, `waymark.on`, Google's tag, Meta's pixel. */
export type ForwardTarget = "dataLayer" | "listener" | "gtag" | "fbq";

export interface ForwardConfig {
  to: ForwardTarget;
  /** Names; `*` at the end stands for any ending. A page event is called `Page Viewed`. */
  only: string[];
  /** For `gtag` and `fbq`: amounts times this, 0.01 where events count in cents. Default 1. */
  priceScale?: number;
}

/** Where events go. Each has its own queue, encoder, filter and limits: a slow or dead one holds up no other. */
export interface Destination {
  id: string;
  /**
   * `ndjson`: Waymark's own format (docs/destinations.md). `template`: the site's own `definition`. Any other: the
   * name of a definition that the host fetches from `destinations/` beside `host.mjs`: segment, posthog, snowplow,
   * ga4, matomo, amplitude, mixpanel, meta, otlp, cloudevents, cloudevents-single.
   */
  type: string;
  /** Absolute, or a path on the site. */
  url: string;
  /** The destination's public key, where it has one (write key, project key, token). Never a secret. */
  writeKey?: string;
  /** Default true. */
  enabled?: boolean;
  /** Names of events it gets (`*` at the end matches any rest); default all. Events without a name go by their type. */
  only?: string[];
  /** Names of events it does not get. */
  except?: string[];
  /** Purposes that must be granted; default ["analytics"]. While one is unknown, its events wait. */
  consent?: string[];
  /** Share of visitors whose events it gets, 0 to 1; default 1. Orders and identify calls always go. */
  sample?: number;
  /** What the definition asks for besides: `{ "siteId": 1 }`. */
  settings?: { [name: string]: Json };
  /** How events become requests and replies verdicts (docs/destinations.md, "Definitions"). */
  definition?: Json;
}

/** A named condition; a rule may ask whether it holds. */
export interface Segment {
  id: string;
  name?: string;
  /** JsonLogic. */
  when: Json;
  /** `Segment Entered` and `Segment Left`; default false. */
  events?: boolean;
}

/** A kind of customer: five parts for people, and by which conditions the core knows one. */
export interface Persona {
  id: string;
  name?: string;
  picture?: string;
  goals?: Json;
  /** And obstacles. */
  motives?: Json;
  behaviour?: Json;
  demographics?: Json;
  /** The score is the points of the conditions that hold, of all there are. `points`: default 1. */
  scores: { when: Json; points?: number }[];
  /** 0 to 1; default 0.5. */
  threshold?: number;
}

export interface Stage {
  id: string;
  /** JsonLogic that leads here. */
  entry?: Json;
  /** JsonLogic that leads back; without one, `entry` no longer holding does. */
  exit?: Json;
  /** Whether it may be left for an earlier stage; default true. */
  regress?: Json;
  /** A number or JsonLogic; default 0 (first stage) to 100 (last). */
  score?: Json;
}

export interface Rule {
  id: string;
  name?: string;
  status?: "draft" | "live" | "paused";
  /** Only in these stages of the configured journey. */
  stage?: string[];
  /** 0 to 100, higher first; default 50. */
  priority?: number;
  /** Purposes that must be granted; default ["personalization"]. */
  consent?: string[];
  /** For people, as `name` is. */
  version?: number | string;
  /** Of a group only `limits.maxVisible` stand at once. */
  group?: string;
  /** Floats alone: nothing else while it is there, and not while something else is. */
  exclusive?: boolean;
  schedule?: Schedule;
  /** Any of them asks the rule; or all of them, once all have happened on a page. */
  on: { any: Trigger[] } | { all: Trigger[] };
  /** JsonLogic, with operators for what the visitor did: docs/conditions.md. */
  when?: Json;
  /** A GrowthBook condition instead. */
  whenGb?: Json;
  /** Id of one of `holdouts`. */
  holdout?: string;
  cap?: Cap;
  experiment?: Experiment;
  goal?: Goal;
  do: RuleAction[];
}

/** `30s`, `15m`, `12h`, `7d` or `forever`. */
export type Duration = string;

/** When a rule may speak, on the clock of `tz`. */
export interface Schedule {
  /** From this moment on: `2026-11-20`, `2026-11-20T09:00`, or with `Z` or `+07:00` where it is not on that clock. */
  from?: string;
  /** Until this moment; a date alone is included. */
  to?: string;
  /** IANA zone; default the site's. */
  tz?: string;
  /** 0 (Sunday) to 6. */
  dow?: number[];
  /** Times of day, `09:00`; `to` before `from` spans midnight. */
  hours?: { from: string; to: string };
}

/** Counts are of messages that were seen. */
export interface Cap {
  page?: number;
  session?: number;
  /** A day of the site. */
  day?: number;
  lifetime?: number;
  /** `lifetime` counts anew whenever this changes: a path (`loyalty.tier`), the name of an event, or JsonLogic. */
  lifetimePer?: Json;
  /** Not again for so long after it was shown. */
  cooldown?: Duration;
  /** Not again for so long after it was dismissed. */
  afterDismiss?: Duration;
  /** Not again for so long after its goal was reached. */
  afterConvert?: Duration;
  /** `cooldown` as a number. */
  cooldownMs?: number;
  /** `afterDismiss` as a number. */
  afterDismissMs?: number;
  /** False: the site's `limits` neither count nor stop it. */
  countsToLimits?: boolean;
}

export interface Holdout {
  id: string;
  /** 0 to 100: share that is held out. */
  percent: number;
  /** Default the id. */
  seed?: string;
  /** Path of the id that is hashed; default `visitor.id`. */
  by?: string;
  /** Version of GrowthBook's hash; default 2. */
  hash?: 1 | 2;
}

/** GrowthBook's, bit for bit. */
export interface Experiment {
  key: string;
  by?: string;
  hash?: 1 | 2;
  /** Default the key. */
  seed?: string;
  /** Share of visitors in it, 0 to 1; default 1. */
  coverage?: number;
  /** [id, from, to]. */
  namespace?: [string, number, number];
  /** Weights in any unit; equal by default. One that no action names is a control. */
  variants: { id: string; weight?: number }[];
}

/** `Message Converted` is sent for this event within the window after what is credited. */
export interface Goal {
  event: string;
  where?: Where;
  /** Default `7d`. */
  window?: Duration;
  /** Default `impression`. */
  credit?: "impression" | "click" | "exposure";
  /** Property of the event that says what it was worth. */
  value?: string;
}

/** All must hold: [property, operator, value]; operators are JsonLogic's with two arguments. */
export type Where = [property: string, operator: string, value: Json][];

export type Trigger =
  | { type: "pageView" }
  | { type: "route" }
  | { type: "event"; name: string; where?: Where }
  | { type: "delay"; ms: number }
  | { type: "activeTime"; ms: number }
  | { type: "scroll"; percent: number }
  | { type: "exitIntent" }
  | { type: "idle"; ms: number }
  | { type: "visible"; selector: string }
  | { type: "click"; selector: string }
  | { type: "sessionStart" }
  | { type: "stageEntered"; stage: string }
  | { type: "cartAbandoned"; ms: number }
  | { type: "api"; name: string };

export type RuleAction = MessageAction | EmitAction | SetAction | ForwardAction | RedirectAction;

export interface MessageAction {
  /** `inline` stands in its slot (a `banner` by default), `replace` in place of what the slot holds (a `hero`). */
  type: "message" | "inline" | "replace";
  /** Only for this variant of the experiment. */
  variant?: string;
  template?: Template;
  /** CSS selector or name of a `<waymark-slot>`; `banner`, `hero`, `recommendations`, `inline` and `replace` need one. */
  slot?: string;
  /**
   * One entry a language; the page's language, its base language, `site.language`, then the first is taken. What stands
   * under `*` is part of each.
   */
  content: { [language: string]: RuleContent };
  /** Fill the message with items; without a single item the rule stops with reason `noItems`. */
  recommend?: { strategy: Strategy; limit?: number };
  /** True: where this rule's message stands already, it is drawn anew with today's figures; else that is `slotTaken`. */
  refresh?: boolean;
}

/** Sends an event; with `channels` it is a follow-up, for the server to carry out when it is due. */
export interface EmitAction {
  type: "emit";
  variant?: string;
  /** Default, with channels, `Followup Requested`. */
  event?: string;
  /** Constants or JsonLogic: the event's properties, or the follow-up's `content`. */
  data?: { [name: string]: Json };
  /** Due so long from now. */
  after?: Duration;
  /** In the order they are tried: `zalo`, `email`, `push`, `sms`, `webhook`. */
  channels?: string[];
  template?: string;
  /** Events after which it is no longer wanted. */
  cancelOn?: string[];
  /** Names of data (or of properties of the event that asked) two requests for the same thing share. */
  dedupe?: string[];
  /** `tz` is the site's by default. */
  quietHours?: { from: string; to: string; tz?: string };
  /** Purpose that must be granted. */
  needsConsent?: string;
}

export interface SetAction {
  type: "set";
  variant?: string;
  /** As `identify` would. */
  traits?: { [name: string]: Json };
  /** Read as `session.facts.<name>` for the rest of the visit. */
  session?: { [name: string]: Json };
}

export interface ForwardAction {
  type: "forward";
  variant?: string;
  target: ForwardTarget;
  name: string;
  data?: { [name: string]: Json };
}

export interface RedirectAction {
  type: "redirect";
  variant?: string;
  /** A path of the site or an http(s) address. */
  url: string;
}

/** What a message says (docs/messages.md); the core adds the rest of `Content`. */
export type RuleContent = Omit<Content, "language" | "items" | "strategy" | "currency">;

export interface SlotSettings {
  /** In place of the strategy asked for. */
  strategy?: Strategy;
  /** What fills up, before best sellers do. The strategy itself: nothing does. */
  fallback?: Strategy;
  /** Ids never shown. */
  exclude?: string[];
  /** Ids in front, in this order. */
  pin?: string[];
  /** Ids or categories moved forward, or to the end. */
  boost?: string[];
  bury?: string[];
  /** Leaves out what the visitor has bought. */
  excludeBought?: boolean;
  /** 0 to 1: what each further item of a category already shown loses. */
  diversify?: number;
  /** 0 to 1: popular items pay for being popular. */
  novelty?: number;
}
