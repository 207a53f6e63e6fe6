/** The messages of that past: when each speaks, to whom not, and how much it truly moves. The console must find these back. */

export interface PastRule {
  id: string;
  template: string;
  slot?: string;
  strategy?: string;
  /** Share of visitors held out, with the id of the holdout. */
  holdout?: readonly [id: string, percent: number];
  experiment?: { key: string; variants: readonly (readonly [id: string, weight: number])[] };
  /** Of those who see it. */
  clicks: number;
  dismisses: number;
  /** What seeing it does to the chance of an order in that visit; by variant where there is an experiment. */
  effect: number | Readonly<Record<string, number>>;
  goal: "Order Completed" | "Signed Up" | "Product Added";
}

export const pastRules = {
  welcome: {
    id: "welcome-kids",
    template: "leadForm",
    holdout: ["all-2026", 10],
    clicks: 0.05,
    dismisses: 0.61,
    effect: 1.06,
    goal: "Signed Up",
  },
  cart: {
    id: "goes-with-cart",
    template: "bar",
    strategy: "cart",
    holdout: ["all-2026", 10],
    clicks: 0.14,
    dismisses: 0.22,
    effect: 1.16,
    goal: "Order Completed",
  },
  shelf: {
    id: "cart-goes-with",
    template: "recommendations",
    slot: "cart-recommendations",
    strategy: "cart",
    clicks: 0.11,
    dismisses: 0,
    effect: 1,
    goal: "Product Added",
  },
  next: {
    id: "product-next",
    template: "recommendations",
    slot: "product-recommendations",
    strategy: "next",
    clicks: 0.13,
    dismisses: 0,
    effect: 1,
    goal: "Product Added",
  },
  home: {
    id: "home-next",
    template: "recommendations",
    slot: "home-recommendations",
    strategy: "forYou",
    clicks: 0.17,
    dismisses: 0,
    effect: 1,
    goal: "Product Added",
  },
  exit: {
    id: "exit-cart",
    template: "modal",
    holdout: ["all-2026", 10],
    experiment: {
      key: "exit-cart-offer",
      variants: [
        ["control", 34],
        ["freeship", 33],
        ["coupon5", 33],
      ],
    },
    clicks: 0.12,
    dismisses: 0.58,
    effect: { control: 1, freeship: 1.24, coupon5: 1.42 },
    goal: "Order Completed",
  },
  shipping: {
    id: "free-delivery",
    template: "freeShipping",
    holdout: ["shipping-2026", 50],
    clicks: 0.04,
    dismisses: 0.12,
    effect: 1.02,
    goal: "Order Completed",
  },
  nextOrder: {
    id: "order-thanks-20",
    template: "banner",
    slot: "thank-you",
    clicks: 0.09,
    dismisses: 0,
    effect: 1,
    goal: "Order Completed",
  },
  survey: { id: "nps-7d", template: "survey", clicks: 0, dismisses: 0.52, effect: 1, goal: "Order Completed" },
} as const satisfies Record<string, PastRule>;
