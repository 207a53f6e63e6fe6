import { product } from "./goods.mjs";

/** A shop's calls: by Segment's names, by GA4's, by the site's own, and the wrong ones that every site has. */
export function shopEvents(chance, { text, number, properties }) {
  const goods = () => {
    const one = { ...product(chance.below(60)), variant: text(), position: chance.below(20), coupon: "TET26" };
    const kept = Object.entries(one).filter(() => chance.when(0.85));
    return { ...Object.fromEntries(kept), price: chance.of([99_000, 129_500, 19.99, "199000", "19,90"]) };
  };
  const several = () => Array.from({ length: chance.below(5) }, goods);
  const money = () => chance.of([() => chance.below(5_000) * 1_000, () => chance.below(99_999) / 100])();
  const order = () => ({
    order_id: `o${chance.below(1e6)}`,
    checkout_id: "k1",
    total: money(),
    revenue: money(),
    subtotal: money(),
    shipping: 30_000,
    tax: 0,
    discount: money(),
    coupon: "TET26",
    currency: chance.of(["VND", "USD", "vnd"]),
    products: several(),
  });
  const list = () => ({ list_id: "l1", category: chance.of(["kids-clothes", "toys", "Đồ chơi"]), products: several() });
  const cart = () => ({ cart_id: "c1", products: several() });
  const coupon = () => ({ coupon_id: "TET26", coupon_name: text(), discount: money(), cart_id: "c1", order_id: "o1" });
  const item = () => ({
    item_id: chance.of([`p${chance.below(60)}`, chance.below(60)]),
    item_name: text(),
    item_category: "toys",
    item_category2: text(),
    item_brand: "Hiên",
    item_variant: "M",
    price: money(),
    quantity: chance.of([1, 2, "1"]),
    index: chance.below(9),
  });
  const ga4 = () => ({
    currency: "VND",
    value: money(),
    transaction_id: `t${chance.below(1e6)}`,
    items: Array.from({ length: chance.below(4) }, item),
    search_term: text(),
    coupon: "TET26",
    shipping: 0,
    tax: 0,
    payment_type: "COD",
    shipping_tier: "fast",
    promotion_id: "pr1",
    item_list_id: "l1",
    method: "Zalo",
  });
  const calls = [
    ["Products Searched", () => ({ query: text() })],
    ...["Product List Viewed", "Product List Filtered"].map((name) => [
      name,
      () => ({ ...list(), filters: [{ type: "size", value: "M" }], sorts: [{ type: "price", value: "asc" }] }),
    ]),
    ...["Promotion Viewed", "Promotion Clicked"].map((name) => [
      name,
      () => ({ promotion_id: "pr1", creative: "hero", name: text(), position: "top" }),
    ]),
    ...[
      "Product Clicked",
      "Product Viewed",
      "Product Viewed",
      "Product Added",
      "Product Added",
      "Product Removed",
      "Product Added to Wishlist",
      "Product Removed from Wishlist",
      "Wishlist Product Added to Cart",
    ].map((name) => [name, () => ({ ...goods(), cart_id: "c1", wishlist_id: "w1", wishlist_name: text() })]),
    ["Cart Viewed", cart],
    ...[
      "Checkout Started",
      "Order Updated",
      "Order Completed",
      "Order Completed",
      "Order Refunded",
      "Order Cancelled",
    ].map((name) => [name, order]),
    ...["Checkout Step Viewed", "Checkout Step Completed", "Payment Info Entered"].map((name) => [
      name,
      () => ({
        checkout_id: "k1",
        order_id: "o1",
        step: 1 + chance.below(3),
        shipping_method: "fast",
        payment_method: "COD",
      }),
    ]),
    ...["Coupon Entered", "Coupon Applied", "Coupon Denied", "Coupon Removed"].map((name) => [name, coupon]),
    ["Product Shared", () => ({ ...goods(), share_via: "zalo", share_message: text(), recipient: "a@shop.example" })],
    ["Cart Shared", () => ({ ...cart(), share_via: "email" })],
    [
      "Product Reviewed",
      () => ({ product_id: "p1", review_id: "r1", review_body: text(), rating: chance.of(["5", 4]) }),
    ],
    ...[
      "search",
      "view_item_list",
      "view_promotion",
      "select_promotion",
      "select_item",
      "view_item",
      "add_to_cart",
      "remove_from_cart",
      "view_cart",
      "begin_checkout",
      "add_payment_info",
      "add_shipping_info",
      "purchase",
      "refund",
      "add_to_wishlist",
      "share",
      "login",
      "sign_up",
      "generate_lead",
      "view_search_results",
    ].map((name) => [name, ga4]),
    ...["Newsletter Joined", "Support Chat Opened", "clicked buy", "Áo Đã Xem", "x".repeat(80)].map((name) => [
      name,
      properties,
    ]),
    ["NPS Answered", () => ({ score: chance.below(11), comment: text() })],
    ["Points Earned", () => ({ points: chance.below(500) })],
    // Wrong types, too much, nothing.
    ["Product Viewed", () => ({ product_id: number(), price: text(), quantity: properties(), products: text() })],
    ["Order Completed", () => ({ order_id: number(), total: text(), products: [text(), null, goods()] })],
    ["Product Added", () => ({})],
    ["Long Story", () => ({ text: text().repeat(40), list: Array.from({ length: 60 }, number) })],
  ];
  return () => {
    const [name, about] = chance.of(calls);
    return { type: "track", name, properties: chance.when(0.2) ? { ...about(), ...properties() } : about() };
  };
}
