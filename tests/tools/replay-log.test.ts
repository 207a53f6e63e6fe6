import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { shoppers, shopRules } from "../../bench/rules/log.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const program = join(root, "build/release/waymark");
const folder = mkdtempSync(join(tmpdir(), "waymark-replay-"));
after(() => rmSync(folder, { recursive: true }));

interface Report {
  rule: string;
  shown: number;
  visitors: number;
  converted: number;
  first?: number;
  last?: number;
  variants: { [variant: string]: number };
  reasons: { [reason: string]: number };
}

type Properties = { [name: string]: unknown };
interface LoggedEvent {
  type: string;
  name?: string;
  at: number;
  who: string;
  session: number;
  path: string;
  properties?: Properties;
  traits?: Properties;
}

function waymark(args: string[], input: string): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: root, input, encoding: "utf8", maxBuffer: 1e8 });
  return { code: status, out: stdout, err: stderr };
}

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const start = Date.UTC(2026, 0, 5, 2);
const day = 86_400_000;
const minute = 60_000;
const iso = (at: number) => new Date(at).toISOString();
const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const contextOf = (e: LoggedEvent) => ({ page: { url: `https://shop.example${e.path}`, path: e.path }, locale: "vi" });

/** The same event as it lies in the logs people have. */
const shapes = {
  canonical: (e: LoggedEvent, n: number) => ({
    messageId: id(n),
    type: e.type,
    name: e.name,
    timestamp: e.at,
    anonymousId: e.who,
    session: { id: `${e.who}-${e.session}`, number: e.session, start: e.at },
    properties: e.properties,
    traits: e.traits,
    context: contextOf(e),
  }),
  "as the collector stores it": (e: LoggedEvent, n: number) => ({
    messageId: id(n),
    type: e.type,
    event: e.name ?? null,
    anonymousId: e.who,
    userId: null,
    groupId: null,
    previousId: null,
    sessionId: `${e.who}-${e.session}`,
    timestamp: iso(e.at),
    receivedAt: iso(e.at + 900),
    sentAt: iso(e.at + 500),
    properties: e.properties ?? {},
    traits: e.traits ?? {},
    context: contextOf(e),
  }),
  "rows of its table": (e: LoggedEvent, n: number) => ({
    message_id: id(n),
    type: e.type,
    event: e.name ?? null,
    anonymous_id: e.who,
    user_id: null,
    session_id: `${e.who}-${e.session}`,
    timestamp: iso(e.at).replace("T", " ").replace("Z", ""),
    received_at: iso(e.at + 900),
    properties: JSON.stringify(e.properties ?? {}),
    traits: e.traits ?? null,
    context: JSON.stringify(contextOf(e)),
  }),
  Segment: (e: LoggedEvent, n: number) => ({
    messageId: id(n),
    type: e.type === "page" && n % 2 ? "screen" : e.type,
    ...(e.name ? { event: e.name } : {}),
    anonymousId: e.who,
    originalTimestamp: iso(e.at),
    timestamp: iso(e.at + 7 * 3_600_000).replace("Z", "+07:00"),
    receivedAt: iso(e.at + 900),
    properties: e.properties ?? {},
    ...(e.traits ? { traits: e.traits } : {}),
    context: contextOf(e),
  }),
};

function visit(who: string, session: number, from: number, path: string) {
  const events: LoggedEvent[] = [];
  let at = from;
  const next = () => {
    at += 5_000;
    return at;
  };
  return {
    events,
    wait(ms: number) {
      at += ms;
      return this;
    },
    page(to = path) {
      path = to;
      events.push({ type: "page", at: next(), who, session, path });
      return this;
    },
    track(name: string, properties: Properties = {}) {
      events.push({ type: "track", name, at: next(), who, session, path, properties });
      return this;
    },
    identify(traits: Properties) {
      events.push({ type: "identify", at: next(), who, session, path, traits });
      return this;
    },
  };
}

const text = (events: LoggedEvent[], shape: (e: LoggedEvent, n: number) => object = shapes.canonical) =>
  events
    .toSorted((a, b) => a.at - b.at)
    .map((e, n) => `${JSON.stringify(shape(e, n))}\n`)
    .join("");

function replay(config: string, input: string): { events: number; broken: number; visitors: number; rules: Report[] } {
  const { code, out, err } = waymark(["replay", "--config", config, "--json"], input);
  assert.equal(code, 0, err);
  return JSON.parse(out);
}

const small = (more: object = {}, rules: object = {}) => ({
  version: 1,
  rules: [
    {
      id: "twice",
      on: { any: [{ type: "event", name: "Product Viewed" }] },
      when: { ">=": [{ "ev.count": ["Product Viewed", "session"] }, 2] },
      cap: { session: 1 },
      goal: { event: "Order Completed", window: "1h" },
      do: [{ type: "message", template: "bar", content: { en: { title: "Hello" } } }],
      ...rules,
    },
  ],
  ...more,
});

/** Two visitors; one comes back after an hour and buys. */
const twoVisitors = [
  ...visit("a", 1, start, "/").page().track("Product Viewed").track("Product Viewed").track("Product Viewed").events,
  ...visit("b", 1, start + 7_000, "/")
    .page()
    .track("Product Viewed").events,
  ...visit("a", 2, start + 60 * minute, "/")
    .page()
    .track("Product Viewed")
    .track("Product Viewed")
    .track("Order Completed", { order_id: "o1", total: 100 }).events,
];

describe("waymark replay over a log", () => {
  for (const [name, shape] of Object.entries(shapes)) {
    test(`${name}: who would have seen what, and why not`, () => {
      const { events, broken, visitors, rules } = replay(file("small.json", small()), text(twoVisitors, shape));
      assert.deepEqual([events, broken, visitors], [10, 0, 2]);
      assert.deepEqual(rules, [
        {
          rule: "twice",
          shown: 2,
          visitors: 1,
          converted: 1,
          // A second after the second product view of each visit.
          first: start + 16_000,
          last: start + 60 * minute + 16_000,
          variants: {},
          reasons: { selected: 2, condition: 3, ruleSessionCap: 1 },
        },
      ]);
    });
  }

  test("for people, each showing by itself, and a line that is no event", () => {
    const config = file("small.json", small());
    const input = `${text(twoVisitors)}not json\n{"type":"track"}\n\n`;
    const plain = waymark(["replay", "--config", config], input);
    assert.equal(plain.code, 0);
    assert.match(plain.out, /^10 events of 2 visitors, 2 lines left out$/m);
    assert.match(plain.out, /seen 2 times by 1 visitors \(50\.00 %\), 2026-01-05T02:00:16Z to .*; converted 1$/m);
    assert.match(plain.err, /^line 11 is no event/m);
    const shown = waymark(["replay", "--config", config, "--shown"], input);
    const first = JSON.parse(shown.out.split("\n")[0] as string);
    assert.deepEqual(first, { at: start + 16_000, visitor: "a", rule: "twice", variant: "", template: "bar" });
  });

  test("a line that is no event is none of the events it counts", () => {
    const config = file("small.json", small());
    const input = `hello\n${text(twoVisitors)}`;
    const plain = waymark(["replay", "--config", config], input);
    assert.match(plain.out, /^10 events of 2 visitors, 1 line left out$/m);
    const { events, broken } = replay(config, input);
    assert.deepEqual([events, broken], [10, 1]);
  });

  test("what is shown after the last line comes in the order of time, then of the visitors in the log", () => {
    const config = file("once.json", small({}, { when: true }));
    // Some at one moment, and half of those five seconds after the others.
    const people = Array.from({ length: 24 }, (_, n) => `guest-${(n * 7) % 24}`);
    const events = people.flatMap((who, n) => {
      const walk = visit(who, 1, start + 100 * (n % 3), "/");
      return (n < 12 ? walk.wait(5_000) : walk).track("Product Viewed").events;
    });
    const { out } = waymark(["replay", "--config", config, "--shown"], text(events));
    const shown = out
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as { at: number; visitor: string });
    const expected = events.toSorted((a, b) => a.at - b.at).map((one) => [one.at + 1_000, one.who]);
    assert.deepEqual(
      shown.map((one) => [one.at, one.visitor]),
      expected,
    );
  });

  test("what another configuration changes", () => {
    const before = file("before.json", small());
    const after_ = file("after.json", small({}, { cap: { lifetime: 1 } }));
    const { code, out } = waymark(["replay", "--config", before, "--compare", after_], text(twoVisitors));
    assert.equal(code, 0);
    assert.match(out, /^twice\n {4}seen 2 → 1 \(−1\)\n/m);
    assert.match(out, /ruleLifetimeCap 0 → 2 \(\+2\)/);
    const same = waymark(["replay", "--config", before, "--compare", before], text(twoVisitors));
    assert.doesNotMatch(same.out, /→/);
    assert.match(same.out, /^no difference: /m);
  });

  test("a configuration with errors is refused with the lines validate has for them", () => {
    const bad = file("bad.json", small({}, { id: 7, wehn: 1, when: { "=>": [1, 2] }, cap: { session: 0 } }));
    const validated = waymark(["validate", bad], "").out.split("\n");
    const errors = validated.filter((line) => / error /.test(line));
    assert.ok(errors.length >= 2 && errors.length < validated.length - 1, validated.join("\n"));
    const good = file("small.json", small());
    for (const args of [
      ["--config", bad],
      ["--config", good, "--compare", bad],
    ]) {
      const { code, out, err } = waymark(["replay", ...args], text(twoVisitors));
      assert.deepEqual([code, out], [1, ""]);
      assert.equal(err, `${errors.join("\n")}\nwaymark: ${bad} cannot be used\n`);
    }
    assert.equal(waymark(["replay", "--config", "no such file"], "").code, 1);
  });

  test("a schedule is kept on the log's own time and zone", () => {
    const scheduled = small(
      { site: { timeZone: "Asia/Ho_Chi_Minh" } },
      { schedule: { hours: { from: "09:00", to: "09:30" } } },
    );
    const { rules } = replay(file("hours.json", scheduled), text(twoVisitors));
    assert.equal(rules[0]?.shown, 1);
    assert.equal(rules[0]?.reasons.schedule, 2);
  });

  test("a zone nobody knows is told of, not taken for another in silence", () => {
    const path = file("zone.json", small({ site: { timeZone: "Asia/Atlantis" } }));
    const { code, err } = waymark(["replay", "--config", path], text(twoVisitors));
    assert.equal(code, 0);
    assert.match(err, /:\d+:\d+ config\.unknownZone warning \/site\/timeZone: /);
  });
});

describe("a log of many visitors, which is played visitor by visitor", () => {
  const lines = shoppers(5_000, 150).trim().split("\n");
  const config = file("many.json", shopRules(60));
  const play = (log: string[]) => {
    const { code, out, err } = waymark(["replay", "--config", config, "--json", "--shown"], `${log.join("\n")}\n`);
    assert.equal(code, 0, err);
    return out;
  };
  const whole = play(lines);
  const showings = whole.trim().split("\n").slice(0, -1);

  test("tells what was told when it was played line by line", () => {
    assert.equal(showings.length, 1_459);
    assert.equal(
      createHash("sha256").update(whole).digest("hex"),
      "9f513f5962908ca1ef900cd4571cfbaa987a03ce731f939ae113a01a6cd7241d",
    );
  });

  test("shows each what they would be shown if nobody else were in it", () => {
    for (const who of ["visitor-0", "visitor-77", "visitor-149"]) {
      const alone = play(lines.filter((line) => line.includes(`"anonymousId":"${who}"`)));
      assert.deepEqual(
        alone.trim().split("\n").slice(0, -1),
        showings.filter((line) => line.includes(`"visitor":"${who}"`)),
      );
    }
  });

  test("is the same however its lines are spelled", () => {
    assert.equal(play(lines.map((line) => line.replace('"channel":"web"', '"channel":"\\u0077eb"'))), whole);
    assert.equal(play(lines.map((line) => line.replace('"anonymousId"', '"\\u0061nonymousId"'))), whole);
  });

  test("leaves out what is no event, by its place in the log", () => {
    const { out, err } = waymark(
      ["replay", "--config", config, "--json"],
      `${[...lines.slice(0, 3), "{}", ...lines.slice(3, 9), '{"anonymousId":"visitor-0"}', "[", ...lines.slice(9)].join("\n")}\n`,
    );
    assert.match(err, /^line 4 is no event; left out\nline 11 is .*\nline 12 is .*\n$/);
    const { events, broken, visitors, rules } = JSON.parse(out);
    assert.deepEqual([events, broken, visitors], [5_000, 3, 150]);
    assert.deepEqual(rules, JSON.parse(whole.trim().split("\n").at(-1) as string).rules);
  });

  test("suppressed messages are told of on each visitor's page", () => {
    const { rules } = replay(
      file("suppressed.json", {
        version: 1,
        limits: { suppressed: true, session: 1 },
        rules: [
          { ...small().rules[0], when: true, cap: {} },
          {
            id: "hears",
            on: { any: [{ type: "event", name: "Message Suppressed" }] },
            do: [{ type: "forward", target: "listener", name: "heard" }],
          },
        ],
      }),
      text(
        ["a", "b", "c"].flatMap((who, n) => {
          const views = visit(who, 1, start + n, "/").page();
          for (let view = 0; view < 3; view++) views.track("Product Viewed");
          return views.events;
        }),
      ),
    );
    assert.deepEqual([rules[0]?.shown, rules[0]?.reasons.sessionLimit], [3, 6]);
    assert.deepEqual([rules[1]?.shown, rules[1]?.visitors], [3, 3]);
  });
});

describe("the eight rules a shop wants, over a log", () => {
  const config = "demo-site/config/retail-rules.json";
  const kid = { product_id: "kc01", category: "kids-clothes", price: 129_000 };
  const order = (total: number, category = "books") => ({
    order_id: `o${total}`,
    total,
    products: [{ product_id: "x", category, price: total, quantity: 1 }],
  });

  /** Visitors by whether the holdout keeps them out. */
  const names = Array.from({ length: 80 }, (_, n) => `visitor-${n}`);
  const buckets = waymark(
    ["bucket"],
    names.map((value) => JSON.stringify({ seed: "ho26", value, version: 2 })).join("\n"),
  )
    .out.split("\n")
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { result: number }).result);
  const open = names.filter((_, n) => (buckets[n] as number) >= 0.1);
  const held = names.filter((_, n) => (buckets[n] as number) < 0.1);

  test("each speaks to whom it should", () => {
    const [kids, exits, buys, shampoo, nps, gold] = open as [string, string, string, string, string, string];
    const engaged = (ms: number) => ["Page Engaged", { activeMs: ms }] as const;
    const events = [
      ...visit(kids, 1, start, "/c/kids-clothes").page().track("Product Viewed", kid).track("Product Viewed", kid).track(...engaged(20_000)).wait(minute).track("Message Submitted", { rule: "welcome-kids" }).events,
      ...visit(exits, 1, start, "/cart").page().track("Product Added", { ...kid, price: 450_000 }).track("Exit Intent").wait(minute).track("Exit Intent").events,
      ...visit(buys, 1, start, "/thanks").page().track("Checkout Started").track("Order Completed", order(350_000)).wait(minute).page("/").events,
      ...visit(shampoo, 1, start, "/").page().track("Order Completed", order(180_000, "hair-care")).wait(minute).page().events,
      ...visit(shampoo, 2, start + 10 * day, "/").page().wait(minute).page().events,
      ...visit(shampoo, 3, start + 31 * day, "/").page().wait(minute).page().events,
      ...visit(nps, 1, start, "/").page().track("Order Completed", order(120_000)).events,
      ...visit(nps, 2, start + 2 * day, "/").page().track("Order Delivered").events,
      ...visit(nps, 3, start + 10 * day, "/").page().track(...engaged(15_000)).wait(minute).page().events,
      ...visit(gold, 1, start, "/").page().identify({ tier: "silver" }).track("Order Completed", order(6_000_000)).wait(minute).page().events,
      ...visit(gold, 2, start + 40 * day, "/").page().track("Order Completed", order(4_500_000)).wait(minute).page().events,
      ...visit(held[0] as string, 1, start, "/c/kids-clothes").page().track("Product Viewed", kid).track("Product Viewed", kid).track(...engaged(20_000)).events,
    ]; // biome-ignore format: a visit a line
    const { rules } = replay(config, text(events));
    const of = (rule: string) => rules.find((one) => one.rule === rule) as Report;
    assert.deepEqual([of("welcome-kids").shown, of("welcome-kids").variants], [1, { open: 1, heldOut: 1 }]);
    assert.equal(of("welcome-kids").reasons.holdout, 1);
    const arms = of("exit-cart").variants;
    assert.equal(
      Object.values(arms).reduce((sum, n) => sum + n, 0),
      1,
    );
    assert.equal(of("exit-cart").shown, arms.control ? 0 : 1);
    assert.ok(
      (of("checkout-crosssell").reasons.stage ?? 0) > 0,
      "no page of checkout here, and a log has no catalogue",
    );
    assert.equal(of("post-purchase-20").visitors, 2, "the orders of 300,000 and more");
    assert.deepEqual([of("replenish-shampoo").shown, of("replenish-shampoo").first], [1, start + 31 * day + 6_000]);
    assert.equal(of("nps-7d").shown, 1);
    assert.deepEqual([of("tier-up").shown, of("tier-up").visitors], [1, 1]);
    assert.deepEqual([of("holdout-audit").shown, of("holdout-audit").visitors], [1, 1]);
  });

  test("they are without a mistake, and ready for a log", () => {
    const { code, out } = waymark(["validate", config], "");
    assert.deepEqual([code, out], [0, ""]);
    assert.equal(JSON.parse(readFileSync(join(root, config), "utf8")).rules.length, 8);
  });
});
