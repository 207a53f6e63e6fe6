import { isObject } from "../is-object.js";
import { ownKey } from "../own-key.js";
import type { ForwardEffect, Json, Properties } from "../protocol.js";

/**
 * `dist/tags.mjs`: hands events to Google's tag and to Meta's pixel, by the names and parameters these know. Fetched where
 * a configuration forwards to one of them.
 *
 * Sources: developers.google.com, "Recommended events" (Google Analytics 4); developers.facebook.com, "Meta Pixel:
 * Standard Events" and "Deduplicate Pixel and Server Events".
 */

type Tag = ((...args: unknown[]) => void) | undefined;
type Parameters = { [name: string]: unknown };

/** Our name → Google's, Meta's. What is not listed goes as an event of the site's own. */
const names: { [name: string]: [ga4?: string, meta?: string] } = {
  "Page Viewed": ["page_view", "PageView"],
  "Products Searched": ["search", "Search"],
  "Product List Viewed": ["view_item_list"],
  "Promotion Viewed": ["view_promotion"],
  "Promotion Clicked": ["select_promotion"],
  "Product Clicked": ["select_item"],
  "Product Viewed": ["view_item", "ViewContent"],
  "Product Added": ["add_to_cart", "AddToCart"],
  "Wishlist Product Added to Cart": ["add_to_cart", "AddToCart"],
  "Product Removed": ["remove_from_cart"],
  "Product Added to Wishlist": ["add_to_wishlist", "AddToWishlist"],
  "Cart Viewed": ["view_cart"],
  "Checkout Started": ["begin_checkout", "InitiateCheckout"],
  "Payment Info Entered": ["add_payment_info", "AddPaymentInfo"],
  "Order Completed": ["purchase", "Purchase"],
  "Order Refunded": ["refund"],
  "Signed Up": ["sign_up", "CompleteRegistration"],
  "Signed In": ["login"],
};

/** Our property → Google's; what is not listed keeps its name. */
const parameters: { [name: string]: string } = {
  ...{ order_id: "transaction_id", query: "search_term", payment_method: "payment_type", share_via: "method" },
  ...{ list_id: "item_list_id", list_name: "item_list_name", creative: "creative_name" },
};
/** Of a product, the same. */
const itemMembers: { [name: string]: string } = {
  ...{ product_id: "item_id", name: "item_name", brand: "item_brand", category: "item_category" },
  ...{ variant: "item_variant", position: "index", price: "price", quantity: "quantity", coupon: "coupon" },
};

/** Calls the tag, if the site has one. Throws what the tag throws. */
export function toTag({ target, name, payload, id, priceScale }: ForwardEffect): void {
  const far = window as unknown as { gtag: Tag; fbq: Tag };
  const properties = isObject(payload) ? scaled(payload, priceScale) : {};
  const [ga4, meta] = own(names, name) ?? [];
  // So that it is not read back (sources/watch-layer.ts).
  if (target === "gtag") far.gtag?.("event", ga4 ?? ga4Name(name), { ...forGoogle(name, properties), [ownKey]: true });
  // The same id on the way over the server: Meta counts one.
  else
    far.fbq?.(
      meta ? "track" : "trackCustom",
      meta ?? name,
      meta ? forMeta(meta, properties) : properties,
      ...(id ? [{ eventID: id }] : []),
    );
}

/** Members that are money. */
const money = /^(price|value|revenue|total|subtotal|tax|shipping|discount|refund)$/;

/** With its amounts, and those of its products, times `scale`, to two digits. */
function scaled(properties: Properties, scale: number | undefined): Properties {
  if (!scale) return properties;
  const all = Object.entries(properties).map(([name, value]): [string, Json | undefined] => {
    if (name === "products" && Array.isArray(value))
      return [name, value.map((one) => (isObject(one) ? scaled(one, scale) : one))];
    const figure = money.test(name) ? amount(value) : undefined;
    return [name, figure === undefined ? value : Math.round(figure * scale * 100) / 100];
  });
  return Object.fromEntries(all) as Properties;
}

const own = <T>(table: { [name: string]: T }, name: string): T | undefined =>
  Object.keys(table).includes(name) ? table[name] : undefined;

/** As Google wants names: from a letter on, letters, digits and `_`, at most 40. */
function ga4Name(name: string): string {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d");
  const snake = plain
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_+|_+$/g, "");
  return (/^(?!ga_|google_|firebase_)\p{L}/u.test(snake) ? snake : `x_${snake}`).slice(0, 40);
}

/** A price or quantity, where it is one. */
const amount = (value: Json | undefined): number | undefined => {
  const number = typeof value === "string" && value.trim() ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
};

/** Its products, or the one it is about: those that say which they are. */
function goodsOf(properties: Properties): Properties[] {
  const { products } = properties;
  const all = Array.isArray(products) ? products : [properties];
  return all.filter((one) => isObject(one) && (one.product_id ?? one.sku ?? "") !== "") as Properties[];
}

/** The first of these that is an amount, or else what its goods come to: those without a price count for nothing. */
function worthOf(said: (Json | undefined)[], goods: Properties[]): number | undefined {
  const priced = goods.filter(({ price }) => amount(price) !== undefined);
  const sum = priced.reduce((all, { price, quantity }) => all + (amount(price) ?? 0) * (amount(quantity) ?? 1), 0);
  return said.map(amount).find((one) => one !== undefined) ?? (priced.length ? sum : undefined);
}

/** Worth what destinations/ga4.json says. */
function forGoogle(event: string, properties: Properties): Parameters {
  const goods = goodsOf(properties);
  const single = goods[0] === properties;
  const out: Parameters = {};
  for (const [name, value] of Object.entries(properties))
    if (name !== "products" && !(single && own(itemMembers, name))) out[own(parameters, name) ?? name] = value;
  const { revenue, subtotal, total, value } = properties;
  out.value = worthOf(event.startsWith("Order ") ? [revenue, subtotal, total] : [value], goods);
  if (goods.length)
    out.items = goods.map((one) => {
      const members = Object.entries(itemMembers).map(([ours, theirs]) => [theirs, one[ours]]);
      const figures = { price: amount(one.price), quantity: amount(one.quantity) };
      return defined({ ...Object.fromEntries(members), item_id: String(one.product_id ?? one.sku), ...figures });
    });
  return defined(out);
}

/** Worth what destinations/meta.json says: of two copies Meta keeps either. */
function forMeta(event: string, properties: Properties): Parameters {
  const goods = goodsOf(properties);
  const contents = goods.map(({ product_id, sku, quantity, price }) =>
    defined({ id: String(product_id ?? sku), quantity: amount(quantity) ?? 1, item_price: amount(price) }),
  );
  const { total, revenue, value, currency, order_id } = properties;
  return defined({
    ...{ value: worthOf(event === "Purchase" ? [total, revenue, value] : [value], goods), currency, order_id },
    ...(contents.length && { contents, content_ids: contents.map(({ id }) => id), content_type: "product" }),
    ...{ content_name: goods[0] === properties ? properties.name : undefined, content_category: properties.category },
    ...{ search_string: properties.query },
  });
}

const defined = (all: Parameters): Parameters =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== null));
