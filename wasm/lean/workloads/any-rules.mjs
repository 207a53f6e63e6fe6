import { chance as chanceOf } from "./chance.mjs";
import { oneOfACrowd } from "./crowd.mjs";
import { base } from "./goods.mjs";
import { answerSomehow } from "./outcomes.mjs";
import { catalogue } from "./recommendations.mjs";

const minute = 60_000;
const triggers = [
  { type: "pageView" },
  { type: "route" },
  { type: "event", name: "Product Added" },
  { type: "event", name: "Product Viewed", where: [["price", ">=", 100_000]] },
  { type: "event", name: "Go" },
  { type: "delay", ms: 2_000 },
  { type: "activeTime", ms: 10_000 },
  { type: "scroll", percent: 50 },
  { type: "exitIntent" },
  { type: "idle", ms: minute },
  { type: "visible", selector: "#reviews" },
  { type: "click", selector: ".card" },
  { type: "sessionStart" },
  { type: "stageEntered", stage: "consideration" },
  { type: "cartAbandoned", ms: 2 * minute },
  { type: "api", name: "hello" },
];

const ev = (name, ...rest) => ({ [`ev.${name}`]: rest });
const fact = (path, otherwise) => ({ var: otherwise === undefined ? path : [path, otherwise] });
const conditions = [
  { ">": [fact("cart.items"), 0] },
  { "<": [fact("cart.value"), 300_000] },
  { "<=": [100_000, fact("cart.value", 0), 900_000] },
  { in: ["/p/", fact("page.path")] },
  { in: [fact("cart.categories.0"), ["toys", "kids-clothes"]] },
  { "===": [fact("visitor.known"), true] },
  { "==": [fact("visitor.traits.children"), "2"] },
  { "!=": [fact("session.channel"), "direct"] },
  { "!==": [fact("visitor.userId"), null] },
  { "!": fact("visitor.known") },
  { "!!": [fact("visitor.traits.email")] },
  { ">=": [fact("session.pageviews"), 2] },
  { ">=": [ev("count", "Product Viewed", "7d"), 2] },
  { ">": [ev("count", "Product Viewed", "session", [["category", "==", "toys"]]), 1] },
  { "<": [{ "+": [fact("cart.value"), 50_000] }, 1_000_000] },
  { ">": [{ "-": [500_000, fact("cart.value")] }, 0] },
  { in: ["Product Viewed", [fact("event.name")]] },
];
/** As js-bindings/src/engine/kinds.ts has it: sites that have one of these get the richer core. */
const uncommon = [
  { ">": [ev("sum", "Order Completed", "total", "365d"), 100_000] },
  { ">": [ev("since", "Order Completed", "d", [], 9_999), 3] },
  { "==": [ev("last", "Product Viewed", "category", "30d"), "toys"] },
  { "==": [ev("top", "Product Viewed", "category", "30d"), "toys"] },
  { "<": [ev("max", "Product Viewed", "price", "session"), 200_000] },
  { ">": [ev("distinct", "Product Viewed", "product_id", "1d"), 2] },
  { "ev.seq": [[["Product Added"], ["!Order Completed"]], "1d"] },
];

const content = {
  eyebrow: "Chào mừng",
  text: "Đổi trả miễn phí trong 30 ngày.",
  image: { url: "/art/porch.svg", alt: "", place: "top" },
  action: { label: "Xem hàng", url: "/c/toys" },
  secondary: { label: "Để sau" },
  code: { value: "HIEN10", label: "Chép mã" },
  countdown: { until: Date.UTC(2026, 0, 9) },
  progress: { value: 200_000, goal: 500_000, label: "Còn 300.000 đ", done: "Xong" },
  fields: [{ name: "email", type: "email", label: "E-mail", required: true }],
  questions: [{ id: "q", type: "nps", title: "Bạn có giới thiệu cho bạn bè không?" }],
  prizes: [
    { id: "ten", label: "Giảm 10%", code: "QUAY10" },
    { id: "ship", label: "Miễn phí giao" },
  ],
  prize: "ten",
};
const templates =
  "bar modal slideIn toast fullScreen coupon freeShipping leadForm survey wheel scratch loyalty custom".split(" ");
const windows = ["10s", "15m", "1h", "1d", "7d"];

/** Rules such as a site may have, and the rest of its configuration; the same for the same seed. */
export function anyRules(seed, { goods = false, rich = false } = {}) {
  const asked = rich ? [...conditions, ...uncommon, ...uncommon] : conditions;
  const chance = chanceOf(seed);
  const maybe = (share, make) => (chance.when(share) ? make() : {});
  const when = () => {
    const few = () => ({ [chance.of(["and", "or"])]: chance.some(asked, 0.15) });
    return chance.of([() => chance.of(asked), few, () => ({ and: [few(), chance.of(asked)] })])();
  };
  const words = (title) => ({ title, ...Object.fromEntries(chance.some(Object.entries(content), 0.4)) });
  const languages = () =>
    chance.of([
      () => ({ vi: words("Chào") }),
      () => ({ vi: words("Chào"), en: words("Hello") }),
      () => ({ en: words("Hello") }),
      () => ({ "*": { image: "/art/tiles.svg" }, vi: words("Chào"), en: words("Hello") }),
    ])();
  const suggest = () => ({
    recommend: { strategy: chance.of(["popular", "next", "cart", "similar", "recent"]), limit: 1 + chance.below(8) },
  });
  const say = () => ({
    ...chance.of([
      () => ({ type: "message", template: chance.of(templates) }),
      () => ({ type: chance.of(["message", "inline"]), slot: "home", template: "banner" }),
      () => ({ type: "replace", slot: "hero", template: "hero" }),
      () => ({ type: "inline", slot: "#shelf", ...(goods ? { template: "recommendations", ...suggest() } : {}) }),
    ])(),
    content: languages(),
    ...(goods ? maybe(0.4, suggest) : {}),
    ...maybe(0.1, () => ({ refresh: true })),
  });
  const others = [
    () => ({ type: "emit", event: "Offer Made", data: { rule: "x", value: fact("cart.value") } }),
    () => ({ type: "emit", after: "3d", channels: ["email", "zalo"], template: "t", cancelOn: ["Order Completed"] }),
    () => ({ type: "set", traits: { vip: true, spent: fact("cart.value") }, session: { seen: 1 } }),
    () => ({ type: "forward", target: chance.of(["dataLayer", "listener"]), name: "told", data: { a: 1 } }),
  ];
  const tested = () => ({
    experiment: {
      key: `words-${seed}`,
      ...maybe(0.3, () => ({ coverage: 0.8 })),
      variants: [{ id: "a", weight: 2 }, { id: "b" }],
    },
    do: ["a", "b"].map((variant) => ({ ...say(), variant })),
  });
  const rule = (_, n) => ({
    id: `rule-${n}`,
    ...maybe(0.7, () => ({ status: chance.of(["live", "live", "live", "draft", "paused"]) })),
    ...maybe(0.1, () => ({ stage: ["awareness", "consideration"] })),
    ...maybe(0.4, () => ({ priority: chance.below(101) })),
    ...maybe(0.1, () => ({ consent: ["marketing"] })),
    ...maybe(0.2, () => ({ group: "offers" })),
    ...maybe(0.1, () => ({ exclusive: true })),
    ...maybe(0.15, () => ({ schedule: { from: "2020-01-01", hours: { from: "08:00", to: "21:00" }, dow: [1, 2, 3] } })),
    on: chance.when(0.9) ? { any: several(triggers) } : { all: several(triggers) },
    ...maybe(0.6, () => ({ when: when() })),
    ...maybe(0.2, () => ({ holdout: "all" })),
    ...maybe(0.6, () => ({ cap: cap() })),
    ...maybe(0.4, () => ({ goal: goal() })),
    do: !rich
      ? [say()]
      : chance.when(0.85)
        ? [say(), ...chance.some(others, 0.08).map((make) => make())]
        : [chance.of(others)()],
    ...maybe(0.15, tested),
  });
  const several = (list) => Array.from({ length: 1 + chance.below(2) }, () => chance.of(list));
  const cap = () =>
    Object.fromEntries(
      chance.some(
        [
          ["page", 1],
          ["session", 1 + chance.below(3)],
          ["day", 2],
          ["lifetime", 3],
          ["cooldown", chance.of(windows)],
          ["afterDismiss", chance.of(windows)],
          ["afterConvert", chance.of(windows)],
          ["countsToLimits", false],
        ],
        0.3,
      ),
    );
  const goal = () => ({
    event: chance.of(["Order Completed", "Product Added"]),
    ...maybe(0.6, () => ({ window: chance.of(windows) })),
    ...maybe(0.5, () => ({ credit: chance.of(["impression", "click", "exposure"]) })),
    ...maybe(0.5, () => ({ value: "total" })),
    ...maybe(0.2, () => ({ where: [["total", ">", 1]] })),
  });
  return {
    ...base,
    ...maybe(0.4, () => ({
      limits: { session: 5, day: 9, gap: "30s", maxVisible: { offers: 1 }, suppressed: chance.when(0.5) },
    })),
    ...maybe(0.3, () => ({ theme: { "--waymark-accent": "#0a5", "--waymark-radius": "8px" } })),
    ...(goods ? { catalogue: { url: "/c.json" } } : {}),
    ...(goods ? maybe(0.4, () => ({ slots: { home: { exclude: ["p2"], pin: ["p1"], boost: ["toys"] } } })) : {}),
    holdouts: [{ id: "all", percent: 5 }],
    rules: Array.from({ length: 1 + chance.below(6) }, rule),
  };
}

const visitors = (config, seed, meanwhile) =>
  Array.from({ length: 3 }, (_, n) => ({ config, visit: oneOfACrowd(seed + n, meanwhile) }));
const sites = (count, seed, options, meanwhile) =>
  Array.from({ length: count }, (_, n) => seed + 3 * n).flatMap((one) =>
    visitors(anyRules(one, options), one, meanwhile),
  );

/** For one visitor in six the catalogue does not come. */
function withGoods(visitor, chance) {
  if (chance.when(0.85)) visitor.load("catalogue", catalogue);
  answerSomehow(visitor, chance);
}

/** Sites with rules of their own, each with a few visitors; with a catalogue besides; with what few sites have. */
export const sitesWithRules = sites(40, 20_000, {}, answerSomehow);
export const sitesWithGoods = sites(24, 30_000, { goods: true }, withGoods);
export const sitesWithMore = sites(40, 40_000, { goods: true, rich: true }, withGoods);
