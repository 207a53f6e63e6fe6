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
export function toTag({ target, name, payload, id }: ForwardEffect): void {
  const far = window as unknown as { gtag: Tag; fbq: Tag };
  const properties = (
    payload !== null && typeof payload === "object" && !Array.isArray(payload) ? payload : {}
  ) as Properties;
  const [ga4, meta] = names[name] ?? [];
  // So that it is not read back (sources/watch-layer.ts).
  if (target === "gtag") far.gtag?.("event", ga4 ?? snake(name), { ...forGoogle(properties), [ownKey]: true });
  // The same id on the way over the server: Meta counts one.
  else
    far.fbq?.(
      meta ? "track" : "trackCustom",
      meta ?? name,
      meta ? forMeta(properties) : properties,
      ...(id ? [{ eventID: id }] : []),
    );
}

const snake = (name: string): string => name.trim().toLowerCase().replace(/\W+/g, "_");

/** Its products, or the one it is about. */
function goodsOf(properties: Properties): Properties[] {
  const { products, product_id, sku } = properties;
  if (Array.isArray(products)) return products.filter((one) => !!one && typeof one === "object") as Properties[];
  return product_id || sku ? [properties] : [];
}

/** What the event is worth: what it says of itself, or its goods. */
function worthOf({ revenue, total, value }: Properties, goods: Properties[]): Json | undefined {
  const sum = goods.reduce((all, { price, quantity }) => all + Number(price) * Number(quantity ?? 1), 0);
  return value ?? revenue ?? total ?? (sum || undefined);
}

function forGoogle(properties: Properties): Parameters {
  const goods = goodsOf(properties);
  const single = goods[0] === properties;
  const out: Parameters = {};
  for (const [name, value] of Object.entries(properties))
    if (name !== "products" && !(single && name in itemMembers)) out[parameters[name] ?? name] = value;
  out.value = worthOf(properties, goods);
  if (goods.length)
    out.items = goods.map((one) => {
      const members = Object.entries(itemMembers).map(([ours, theirs]) => [theirs, one[ours]]);
      return defined({ ...Object.fromEntries(members), item_id: one.product_id ?? one.sku });
    });
  return defined(out);
}

function forMeta(properties: Properties): Parameters {
  const goods = goodsOf(properties);
  const contents = goods.map(({ product_id, sku, quantity, price }) =>
    defined({ id: product_id ?? sku, quantity: quantity ?? 1, item_price: price }),
  );
  return defined({
    ...{ value: worthOf(properties, goods), currency: properties.currency, order_id: properties.order_id },
    ...(contents.length && { contents, content_ids: contents.map(({ id }) => id), content_type: "product" }),
    ...{ content_name: goods[0] === properties ? properties.name : undefined, content_category: properties.category },
    ...{ search_string: properties.query },
  });
}

const defined = (all: Parameters): Parameters =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== null));
