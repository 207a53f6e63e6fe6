import { oneOfACrowd } from "./crowd.mjs";
import { base } from "./goods.mjs";
import { visit } from "./visits.mjs";

export const message = (id, on, more = {}) => ({
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

export const rules = [
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

export const personalConfig = {
  ...base,
  journey: { preset: "store" },
  limits: { session: 30, day: 50, gapMs: 0 },
  holdouts: [{ id: "all", percent: 5 }],
  segments: [{ id: "lookers", when: { ">=": [{ "ev.count": ["Product Viewed", "session"] }, 2] }, events: true }],
  rules,
};

/** A message that is up is seen, clicked and closed. */
export function answerMessage(visitor) {
  visitor.pass(4_000);
  const { decisionId } = visitor.shown ?? {};
  if (!decisionId) return;
  visitor.put({ type: "messageOutcome", decisionId, outcome: "ready" });
  visitor.put({ type: "messageOutcome", decisionId, outcome: "shown" });
  visitor.put({ type: "messageOutcome", decisionId, outcome: "clicked", detail: { target: "action" } });
  visitor.put({ type: "messageOutcome", decisionId, outcome: "dismissed", detail: { target: "close" } });
  visitor.shown = undefined;
}

/** Sites with rules and messages; conditions of common operators, texts as they are. */
export const personal = [
  { config: personalConfig, visit: (visitor) => visit(visitor, answerMessage) },
  ...Array.from({ length: 40 }, (_, n) => ({ config: personalConfig, visit: oneOfACrowd(7_000 + n, answerMessage) })),
];
