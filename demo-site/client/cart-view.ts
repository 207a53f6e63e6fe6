/** What cart and checkout both show: the lines with their products, and the sums. */
import { discountOf, findCoupon, holds } from "../catalogue/coupons.js";
import { FREE_SHIPPING_FROM, shippingFor } from "../views/money.js";
import { type Line, lines } from "./cart-store.js";
import { couponCode } from "./coupon-store.js";
import { data, el, find, setText } from "./dom.js";
import { money } from "./money.js";
import type { Properties } from "./waymark.js";

export interface CartProduct {
  product_id: string;
  sku: string;
  name: string;
  category: string;
  categoryName: string;
  price: number;
  url: string;
  image_url: string;
}

export interface FilledLine extends Line {
  product: CartProduct;
}

export type Labels = Record<string, string>;

/** Names and prices of today, in the page's language. */
export async function fill(cart: Line[]): Promise<FilledLine[]> {
  if (cart.length === 0) return [];
  const ids = [...new Set(cart.map((line) => line.id))].join(",");
  const response = await fetch(`/api/products?ids=${encodeURIComponent(ids)}`);
  const { products } = (await response.json()) as { products: CartProduct[] };
  return cart.flatMap((line) => {
    const product = products.find((p) => p.product_id === line.id);
    return product ? [{ ...line, product }] : [];
  });
}

export const subtotalOf = (cart: FilledLine[]): number =>
  cart.reduce((sum, line) => sum + line.product.price * line.quantity, 0);

/** One line as the e-commerce events name its parts. */
export const trackedLine = ({ product, quantity, size }: FilledLine): Properties => ({
  product_id: product.product_id,
  sku: product.sku,
  name: product.name,
  category: product.category,
  price: product.price,
  quantity,
  url: product.url,
  image_url: product.image_url,
  ...(size && { variant: size }),
});

export function showSums(cart: FilledLine[], labels: Labels): void {
  const subtotal = subtotalOf(cart);
  const priced = cart.map(({ product, quantity }) => ({ category: product.category, price: product.price, quantity }));
  const coupon = findCoupon(couponCode());
  const discount = discountOf(coupon, priced);
  const shipping = shippingFor(subtotal, coupon?.freeDelivery && holds(coupon, priced));
  setText("[data-subtotal]", money(subtotal));
  // The row is there from the start: a code that comes with a link must not move what stands below.
  setText("[data-discount]", discount > 0 ? `−${money(discount)}` : money(0));
  setText("[data-shipping]", shipping === 0 ? (labels.free ?? "") : money(shipping));
  setText("[data-total]", money(subtotal - discount + shipping));
  const missing = Math.max(0, FREE_SHIPPING_FROM - subtotal);
  setText(
    "[data-freight-text]",
    missing > 0 ? (labels.freeFrom ?? "").replace("{n}", money(missing)) : (labels.freeReached ?? ""),
  );
  const progress = find<HTMLProgressElement>("[data-freight-progress]");
  if (progress) progress.value = Math.min(1, subtotal / FREE_SHIPPING_FROM);
}

/** The short list beside a form. */
export function showSummaryLines(cart: FilledLine[], labels: Labels): void {
  find("[data-summary-lines]")?.replaceChildren(
    ...cart.map((line) =>
      el(
        "li",
        {},
        el("img", { src: line.product.image_url, width: 56, height: 56, alt: "" }),
        el(
          "span",
          {},
          line.product.name,
          el(
            "small",
            {},
            [line.size && `${labels.size} ${line.size}`, `× ${line.quantity}`].filter(Boolean).join(" · "),
          ),
        ),
        el("b", {}, money(line.product.price * line.quantity)),
      ),
    ),
  );
}

/** As many empty rows as there will be lines, so that nothing below moves when they are known. */
export function keepRoom(count: number): void {
  const list = find("[data-lines]") ?? find("[data-summary-lines]");
  const name = list?.matches("[data-lines]") ? "line waiting" : "waiting";
  list?.replaceChildren(...Array.from({ length: count }, () => el("li", { class: name })));
}

/** The filled cart and the page's labels; null, with the empty cart on show, where nothing is in it. */
export async function open(): Promise<{ cart: FilledLine[]; box: HTMLElement; labels: Labels } | null> {
  const box = find("[data-cart]");
  if (!box) return null;
  const stored = lines();
  showEmpty(stored.length === 0);
  keepRoom(stored.length);
  const cart = await fill(stored);
  showEmpty(cart.length === 0);
  return cart.length === 0 ? null : { cart, box, labels: data<Labels>(box, "labels") };
}

export function showEmpty(empty: boolean): void {
  const box = find("[data-cart]");
  const note = find("[data-cart-empty]");
  if (box) box.hidden = empty;
  if (note) note.hidden = !empty;
}
