import { readFileSync } from "node:fs";
import { firstPage } from "./site.mjs";

/**
 * What visitors do on each kind of site. The functions that run meanwhile are those such a site downloads first; what
 * runs in none of these comes when it is called (docs/decisions/0021-the-core-in-parts.md).
 */

const product = (n) => ({
  product_id: `p${n}`,
  name: `Áo thun cotton ${n}`,
  category: n % 2 ? "kids-clothes" : "toys",
  brand: "Hiên",
  price: 100_000 + n * 1_000.5,
  currency: "VND",
  quantity: 1,
  url: `https://shop.example/p/p${n}`,
});

const base = {
  version: 1,
  site: { name: "Hiên", timeZone: "Asia/Ho_Chi_Minh", language: "vi" },
  destinations: [{ id: "main", type: "ndjson", url: "/v1/events", writeKey: "k" }],
};

const message = (id, on, more = {}) => ({
  id,
  on: { any: on },
  do: [
    {
      type: "message",
      template: "bar",
      content: { vi: { title: "Chào", action: { label: "Xem" } }, en: { title: "Hello" } },
    },
  ],
  ...more,
});

/** A visit over several pages, bought and left; `meanwhile` is what the site does besides, on each page. */
async function visit(visitor, meanwhile = () => {}) {
  await visitor.arrive();
  meanwhile(visitor);
  visitor.signal("route", { trigger: "load", page: firstPage });
  visitor.put({ type: "event", event: { type: "page", name: "Kids", properties: { path: "/c/kids" } } });
  visitor.track("Product List Viewed", { list_id: "kids", category: "kids", products: [product(1), product(2)] });
  visitor.signal("scroll", { percent: 50, px: 1240 });
  visitor.signal("click", { element: "a#p1", href: "https://shop.example/p/p1", text: "Áo" });
  visitor.pass(5_000);
  visitor.lifecycle("hidden");
  visitor.lifecycle("leaving");
  visitor.pass(200);

  await visitor.arrive({ url: "https://shop.example/p/p1", referrer: firstPage.url });
  meanwhile(visitor);
  visitor.signal("route", {
    trigger: "load",
    page: { ...firstPage, url: "https://shop.example/p/p1", referrer: firstPage.url },
  });
  for (const n of [1, 2, 1]) visitor.track("Product Viewed", product(n));
  visitor.signal("scroll", { percent: 90, px: 3_000 });
  visitor.signal("visible", { element: "section#reviews" });
  visitor.signal("engagement", { action: "time", activeMs: 15_000, addedMs: 15_000 });
  visitor.signal("vitals", { navigation: "navigate", lcp: 1234, inp: 48, cls: 0.0312, fcp: 610, ttfb: 120 });
  visitor.signal("click", {
    element: "a.out",
    href: "https://partner.example/",
    outbound: true,
    text: "Đối tác",
    event: "Partner Opened",
    properties: { place: "footer" },
  });
  visitor.signal("form", {
    action: "submit",
    form: "form#newsletter",
    event: "Newsletter Joined",
    properties: { email: "a@shop.example" },
  });
  visitor.track("Product Added", { cart_id: "c1", ...product(1) });
  meanwhile(visitor);
  // By GA4's name, of wrong types, with what must not be stored.
  visitor.track("view_item", {
    currency: "VND",
    value: 100_000,
    items: [{ item_id: "p4", item_name: "Áo", price: "100000" }],
  });
  visitor.track("Product Viewed", {
    price: "a lot",
    note: "a@shop.example +84 912 345 678 4111 1111 1111 1111 \u0001",
  });
  visitor.track("add_to_cart", { items: [{ item_id: 5, quantity: "2" }] });
  // Left at once: a batch is on its way, and the next page finds it so.
  visitor.lifecycle("hidden");
  visitor.lifecycle("leaving");
  await visitor.arrive({ url: "https://shop.example/cart" });
  meanwhile(visitor);
  visitor.replies.push(
    { outcome: "response", status: 200 },
    { outcome: "response", status: 200, body: "  ok " },
    { outcome: "timeout" },
  );
  for (let n = 0; n < 4; ++n) {
    visitor.track("Product Viewed", product(n));
    visitor.pass(4_000);
  }
  visitor.route("/search?q=%C3%A1o&email=a%40shop.example&gclid=abc");
  visitor.track("Cart Viewed", { cart_id: "c1", products: [product(1)] });
  visitor.lifecycle("hidden");
  visitor.lifecycle("visible");
  visitor.put({
    type: "event",
    event: { type: "identify", userId: "u-17", traits: { email: "ha@shop.example", children: 2, vip: true } },
  });
  // A network that comes and goes, and a collector that is busy.
  visitor.replies.push(
    { outcome: "networkFailure" },
    { outcome: "response", status: 503 },
    { outcome: "response", status: 429, retryAfterMs: 3_000 },
  );
  visitor.track("Checkout Started", { order_id: "o1", value: 200_000, currency: "VND", products: [product(1)] });
  visitor.pass(60_000);
  visitor.track("Order Completed", {
    order_id: "o1",
    total: 200_000.5,
    revenue: 190_000,
    currency: "VND",
    products: [product(1), product(2)],
  });
  visitor.pass(2_000);
  visitor.lifecycle("hidden");
  visitor.lifecycle("leaving");
  visitor.pass(3_600_000);

  // Another visit, with a record that was not sent and a page that lives beside this one.
  await visitor.arrive(
    { url: "https://shop.example/", referrer: "https://www.facebook.com/" },
    { peers: visitor.journal.slice(0, 1) },
  );
  meanwhile(visitor);
  visitor.signal("route", {
    trigger: "load",
    page: { ...firstPage, url: "https://shop.example/", referrer: "https://www.facebook.com/" },
  });
  visitor.track("Product Viewed", product(3));
  visitor.pass(1_000);
  const [record] = visitor.journal;
  if (!record) throw new Error("nothing is in the journal");
  const other = (digit) => ({ ...record, origin: `3f9a1c07d2e${digit}`, id: record.id.replace(/.$/, digit) });
  visitor.put({ type: "peer", records: [other("a")], health: [{ destination: "main", attempt: 2, retryAtMs: 0 }] });
  visitor.put({ type: "adopt", records: [other("b")] });
  // A collector that is down when the page is left.
  visitor.replies.push(...Array.from({ length: 8 }, () => ({ outcome: "response", status: 503, body: "{}" })));
  visitor.track("Product Viewed", product(3));
  visitor.pass(2_000);
  visitor.lifecycle("hidden");
  visitor.lifecycle("leaving");
  await visitor.arrive({ url: "https://shop.example/" }, { peers: [other("c"), other("d")] });
  meanwhile(visitor);
  // Asked for at any moment: with nothing to send, with something, and while it is on its way.
  visitor.put({ type: "flush", requestId: "f0" });
  visitor.track("Product Viewed", product(4));
  visitor.put({ type: "flush", requestId: "f1" });
  visitor.put({ type: "flush", requestId: "f2" });
  visitor.pass(300_000);
  visitor.put({ type: "flush", requestId: "f3" });
  visitor.lifecycle("hidden");
  visitor.lifecycle("restored", { owned: [] });
  visitor.put({ type: "flush", requestId: "f" });
  visitor.pass(2_000);
  visitor.lifecycle("offline");
  visitor.lifecycle("online");
  visitor.pass(60_000);
  visitor.lifecycle("leaving");
}

/** A page that is looked at for hours. */
async function long(visitor) {
  await visitor.arrive();
  for (let n = 0; n < 600; ++n) {
    visitor.track("Product Viewed", product(n));
    visitor.pass(1_000 + n * 200);
  }
}

/** Nothing is stored: a private window. */
async function withoutStorage(visitor) {
  await visitor.arrive({}, { journaled: false });
  visitor.signal("route", { trigger: "load", page: firstPage });
  visitor.track("Product Viewed", product(1));
  visitor.pass(5_000);
  visitor.lifecycle("leaving");
}

async function asked(visitor) {
  await visitor.arrive();
  visitor.signal("route", { trigger: "load", page: firstPage });
  visitor.track("Product Viewed", product(1));
  visitor.put({ type: "consent", purposes: { marketing: "denied" }, source: "gpc", preset: true });
  visitor.put({ type: "consent", purposes: { analytics: "granted", personalization: "granted" } });
  visitor.pass(5_000);
  visitor.lifecycle("leaving");
}

const rules = [
  message("hello", [{ type: "pageView" }], { cap: { session: 1, cooldownMs: 20_000, afterDismissMs: 600_000 } }),
  message("cart", [{ type: "event", name: "Product Added" }], {
    stage: ["cart"],
    priority: 80,
    when: {
      and: [
        { ">": [{ var: "cart.items" }, 0] },
        { in: ["/p/", { var: "page.path" }] },
        { "!": { "==": [{ var: "page.path" }, "/"] } },
      ],
    },
  }),
  message("later", [{ type: "scroll", percent: 25 }, { type: "delay", ms: 3_000 }, { type: "sessionStart" }], {
    when: { or: [{ "<": [{ "+": [{ "ev.count": ["Cart Viewed", "session"] }, 1] }, 1] }, { var: "segment.lookers" }] },
    cap: { lifetime: 3 },
  }),
  message("stage", [{ type: "stageEntered", stage: "cart" }, { type: "exitIntent" }]),
  message(
    "tested",
    [
      { type: "event", name: "Product Viewed", where: [["price", ">", 1]] },
      { type: "idle", ms: 5_000 },
    ],
    {
      schedule: { from: "2020-01-01", dow: [0, 1, 2, 3, 4, 5, 6], hours: { from: "00:00", to: "23:59" } },
      cap: { page: 3, day: 5, cooldown: "1m" },
      holdout: "all",
      experiment: { key: "words", variants: [{ id: "a" }, { id: "b" }] },
      goal: { event: "Order Completed", window: "7d", value: "total" },
      do: ["a", "b"].map((variant) => ({ ...message("", []).do[0], variant })),
    },
  ),
];

const personal = {
  ...base,
  journey: { preset: "store" },
  limits: { session: 30, day: 50, gapMs: 0 },
  holdouts: [{ id: "all", percent: 5 }],
  segments: [{ id: "lookers", when: { ">=": [{ "ev.count": ["Product Viewed", "session"] }, 2] }, events: true }],
  rules,
};

/** A message that is up is seen, clicked and closed. */
function answerMessage(visitor) {
  visitor.pass(4_000);
  const { decisionId } = visitor.shown ?? {};
  if (!decisionId) return;
  visitor.put({ type: "messageOutcome", decisionId, outcome: "ready" });
  visitor.put({ type: "messageOutcome", decisionId, outcome: "shown" });
  visitor.put({ type: "messageOutcome", decisionId, outcome: "clicked", detail: { target: "action" } });
  visitor.put({ type: "messageOutcome", decisionId, outcome: "dismissed", detail: { target: "close" } });
  visitor.shown = undefined;
}

const catalogue = JSON.stringify({
  version: 1,
  currency: "VND",
  complements: { "kids-clothes": ["toys"] },
  items: Array.from({ length: 24 }, (_, n) => ({
    id: `p${n}`,
    name: { vi: `Món hàng số ${n}`, en: `Article number ${n}` },
    category: n % 2 ? "kids-clothes" : "toys",
    url: `/p/p${n}`,
    image: `/art/p${n}.svg`,
    price: 99_000 + n * 1_000,
    rating: 4.5,
  })),
});

const strategies = ["next", "similar", "cart", "popular", "recent", "buyAgain", "replenish", "upSell", "forYou"];

function recommend(visitor) {
  visitor.load("catalogue", catalogue);
  for (const strategy of strategies) {
    const context = { itemId: "p1", category: "toys", exclude: ["p3"] };
    visitor.put({ type: "recommend", requestId: `r-${strategy}`, slot: "home", strategy, context, limit: 4 });
  }
}

const suggesting = rules.map((rule) => ({
  ...rule,
  do: rule.do.map((action) => ({ ...action, recommend: { strategy: "next", limit: 2 } })),
}));

const texts = {
  title: "Chào {{ visitor.traits.name | default: 'bạn' | capitalize }}",
  text: "{% if cart.items > 0 and page.path contains '/p/' %}{{ cart.value | money }}{% else %}{{ now | date: '%d/%m' }}{% endif %}",
};
const writing = rules.map((rule) => ({
  ...rule,
  do: rule.do.map((action) => ({ ...action, content: { vi: { ...texts, action: { label: "Xem" } } } })),
}));

const definition = (name) =>
  JSON.parse(readFileSync(new URL(`../../destinations/${name}.json`, import.meta.url), "utf8"));
const byDefinition = (name, more) => ({
  ...base,
  destinations: [
    { id: "main", type: name, url: "https://in.example/e", writeKey: "k", definition: definition(name), ...more },
  ],
});

/**
 * In the order in which functions find their part: `part` is "" for what every site needs, `within` the parts that these
 * sites have anyway.
 */
export const workloads = [
  {
    part: "",
    visits: [
      [base, visit],
      [base, long],
      ...["digital", "care", "service", "store"].map((preset) => [{ ...base, journey: { preset } }, visit]),
      [base, withoutStorage],
      [{ ...base, consent: { analytics: "unknown", personalization: "unknown" } }, asked],
      [{ ...base, batch: { maxEvents: 10 }, session: { idleMinutes: 20 }, signals: { scroll: [50] } }, visit],
    ],
  },
  { part: "rules", visits: [[personal, (visitor) => visit(visitor, answerMessage)]] },
  {
    part: "recommend",
    visits: [
      [
        { ...base, catalogue: { url: "/c.json" }, slots: { home: { exclude: ["p2"], diversify: 0.2 } } },
        (visitor) => visit(visitor, () => recommend(visitor)),
      ],
    ],
  },
  {
    part: "recommend",
    within: ["rules"],
    visits: [
      [
        { ...personal, catalogue: { url: "/c.json" }, rules: suggesting },
        (visitor) =>
          visit(visitor, () => {
            recommend(visitor);
            answerMessage(visitor);
          }),
      ],
    ],
  },
  {
    part: "texts",
    within: ["rules"],
    visits: [[{ ...personal, rules: writing }, (visitor) => visit(visitor, answerMessage)]],
  },
  {
    part: "templates",
    visits: [
      [byDefinition("segment"), visit],
      [byDefinition("posthog"), visit],
      [byDefinition("ga4", { settings: {} }), visit],
    ],
  },
  // What tells of everything works out every fact, as uncommon conditions do.
  { part: "conditions", visits: [[base, (visitor) => visit(visitor, () => visitor.put({ type: "inspect" }))]] },
  { part: "rare", visits: [[{ ...base, privacy: { patterns: ["[0-9]{9}", "(a|b)+c"] } }, visit]] },
];
