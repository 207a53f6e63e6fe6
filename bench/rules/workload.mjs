/**
 * 200 rules of 1,075 leaf conditions and the contexts they are asked of, with the answers all engines must give. Those
 * of ../shared/data where they are at hand, else as many of our own making: the same shape, other numbers.
 */
import { existsSync, readFileSync } from "node:fs";

const given = new URL("../../../shared/data/conformance/rules-200.json", import.meta.url);

/** @returns {{ source: string, jsonlogic: object[], mongo: object[], contexts: object[], expected: number[][] | null }} */
export function ruleSet() {
  if (existsSync(given)) return { source: "rules-200.json", ...JSON.parse(readFileSync(given, "utf8")) };
  return { source: "generated", ...generated(), expected: null };
}

/** How many leaf conditions a JsonLogic rule has. */
export function leaves(rule) {
  const inner = rule.and ?? rule.or;
  return inner ? inner.reduce((sum, one) => sum + leaves(one), 0) : 1;
}

const comparisons = { eq: "===", gte: ">=", gt: ">", lt: "<", lte: "<=" };

/** A leaf `[path, operator, value]` or a group, in the two spellings. */
function asJsonLogic(node) {
  if (!Array.isArray(node)) {
    const [name, inner] = Object.entries(node)[0];
    return { [name]: inner.map(asJsonLogic) };
  }
  const [path, operator, value] = node;
  const fact = { var: path };
  if (operator === "in") return { in: [fact, value] };
  return operator === "has" ? { in: [value, fact] } : { [comparisons[operator]]: [fact, value] };
}

function asMongo(node) {
  if (!Array.isArray(node)) {
    const [name, inner] = Object.entries(node)[0];
    return { [`$${name}`]: inner.map(asMongo) };
  }
  const [path, operator, value] = node;
  return { [path]: operator === "has" ? { $in: [value] } : { [`$${operator}`]: value } };
}

function generated() {
  let state = 20_261_122;
  const roll = (n) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  const facts = [
    ["visitor.new", "eq", () => roll(2) === 0],
    ["visitor.sessions", "gte", () => roll(20)],
    ["cart.value", "gte", () => roll(10) * 100_000],
    ["cart.items", "lt", () => 1 + roll(8)],
    ["counts.views7d", "gt", () => roll(30)],
    ["counts.daysSinceOrder", "lte", () => roll(120)],
    ["page.category", "eq", () => `category-${roll(8)}`],
    ["stage", "in", () => Array.from({ length: 3 }, () => `stage-${roll(5)}`)],
    ["segments", "has", () => `segment-${roll(6)}`],
    ["session.hour", "gte", () => roll(24)],
  ];
  const leaf = () => {
    const [path, operator, value] = facts[roll(facts.length)];
    return [path, operator, value()];
  };
  // Every eighth rule has three leaves more than the others: 1,075 in all.
  const neutral = Array.from({ length: 200 }, (_, n) => {
    const inner = Array.from({ length: n % 8 === 0 ? 5 : 2 }, leaf);
    return { and: [leaf(), leaf(), { or: [...inner, leaf()] }] };
  });
  const contexts = Array.from({ length: 50 }, () => ({
    visitor: { new: roll(2) === 0, sessions: roll(25), known: false, city: "CT" },
    cart: { value: roll(12) * 90_000, items: roll(9), coupons: 0 },
    counts: { views7d: roll(40), daysSinceOrder: roll(150) },
    page: { category: `category-${roll(8)}`, path: "/grocery/c/611" },
    session: { hour: roll(24), pageviews: roll(12) },
    stage: `stage-${roll(5)}`,
    segments: Array.from({ length: roll(4) }, () => `segment-${roll(6)}`),
  }));
  return { jsonlogic: neutral.map(asJsonLogic), mongo: neutral.map(asMongo), contexts };
}
