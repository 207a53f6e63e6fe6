import { oneOfACrowd } from "./crowd.mjs";
import { base } from "./goods.mjs";
import { answerMessage, personalConfig, rules } from "./rules.mjs";
import { visit } from "./visits.mjs";

export const catalogue = JSON.stringify({
  version: 1,
  currency: "VND",
  complements: { "kids-clothes": ["toys"] },
  items: Array.from({ length: 24 }, (_, n) => ({
    id: `p${n}`,
    name: n % 3 ? { vi: `Món hàng số ${n}`, en: `Article number ${n}` } : `Món ${n}`,
    category: n % 2 ? "kids-clothes" : "toys",
    url: `/p/p${n}`,
    image: `/art/p${n}.svg`,
    price: 99_000 + n * 1_000,
    ...(n % 4 ? { rating: 4.5 } : {}),
    ...(n % 5 ? {} : { oldPrice: 150_000 }),
    ...(n % 7 ? {} : { brand: "Hiên", inStock: n % 2 === 0 }),
  })),
});

const strategies = ["next", "similar", "cart", "popular", "recent", "buyAgain", "replenish", "upSell", "forYou"];

export function recommend(visitor) {
  visitor.load("catalogue", catalogue);
  for (const strategy of strategies) {
    const context = { itemId: "p1", category: "toys", exclude: ["p3"] };
    visitor.put({ type: "recommend", requestId: `r-${strategy}`, slot: "home", strategy, context, limit: 4 });
  }
}

export const suggesting = rules.map((rule) => ({
  ...rule,
  do: rule.do.map((action) => ({ ...action, recommend: { strategy: "next", limit: 2 } })),
}));

const configs = [
  { ...base, catalogue: { url: "/c.json" }, slots: { home: { exclude: ["p2"], diversify: 0.2 } } },
  { ...personalConfig, catalogue: { url: "/c.json" }, rules: suggesting },
];

function meanwhile(visitor) {
  recommend(visitor);
  answerMessage(visitor);
}

/** Sites with a catalogue, whose slots and messages have items; for one visitor in four it does not come. */
export const recommending = configs.flatMap((config, i) => [
  { config, visit: (visitor) => visit(visitor, meanwhile) },
  ...Array.from({ length: 24 }, (_, n) => ({
    config,
    visit: oneOfACrowd(3_000 + i * 24 + n, n % 4 ? meanwhile : answerMessage),
  })),
]);
