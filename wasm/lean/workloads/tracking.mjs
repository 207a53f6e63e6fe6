import { oneOfACrowd } from "./crowd.mjs";
import { base } from "./goods.mjs";
import { asked, leftAtOnce, long, unanswered, visit, withoutStorage } from "./visits.mjs";

const destination = base.destinations[0];

/** What sites set, one by one and together. */
const settings = [
  {},
  { batch: { maxEvents: 10, maxBytes: 8_000, maxAgeMs: 5_000 }, retry: { baseMs: 500, maxMs: 60_000 } },
  { session: { idleMinutes: 20, splitAtMidnight: false, splitOnCampaign: false } },
  { attribution: { lookBackDays: 30, internal: ["pay.example"], sources: { "deals.example": "shopping" } } },
  { vocabulary: { ga4: false, check: false } },
  { privacy: { redact: ["email"], parameters: ["ref"], retentionDays: 90, allow: ["/traits", "/properties/note"] } },
  { bots: "drop" },
  { bots: "ignore" },
  {
    signals: {
      scroll: [50],
      scrollPx: [1_000],
      elementClick: true,
      visible: ["#reviews"],
      deadClick: true,
      copy: true,
    },
  },
  { signals: { exitIntent: true, idle: true, formValues: ["city"], search: ["search"], heartbeatMs: 0 } },
  { signals: { route: false, click: false, download: false, form: false, media: false, vitals: false, error: false } },
  { identity: { cookie: "wm", crossDomain: ["shop2.example"] }, cart: { abandonedAfterMs: 600_000 } },
  {
    loyalty: {
      moneyPerPoint: 10_000,
      tiers: [
        { id: "silver", points: 10 },
        { id: "gold", points: 100 },
      ],
    },
  },
  { profile: { rfm: { recencyDays: [10, 30], orders: [1, 3], money: [1e6, 5e6] }, margin: 0.3, repurchaseDays: 30 } },
  { journey: { preset: "digital" } },
  { journey: { preset: "care" } },
  { journey: { preset: "service", events: false } },
  { journey: { preset: "store" } },
  { consent: { analytics: "unknown", personalization: "unknown", marketing: "denied" } },
  { consent: { analytics: "unknown" }, privacy: { beforeConsent: "cookieless" } },
  { consent: { analytics: "unknown" }, privacy: { beforeConsent: "nothing" } },
  {
    destinations: [
      { ...destination, consent: ["analytics", "marketing"], only: ["Order *", "Product Viewed", "page"] },
      { ...destination, id: "second", url: "https://in.example/events", except: ["Product *"], sample: 0.5 },
      { ...destination, id: "third", enabled: false },
    ],
  },
  // While a site is being made.
  { site: undefined, destinations: [{ ...destination, url: "http://127.0.0.1:4318/v1/events" }] },
  {
    jsonLd: true,
    dataLayer: { priceScale: 1 },
    forward: ["dataLayer", { to: "gtag", only: ["Order Completed", "Product *"] }],
  },
];

/** Sites that record what visitors do, and send it. */
export const tracking = [
  ...[visit, long, unanswered, withoutStorage, leftAtOnce].map((kind) => ({ config: base, visit: kind })),
  ...["digital", "care", "service", "store"].map((preset) => ({ config: { ...base, journey: { preset } }, visit })),
  { config: { ...base, consent: { analytics: "unknown", personalization: "unknown" } }, visit: asked },
  { config: { ...base, batch: { maxEvents: 10 }, session: { idleMinutes: 20 }, signals: { scroll: [50] } }, visit },
  ...settings.flatMap((more, i) =>
    Array.from({ length: 8 }, (_, n) => ({ config: { ...base, ...more }, visit: oneOfACrowd(i * 8 + n) })),
  ),
];
