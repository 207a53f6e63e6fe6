/**
 * What is measured: a shop's configuration, its catalogue and events of exactly `eventBytes`. Nothing here is random,
 * so every run and every runtime does the same work.
 */

/** Bytes of one Input: a product view as the host hands it to the core, messageId included. */
export const eventBytes = 300;
/** Milliseconds since 1970 at which the measured visit begins. */
export const startMs = Date.UTC(2025, 0, 15, 3, 0, 0);

const categories = ["kids-clothes", "kids-shoes", "toys", "books", "bags", "home", "sports", "beauty"];
const itemCount = 200;

/** Rules that are asked about every product view and say no: the work of deciding, with nothing to draw. */
const rules = [
  rule("big-cart", { ">=": [{ var: "cart.value" }, 10_000_000] }),
  rule("cart-seen-twice", {
    and: [{ ">=": [{ "ev.count": ["Cart Viewed", "session"] }, 2] }, { "!=": [{ var: "cart.items" }, 0] }],
  }),
  rule("checkout-left", { ">": [{ "ev.count": ["Checkout Started", "session"] }, 0] }),
  rule("elsewhere", { in: ["/sale/", { var: "page.path" }] }),
];

function rule(id, when) {
  return {
    id,
    on: { any: [{ type: "event", name: "Product Viewed" }] },
    when,
    do: [{ type: "message", template: "bar", content: { en: { title: "Goes well with your cart" } } }],
  };
}

/** The configuration of the shop; `more` replaces members. */
export function config(more = {}) {
  return {
    version: 1,
    site: { name: "Bench", timeZone: "Asia/Ho_Chi_Minh", language: "en" },
    destinations: [{ id: "collector", type: "segment", url: "/v1/batch", writeKey: "bench" }],
    journey: { preset: "store" },
    rules,
    ...more,
  };
}

/** A catalogue for `load("catalogue", …)`. */
export const catalogue = {
  version: 1,
  currency: "VND",
  complements: { "kids-clothes": ["toys"] },
  items: Array.from({ length: itemCount }, (_, n) => ({
    id: productId(n),
    name: { vi: `Món hàng số ${n}`, en: `Article number ${n}` },
    category: categories[n % categories.length],
    url: `/p/${productId(n)}`,
    image: `/art/${productId(n)}.svg`,
    price: 99_000 + n * 1_000,
    rating: 4.5,
  })),
};

function productId(n) {
  return `p${String(n % itemCount).padStart(3, "0")}`;
}

/** Name and properties of product view `n`, as a site gives them to `track`. */
export function productView(n) {
  const call = {
    name: "Product Viewed",
    properties: {
      product_id: productId(n),
      name: "",
      category: categories[n % categories.length],
      price: 100_000 + (n % itemCount) * 1_000,
      currency: "VND",
      url: `https://shop.example/p/${productId(n)}`,
    },
  };
  call.properties.name = articleName.slice(0, eventBytes - JSON.stringify(asInput(call, messageId(0, 0))).length);
  return call;
}

/** ASCII, so that characters are bytes; cut to make the Input as long as it must be. */
const articleName = "Cotton T-shirt, long sleeves, printed, organic, navy blue, 3 to 8 years";

/** The Input of product view `n`, as the host makes it, with a messageId of its own. */
export function eventInput(n, timeMs) {
  return asInput(productView(n), messageId(n, timeMs));
}

function asInput(call, id) {
  return { type: "event", event: { type: "track", ...call, messageId: id } };
}

/** A UUIDv7 of that time that is like no other of this run. */
function messageId(n, timeMs) {
  const time = timeMs.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${n.toString(16).padStart(12, "0")}`;
}

/** What a browser says of the page at start. */
export const pageFacts = {
  url: "https://shop.example/p/p001?utm_source=newsletter&utm_medium=email",
  title: "Cotton T-shirt | Bench",
  referrer: "https://shop.example/c/kids-clothes",
  language: "en",
  timeZone: "Asia/Ho_Chi_Minh",
  siteOffsetMinutes: 420,
  userAgent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
  viewport: { width: 1280, height: 720 },
  screen: { width: 1920, height: 1080 },
  visible: true,
};
