import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { PastEvent } from "../../demo-site/history/tape.js";
import { DAYS, END, past, shopWithPast } from "./history.js";
import { line, lines, post, type Shop, startShop, temporaryFolder } from "./support.js";

const EVENTS = 30_000;
const VIEWS = [
  "overview",
  "journey",
  "kpis",
  "funnel",
  "channels",
  "rules",
  "recommendations",
  "feedback",
  "health",
  "visitors",
];

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by hand
type Any = any;

const ask = async (shop: Shop, path: string): Promise<Any> => {
  const response = await fetch(`${shop.url}/api/console/${path}`);
  assert.equal(response.status, 200, `${path}: ${await response.clone().text()}`);
  return response.json();
};

function byVisitor(events: PastEvent[]): Map<string, PastEvent[]> {
  const groups = new Map<string, PastEvent[]>();
  for (const event of events) groups.set(event.anonymousId, [...(groups.get(event.anonymousId) ?? []), event]);
  return groups;
}
const named = (events: PastEvent[], name: string): PastEvent[] => events.filter(({ event }) => event === name);
const count = (events: PastEvent[], key: "anonymousId" | "sessionId"): number =>
  new Set(events.map((event) => event[key])).size;
const revenue = (events: PastEvent[]): number =>
  named(events, "Order Completed").reduce((sum, { properties }) => sum + Number(properties.revenue), 0);

describe("the console's questions, against the same events counted in JavaScript", () => {
  const place = temporaryFolder();
  const all = past(EVENTS);
  let shop: Shop;
  before(async () => {
    shop = await shopWithPast(place.folder, EVENTS, { DIST_DIR: place.dist });
  });
  after(async () => {
    await shop.stop();
    place.remove();
  });

  it("the same seed gives the same past, and another another", async () => {
    assert.deepEqual(past(500), past(500));
    const { totals } = await ask(shop, "overview?days=0");
    assert.equal(totals.events, EVENTS);
  });

  it("overview: visitors, visits, orders, revenue, and each day's add up", async () => {
    const { totals, series, buckets } = await ask(shop, "overview?days=0");
    assert.equal(totals.visitors, count(all, "anonymousId"));
    assert.equal(totals.sessions, count(all, "sessionId"));
    assert.equal(totals.orders, named(all, "Order Completed").length);
    assert.equal(totals.revenue, revenue(all));
    const sum = (list: number[]) => list.reduce((a, b) => a + b, 0);
    assert.equal(sum(series.orders), totals.orders);
    assert.equal(sum(series.revenue), totals.revenue);
    assert.ok(buckets.length >= DAYS && buckets.length <= DAYS + 2);
  });

  it("the most wanted: of the visitors who looked, those who also added", async () => {
    const { products } = await ask(shop, "overview?days=0");
    assert.equal(products.length, 10);
    for (const { item, viewed, added, viewers, takers } of products) {
      const of = (name: string) => named(all, name).filter(({ properties }) => properties.product_id === item);
      const looked = new Set(of("Product Viewed").map(({ anonymousId }) => anonymousId));
      const took = new Set(of("Product Added").map(({ anonymousId }) => anonymousId));
      assert.deepEqual([viewed, added], [of("Product Viewed").length, of("Product Added").length]);
      assert.deepEqual([viewers, takers], [looked.size, [...took].filter((id) => looked.has(id)).length]);
    }
  });

  it("a range begins at the shop's midnight, and the time before is as long", async () => {
    const from = Date.parse("2026-02-22T17:00:00Z"); // midnight in Hà Nội, six days before the last
    const within = all.filter(({ timestampMs }) => timestampMs >= from);
    const { totals, before } = await ask(shop, "overview?days=7");
    assert.equal(totals.events, within.length);
    const length = Date.parse(END) + 1 - from;
    assert.equal(
      before.events,
      all.filter(({ timestampMs }) => timestampMs < from && timestampMs >= from - length).length,
    );
  });

  it("the funnel: each step after the one before, within the window", async () => {
    const { steps, channels } = await ask(shop, "funnel?days=0&window=7");
    const names = ["Product Viewed", "Product Added", "Checkout Started", "Order Completed"];
    const expected = [0, 0, 0, 0];
    for (const events of byVisitor([...all].sort((a, b) => a.timestampMs - b.timestampMs)).values()) {
      let last: number | undefined;
      let first = 0;
      for (const [i, name] of names.entries()) {
        const found = events.find(
          ({ event, timestampMs }) =>
            event === name && (last === undefined || (timestampMs >= last && timestampMs <= first + 7 * 86_400_000)),
        );
        if (!found) break;
        if (i === 0) first = found.timestampMs;
        last = found.timestampMs;
        expected[i] = (expected[i] ?? 0) + 1;
      }
    }
    assert.deepEqual(
      steps.map((step: Any) => step.visitors),
      expected,
    );
    assert.ok((expected[3] ?? 0) > 20);
    assert.equal(
      channels.reduce((sum: number, row: Any) => sum + row.visitors[0], 0),
      expected[0],
    );
    const own = await ask(
      shop,
      `funnel?days=0&steps=${encodeURIComponent("Signed Up")}&steps=${encodeURIComponent("No Such Event")}`,
    );
    assert.deepEqual(
      own.steps.map((step: Any) => step.visitors),
      [named(all, "Signed Up").length, 0],
    );
  });

  it("channels: visits and revenue of each are all of them, by last and by first touch", async () => {
    const { channels } = await ask(shop, "channels?days=0");
    const sum = (key: string) => channels.reduce((total: number, row: Any) => total + row[key], 0);
    assert.equal(sum("visits"), count(all, "sessionId"));
    assert.equal(sum("revenue"), revenue(all));
    assert.equal(sum("firstTouchRevenue"), revenue(all));
    const search = channels.find((row: Any) => row.channel === "Organic Search");
    const channelOf = ({ context }: PastEvent): Any => (context.attribution as Any)?.channel;
    assert.equal(
      search.visits,
      count(
        all.filter((event) => channelOf(event) === "Organic Search"),
        "sessionId",
      ),
    );
  });

  it("journey: who reached which stage, by which touchpoint, and nobody is lost on the way", async () => {
    const { preset, stages, touchpoints, links } = await ask(shop, "journey?days=0");
    assert.equal(preset, "lifecycle");
    const order = ["awareness", "consideration", "purchase", "retention", "advocacy"];
    const furthest = new Map<string, number>();
    for (const { anonymousId, event, properties } of all) {
      const place = event === "Stage Entered" ? order.indexOf(String(properties.stage)) : 0;
      furthest.set(anonymousId, Math.max(place, furthest.get(anonymousId) ?? 0));
    }
    const expected = order.map((_, i) => [...furthest.values()].filter((place) => place >= i).length);
    assert.deepEqual(
      stages.map((stage: Any) => stage.reached),
      expected,
    );
    const visits = touchpoints.reduce((sum: number, row: Any) => sum + row.all, 0);
    assert.equal(visits, count(all, "sessionId"));
    const begun = links
      .filter((link: Any) => link.source.startsWith("0:"))
      .reduce((sum: number, link: Any) => sum + link.visitors, 0);
    assert.equal(begun, count(all, "anonymousId"));
  });

  it("figures of the stages", async () => {
    const { sums, abandoned, payments, buyers } = await ask(shop, "kpis?days=0");
    const orders = named(all, "Order Completed");
    assert.equal(sums.shares, named(all, "Product Shared").length);
    assert.equal(sums.checkouts, count(named(all, "Checkout Started"), "sessionId"));
    const bought = new Set(orders.map(({ sessionId }) => sessionId));
    const carts = new Set(named(all, "Product Added").map(({ sessionId }) => sessionId));
    assert.equal(abandoned.carts, [...carts].filter((id) => !bought.has(id)).length);
    assert.equal(
      payments.reduce((sum: number, row: Any) => sum + row.orders, 0),
      orders.length,
    );
    const times = byVisitor(orders);
    assert.equal(buyers.buyers, times.size);
    assert.equal(buyers.again, [...times.values()].filter((list) => list.length > 1).length);
    assert.equal(Math.round(buyers.worth), Math.round(revenue(all) / times.size));
  });

  it("rules: shown, clicked, silent with reasons; arms count everybody once", async () => {
    const { rules, method } = await ask(shop, "rules?days=0");
    assert.match(method, /Newcombe/);
    const cart = rules.find(({ rule }: Any) => rule === "goes-with-cart");
    const of = (name: string) => named(all, name).filter(({ properties }) => properties.rule === "goes-with-cart");
    assert.equal(cart.shown, of("Message Shown").length);
    assert.equal(cart.reach, count(of("Message Shown"), "anonymousId"));
    assert.equal(
      cart.reasons.reduce((sum: number, row: Any) => sum + row.count, 0),
      of("Message Suppressed").length,
    );
    const [holdout] = cart.lifts;
    const exposed = of("Experiment Viewed");
    for (const variant of ["heldOut", "open"]) {
      const arm = holdout.arms.find((one: Any) => one.variant === variant);
      const first = new Map<string, number>();
      for (const { anonymousId, timestampMs } of exposed.filter(({ properties }) => properties.variant === variant))
        first.set(anonymousId, Math.min(timestampMs, first.get(anonymousId) ?? Number.POSITIVE_INFINITY));
      assert.equal(arm.visitors, first.size);
      const orders = named(all, "Order Completed");
      const converted = [...first].filter(([id, since]) =>
        orders.some(
          ({ anonymousId, timestampMs }) =>
            anonymousId === id && timestampMs >= since && timestampMs <= since + 7 * 86_400_000,
        ),
      );
      assert.equal(arm.converted, converted.length);
    }
    assert.ok(holdout.sampleRatio.p > 0.001);
    assert.equal(holdout.mixed, 0);
  });

  it("recommendations: share of clicks, and of revenue by what was clicked before it was bought", async () => {
    const { clicks, revenue: earned, coverage } = await ask(shop, "recommendations?days=0");
    const clicked = named(all, "Message Clicked").filter(({ properties }) => properties.itemId && properties.strategy);
    assert.equal(clicks.recommended, clicked.length);
    assert.equal(clicks.others, named(all, "Product Clicked").length);
    assert.equal(coverage.clicked, new Set(clicked.map(({ properties }) => properties.itemId)).size);
    let expected = 0;
    for (const order of named(all, "Order Completed"))
      for (const product of order.properties.products as Any[])
        if (
          clicked.some(
            ({ anonymousId, properties, timestampMs }) =>
              anonymousId === order.anonymousId &&
              properties.itemId === product.product_id &&
              timestampMs <= order.timestampMs &&
              timestampMs >= order.timestampMs - 7 * 86_400_000,
          )
        )
          expected += product.price * product.quantity;
    assert.equal(earned.recommended, expected);
    assert.ok(expected > 0);
  });

  it("feedback: NPS, CSAT, CES", async () => {
    const { scores } = await ask(shop, "feedback?days=0");
    const answers = named(all, "Message Submitted").flatMap(({ properties }) =>
      properties.template === "survey" ? [properties.answers as Any] : [],
    );
    const n = answers.length;
    assert.ok(n > 20);
    assert.equal(scores.nps.n, n);
    const share = (test: (a: Any) => boolean) => answers.filter(test).length / n;
    assert.equal(scores.nps.score.toFixed(6), (100 * (share((a) => a.nps >= 9) - share((a) => a.nps <= 6))).toFixed(6));
    assert.equal(scores.csat.score.toFixed(6), (100 * share((a) => a.csat >= 4)).toFixed(6));
    assert.equal(scores.ces.score.toFixed(6), (answers.reduce((sum, a) => sum + a.ces, 0) / n).toFixed(6));
    assert.ok(scores.nps.low < scores.nps.score && scores.nps.score < scores.nps.high);
  });

  it("health: losses by reason, and how late events came", async () => {
    const { totals, reasons } = await ask(shop, "health?days=0");
    const lost = named(all, "Waymark Loss").reduce((sum, { properties }) => sum + Number(properties.count), 0);
    assert.equal(totals.lost, lost);
    assert.equal(
      reasons.reduce((sum: number, row: Any) => sum + row.count, 0),
      lost,
    );
    assert.equal(totals.late, all.filter(({ timestampMs, receivedMs }) => receivedMs - timestampMs > 60_000).length);
  });

  it("one visitor: found by the beginning of an id, with everything they did, page by page", async () => {
    const [busiest = "", events = []] = [...byVisitor(all)].sort((a, b) => b[1].length - a[1].length)[0] ?? [];
    const { visitors } = await ask(shop, `visitors?days=0&search=${busiest.slice(0, 20)}`);
    assert.ok(visitors.some((row: Any) => row.id === busiest && row.events === events.length));
    let seen = 0;
    let before = "";
    for (;;) {
      const { events: some } = await ask(shop, `visitor?id=${busiest}${before}`);
      if (some.length === 0) break;
      seen += some.length;
      before = `&before=${some.at(-1).position}`;
    }
    assert.equal(seen, events.length);
    assert.equal((await fetch(`${shop.url}/api/console/visitor?id=nobody`)).status, 404);
  });

  it("takes in what arrives, and only once", async () => {
    await ask(shop, "overview?days=0");
    const before = (await ask(shop, "names")).names.find(({ name }: Any) => name === "Product Shared").count;
    const { events } = await ask(shop, "stream");
    const after = events[0].position;
    const body = lines({ batch: "once" }, line("fresh-1", { n: "Product Shared", ts: Date.parse(END) - 5 }));
    for (let i = 0; i < 3; i++) assert.ok((await post(shop, body)).ok);
    const answer = await ask(shop, `stream?after=${after}`);
    assert.deepEqual(
      answer.events.map((event: Any) => event.messageId),
      ["fresh-1"],
    );
    assert.equal((await ask(shop, "names")).names.find(({ name }: Any) => name === "Product Shared").count, before + 1);
  });
});

describe("the console's questions and what nobody should ask", () => {
  const place = temporaryFolder();
  let shop: Shop;
  before(async () => {
    shop = await startShop({ DATA_FILE: join(place.folder, "events.duckdb"), DIST_DIR: place.dist });
  });
  after(async () => {
    assert.equal(shop.child.exitCode, null);
    await shop.stop();
    place.remove();
  });

  it("an empty shop answers every one", async () => {
    for (const view of VIEWS) await ask(shop, view);
    assert.deepEqual((await ask(shop, "stream")).events, []);
  });

  it("anything in the query is text", async () => {
    const nasty = ["'; DROP TABLE events; --", "$1", "%", "__proto__", "\u0000", "x".repeat(300), "NaN", "-1", "1e999"];
    for (const view of [...VIEWS, "stream", "names"])
      for (const text of nasty) {
        const query = ["days", "search", "window", "steps", "after", "name", "visitor", "id", "before"].map(
          (key) => `${key}=${encodeURIComponent(text)}&${key}=${encodeURIComponent(text)}`,
        );
        const { status } = await fetch(`${shop.url}/api/console/${view}?${query.join("&")}`);
        assert.equal(status, 200, `${view} ${text.slice(0, 20)}`);
        const single = await fetch(
          `${shop.url}/api/console/${view}?days=${encodeURIComponent(text)}&name=${encodeURIComponent(text)}&search=${encodeURIComponent(text)}`,
        );
        assert.equal(single.status, 200, `${view} ${text.slice(0, 20)}`);
      }
  });

  it("events made to break it leave every view standing, and count for nothing they are not", async () => {
    const nasty = [
      "'); DROP TABLE console_facts; --",
      "<img src=x onerror=alert(1)>",
      "__proto__",
      "constructor",
      "toString",
      "\u202e\ufeff",
      "/",
      "~0~1",
      '"a".b[0]',
      "$.x",
      "9".repeat(400),
    ];
    const wrong: unknown[] = [
      null,
      [],
      {},
      [[]],
      [null],
      "x",
      -1,
      1e308,
      -1e308,
      true,
      "NaN",
      "Infinity",
      [{ product_id: {}, price: "x", quantity: [] }],
      { __proto__: 1 },
    ];
    const names = [
      "Order Completed",
      "Stage Entered",
      "Experiment Viewed",
      "Message Shown",
      "Message Clicked",
      "Message Suppressed",
      "Message Submitted",
      "Message Converted",
      "Waymark Loss",
      "Web Vitals",
      "JavaScript Error",
      "Product Viewed",
      "Product Added",
      "Page Engaged",
      "Segment Entered",
      "Cart Abandoned",
    ];
    let id = 0;
    for (const value of [...nasty, ...wrong]) {
      const keys = [
        "rule",
        "variant",
        "experiment",
        "kind",
        "reason",
        "decisionId",
        "template",
        "strategy",
        "slot",
        "itemId",
        "product_id",
        "category",
        "stage",
        "from",
        "journey",
        "segment",
        "order_id",
        "payment_method",
        "revenue",
        "total",
        "value",
        "percent",
        "addedMs",
        "rating",
        "count",
        "position",
        "products",
        "answers",
        "reasons",
        "lcp",
        "message",
        "spentMs",
      ];
      const p = Object.fromEntries(keys.map((key) => [key, value]));
      const c = {
        page: { path: value, url: value },
        attribution: { channel: value, source: value, campaign: value },
        channel: value,
      };
      const events = names.map((n) =>
        line(`bad-${++id}`, {
          n,
          p,
          c,
          a: typeof value === "string" ? value.slice(0, 200) || "a" : "a",
          u: "victim",
          s: [`s${id}`, 1, 1],
        }),
      );
      const answers = line(`bad-${++id}`, {
        n: "Message Submitted",
        p: { template: "survey", rule: "r", answers: Object.fromEntries(nasty.map((key) => [key, value])) },
      });
      const ahead = line(`bad-${++id}`, { ts: Date.now() + 300 * 86_400_000 });
      const answer = await post(shop, lines({ sentAt: Date.now() }, ...events, answers, ahead));
      assert.ok(answer.ok, await answer.text());
    }
    for (const view of VIEWS) for (const days of [0, 28, 365]) await ask(shop, `${view}?days=${days}`);
    const { visitors } = await ask(shop, "visitors?days=0");
    for (const row of visitors) if (row.id) await ask(shop, `visitor?id=${encodeURIComponent(row.id)}`);
    const { totals, buckets } = await ask(shop, "overview?days=0");
    // Sums are finite, a time to come is the time of arrival, and one who claims 1e308 has earned nothing.
    assert.ok(totals.revenue >= -1 && totals.revenue < 1e6, String(totals.revenue));
    assert.ok(buckets.at(-1) <= new Date(Date.now() + 14 * 3_600_000).toISOString());
    assert.equal(
      (await ask(shop, "names")).names.some(({ name }: Any) => name === "Order Completed"),
      true,
    );
  });

  it("who claims to be somebody else is told apart by their id", async () => {
    await post(
      shop,
      lines(
        { sentAt: Date.now() },
        line("own", { a: "honest", u: "honest@shop", ts: Date.now() }),
        line("forged", { a: "liar", u: "honest@shop", ts: Date.now() }),
      ),
    );
    const { ids, events } = await ask(shop, "visitor?id=honest");
    assert.deepEqual(ids, ["honest", "liar"]);
    assert.deepEqual(events.map((event: Any) => event.anonymousId).sort(), ["honest", "liar"]);
  });
});
