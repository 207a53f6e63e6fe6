/** What the playground offers: tests/js/playground.test.ts runs each and checks that its rule speaks. */
import type { Json } from "../../../js-bindings/src/protocol.js";
import type { Step } from "./visit.js";

export interface Example {
  title: string;
  text: string;
  /** The rule that is meant to speak. */
  speaks: string;
  config: Json;
  steps: Step[];
}

const bar = (title: string): Json => ({
  type: "message",
  template: "bar",
  content: { en: { title } },
});

export const examples: Example[] = [
  {
    title: "After three products of one kind",
    text: "A visitor who has looked at three products in this visit is offered help, once a visit.",
    speaks: "third-look",
    config: {
      version: 1,
      rules: [
        {
          id: "third-look",
          on: { any: [{ type: "event", name: "Product Viewed" }] },
          when: { ">=": [{ "ev.count": ["Product Viewed", "session"] }, 3] },
          cap: { session: 1 },
          do: [bar("Looking for something special?")],
        },
      ],
    },
    steps: [
      { track: "Product Viewed", properties: { product_id: "kc01", category: "kids-clothes", price: 129000 } },
      { track: "Product Viewed", properties: { product_id: "kc06", category: "kids-clothes", price: 249000 } },
      { track: "Product Viewed", properties: { product_id: "kc13", category: "kids-clothes", price: 219000 } },
      { track: "Product Viewed", properties: { product_id: "kc18", category: "kids-clothes", price: 279000 } },
    ],
  },
  {
    title: "Nearly free delivery",
    text: "Who has something in the cart, but less than free delivery asks for, hears of it on the cart page.",
    speaks: "free-delivery",
    config: {
      version: 1,
      rules: [
        {
          id: "free-delivery",
          on: { any: [{ type: "event", name: "Cart Viewed" }] },
          when: { and: [{ ">": [{ var: "cart.value" }, 0] }, { "<": [{ var: "cart.value" }, 499000] }] },
          do: [bar("Free delivery from 499.000 ₫")],
        },
      ],
    },
    steps: [
      { track: "Cart Viewed" },
      { track: "Product Added", properties: { product_id: "kc01", price: 129000, quantity: 2 } },
      { track: "Cart Viewed" },
      { track: "Product Added", properties: { product_id: "hk05", price: 350000, quantity: 1 } },
      { afterMinutes: 1, track: "Cart Viewed" },
    ],
  },
  {
    title: "Only on the second visit",
    text: "Half an hour without a sign ends a visit; the next page begins another.",
    speaks: "welcome-back",
    config: {
      version: 1,
      rules: [
        {
          id: "welcome-back",
          on: { any: [{ type: "sessionStart" }] },
          when: { ">=": [{ var: "session.number" }, 2] },
          cap: { lifetime: 1 },
          do: [bar("Good to see you again")],
        },
      ],
    },
    steps: [{ page: "/c/toys" }, { afterMinutes: 45, page: "/" }, { afterMinutes: 45, page: "/" }],
  },
];
