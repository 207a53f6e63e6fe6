/** The code the customer has entered: kept in the browser, from one page to the next, until the order is placed. */
import { discountOf, findCoupon, holds, type PricedLine } from "../catalogue/coupons.js";
import { type FilledLine, type Labels, showSums } from "./cart-view.js";
import { couponCode, setCoupon } from "./coupon-store.js";
import { find, setText } from "./dom.js";
import { pageLanguage } from "./money.js";
import { track } from "./waymark.js";

const priced = (cart: FilledLine[]): PricedLine[] =>
  cart.map(({ product, quantity }) => ({ category: product.category, price: product.price, quantity }));

/** Tries a code: applies it or says why not. */
function enter(code: string, cart: FilledLine[], labels: Labels): void {
  const coupon = findCoupon(code);
  track("Coupon Entered", { coupon_id: code });
  if (!coupon || !holds(coupon, priced(cart))) {
    const reason = coupon ? "notForThisCart" : "unknown";
    track("Coupon Denied", { coupon_id: code, reason });
    showNote("", (coupon ? labels.couponNotYet : labels.couponUnknown) ?? "");
    return;
  }
  setCoupon(coupon.code);
  track("Coupon Applied", {
    coupon_id: coupon.code,
    coupon_name: coupon.code,
    discount: discountOf(coupon, priced(cart)),
    currency: "VND",
  });
  showCoupon(labels);
  showSums(cart, labels);
}

/** What holds now, or why the code does not. */
function showNote(applied: string, refused: string): void {
  setText("[data-coupon-note]", applied);
  setText("[data-coupon-error]", refused);
}

function showCoupon(labels: Labels): void {
  const coupon = findCoupon(couponCode());
  const field = find<HTMLInputElement>("#coupon");
  if (field && coupon) field.value = coupon.code;
  showNote(coupon ? `${labels.couponApplied ?? ""} ${coupon.name[pageLanguage()]}` : "", "");
}

/** The box below the sums. A code in the address (`?coupon=CAMON20`, from a message) is entered by itself. */
export function watchCoupon(cart: () => FilledLine[], labels: Labels): void {
  const field = find<HTMLInputElement>("#coupon");
  const button = find<HTMLButtonElement>("[data-apply-coupon]");
  if (!field || !button) return;
  const apply = (): void => {
    if (field.value.trim()) {
      enter(field.value.trim().toUpperCase(), cart(), labels);
      return;
    }
    if (!couponCode()) return;
    track("Coupon Removed", { coupon_id: couponCode() });
    setCoupon("");
    showCoupon(labels);
    showSums(cart(), labels);
  };
  button.addEventListener("click", apply);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    apply();
  });
  showCoupon(labels);
  const given = fromAddress();
  if (given && given !== couponCode()) enter(given, cart(), labels);
}

/** The code of a link. It stays in the address: to rewrite that would be another page view. */
const fromAddress = (): string =>
  new URL(location.href).searchParams.get("coupon")?.trim().toUpperCase().slice(0, 20) ?? "";

/** A campaign's link leads to goods, not to the cart: its code is kept for later. */
export function keepCouponOfLink(): void {
  if (find("#coupon")) return;
  const coupon = findCoupon(fromAddress());
  if (!coupon || coupon.code === couponCode()) return;
  setCoupon(coupon.code);
  track("Coupon Applied", { coupon_id: coupon.code, coupon_name: coupon.code });
}
