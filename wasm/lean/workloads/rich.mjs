import { readdirSync, readFileSync } from "node:fs";
import { oneOfACrowd } from "./crowd.mjs";
import { base } from "./goods.mjs";
import { catalogue, recommend, suggesting } from "./recommendations.mjs";
import { answerMessage, personalConfig, rules } from "./rules.mjs";
import { visit } from "./visits.mjs";

const read = (path) => JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8"));

const texts = {
  title: "Chào {{ visitor.traits.name | default: 'bạn' | capitalize }}",
  text: "{% if cart.items > 0 and page.path contains '/p/' %}{{ cart.value | money }}{% else %}{{ now | date: '%d/%m' }}{% endif %}",
};
const writing = rules.map((rule) => ({
  ...rule,
  do: rule.do.map((action) => ({ ...action, content: { vi: { ...texts, action: { label: "Xem" } } } })),
}));

function meanwhile(visitor) {
  visitor.load("catalogue", catalogue);
  recommend(visitor);
  answerMessage(visitor);
}
const inspecting = (visitor) => visitor.put({ type: "inspect" });

const chapters = readdirSync(new URL("../../../demo-site/config/rules/", import.meta.url)).sort();
const storefront = {
  ...read("demo-site/config/shop.json"),
  rules: chapters.flatMap((file) => read(`demo-site/config/rules/${file}`).rules),
  destinations: base.destinations,
};
const retail = { ...read("demo-site/config/retail-rules.json"), destinations: base.destinations };
const stages = [
  { id: "new" },
  { id: "keen", entry: { ">=": [{ "ev.count": ["Product Viewed", "session"] }, 2] }, score: 40 },
  { id: "buyer", entry: { ">": [{ var: "visitor.orders" }, 0] }, regress: false },
];

const configs = [
  { ...personalConfig, rules: writing },
  { ...personalConfig, catalogue: { url: "/c.json" }, rules: suggesting },
  { ...base, privacy: { patterns: ["[0-9]{9}", "(a|b)+c"] } },
  { ...personalConfig, journey: { stages }, rules: rules.map(({ stage, ...rule }) => rule) },
  storefront,
  retail,
];

/** Sites that use whatever there is: texts with Liquid, uncommon conditions, patterns, GrowthBook, the inspector. */
export const everything = [
  { config: base, visit: (visitor) => visit(visitor, inspecting) },
  ...configs.flatMap((config, i) => [
    { config, visit: (visitor) => visit(visitor, meanwhile) },
    ...Array.from({ length: 24 }, (_, n) => ({
      config,
      visit: oneOfACrowd(9_000 + i * 24 + n, n % 4 ? meanwhile : answerMessage),
    })),
  ]),
];
