/** From cart to thank-you. The cart lives in the visitor's browser, so its rows are drawn there. */
import { products } from "../catalogue/index.js";
import { type Html, html } from "./html.js";
import { icon } from "./icons.js";
import { labels } from "./labels.js";
import type { Page, PageContext } from "./page.js";
import { breadcrumb, recentlyViewed, SLOT_HEIGHT, shelf } from "./parts.js";
import type { Word } from "./words.js";

const gifts = () => products.filter((p) => ["ty21", "hk05", "bt16", "hc15", "bk03"].includes(p.id));

const summary = ({ t }: PageContext, action: Html): Html => html`<aside class="summary" aria-labelledby="summary-title">
  <h2 id="summary-title">${t("summary")}</h2>
  <ul class="summary-lines" data-summary-lines></ul>
  <waymark-slot class="free-delivery" name="free-delivery" reserve="110px"><div class="freight" data-freight><p data-freight-text>&nbsp;</p><progress max="1" value="0" data-freight-progress></progress></div></waymark-slot>
  <div class="coupon-box"><label for="coupon">${t("coupon")}</label><div><input id="coupon" maxlength="20" autocomplete="off" autocapitalize="characters" spellcheck="false"><button class="button quiet" type="button" data-apply-coupon>${t("couponApply")}</button></div><p class="coupon-note" role="status" data-coupon-note></p><p class="error" role="alert" data-coupon-error></p></div>
  <dl><div><dt>${t("subtotal")}</dt><dd data-subtotal>–</dd></div><div><dt>${t("discount")}</dt><dd data-discount>–</dd></div><div><dt>${t("shipping")}</dt><dd data-shipping>–</dd></div><div class="total"><dt>${t("total")} <small>${t("vat")}</small></dt><dd data-total>–</dd></div></dl>
  ${action}
</aside>`;

const emptyCart = ({ t }: PageContext): Html =>
  html`<div class="empty" data-cart-empty hidden><img src="/art/bg14.svg" width="200" height="200" alt=""><h2>${t("cartEmpty")}</h2><p>${t("cartEmptyText")}</p><a class="button" href="/">${t("goShopping")}</a></div>`;

export function cart(ctx: PageContext): Page {
  const { t } = ctx;
  return {
    name: "cart",
    title: t("cart"),
    body: html`<div class="wrap">
  ${breadcrumb(ctx, [{ name: t("cart") }])}
  <div class="page-head"><h1>${t("cart")}</h1></div>
  ${emptyCart(ctx)}
  <div class="cart" data-cart data-labels="${labels(ctx, "remove", "less", "more", "quantity", "free", "freeFrom", "freeReached", "size", "couponApplied", "couponUnknown", "couponNotYet")}">
    <ul class="lines" data-lines><li class="loading">${t("cartLoading")}</li></ul>
    ${summary(ctx, html`<a class="button wide" href="/checkout">${t("toCheckout")}</a>`)}
  </div>
</div>
<waymark-slot class="wrap" name="cart-recommendations" reserve="${SLOT_HEIGHT}">
${shelf(ctx, "gifts", t("goesWith"), gifts(), { row: true })}
</waymark-slot>
${recentlyViewed()}`,
  };
}

function field(ctx: PageContext, name: string, label: Word, error: Word | null, attributes: Html, hint?: Word): Html {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(" ");
  return html`<div class="field"><label for="${name}">${ctx.t(label)}</label>${hint ? html`<small id="${name}-hint">${ctx.t(hint)}</small>` : ""}<input id="${name}" name="${name}" ${attributes}${described ? html` aria-describedby="${described}"` : ""}>${error ? html`<p class="error" id="${name}-error" data-message="${ctx.t(error)}"></p>` : ""}</div>`;
}

const pay = ({ t }: PageContext, value: string, label: Word, checked = false): Html =>
  html`<label class="pay"><input type="radio" name="payment" value="${value}"${checked ? html` checked` : ""}><span class="pay-mark pay-${value}" aria-hidden="true">${{ cod: "₫", momo: "M", zalopay: "Z" }[value]}</span><span>${t(label)}</span></label>`;

const cities = [
  "Hà Nội",
  "TP. Hồ Chí Minh",
  "Đà Nẵng",
  "Hải Phòng",
  "Cần Thơ",
  "Huế",
  "Khánh Hoà",
  "Lâm Đồng",
  "Đồng Nai",
  "Quảng Ninh",
  "Nghệ An",
  "Bắc Ninh",
];

export function checkout(ctx: PageContext): Page {
  const { t } = ctx;
  return {
    name: "checkout",
    title: t("checkout"),
    body: html`<div class="wrap">
  ${breadcrumb(ctx, [{ name: t("cart"), href: "/cart" }, { name: t("checkout") }])}
  <div class="page-head"><h1>${t("checkout")}</h1></div>
  ${emptyCart(ctx)}
  <form class="cart" data-cart data-checkout novalidate data-labels="${labels(ctx, "free", "freeFrom", "freeReached", "size", "errorOrder", "couponApplied", "couponUnknown", "couponNotYet")}">
    <div class="fields">
      <fieldset><legend>${t("contact")}</legend>
        ${field(ctx, "name", "name", "errorName", html`autocomplete="name" required maxlength="80"`)}
        ${field(ctx, "phone", "phone", "errorPhone", html`type="tel" autocomplete="tel" inputmode="tel" required maxlength="16"`, "phoneHint")}
        ${field(ctx, "address", "address", "errorAddress", html`autocomplete="street-address" required maxlength="160"`, "addressHint")}
        ${field(ctx, "city", "city", "errorCity", html`autocomplete="address-level1" list="cities" required maxlength="60"`)}
        <datalist id="cities">${cities.map((city) => html`<option value="${city}"></option>`)}</datalist>
        ${field(ctx, "note", "note", null, html`maxlength="200" autocomplete="off"`)}
      </fieldset>
      <fieldset><legend>${t("payment")}</legend>
        <div class="pays">${pay(ctx, "cod", "payCod", true)}${pay(ctx, "momo", "payMomo")}${pay(ctx, "zalopay", "payZalo")}</div>
        <p class="fine">${t("payDemo")}</p>
      </fieldset>
    </div>
    ${summary(ctx, html`<button class="button wide" type="submit">${t("placeOrder")}</button><p class="error" role="alert" data-order-error></p>`)}
  </form>
</div>
<waymark-slot class="wrap" name="checkout-addons" reserve="${SLOT_HEIGHT}">
${shelf(ctx, "gifts", t("goesWith"), gifts(), { row: true })}
</waymark-slot>`,
  };
}

export function thankYou(ctx: PageContext): Page {
  const { t } = ctx;
  return {
    name: "thank-you",
    title: t("thanks"),
    body: html`<div class="wrap thanks" data-order data-labels="${labels(ctx, "noOrder", "free", "payCod", "payMomo", "payZalo", "size")}">
  <div class="thanks-card">
    <span class="thanks-mark">${icon("check")}</span>
    <h1>${t("thanks")}</h1>
    <p class="lead" data-order-text>${t("thanksText")}</p>
    <waymark-slot class="order-thanks" name="order-thanks" reserve="clamp(290px, 375px - 8vw, 345px)"><img src="/art/porch.svg" width="720" height="400" alt=""></waymark-slot>
    <div data-order-details hidden>
      <p class="order-number">${t("orderNumber")} <strong data-order-id></strong></p>
      <ul class="summary-lines" data-summary-lines></ul>
      <dl><div><dt>${t("subtotal")}</dt><dd data-subtotal></dd></div><div data-discount-row hidden><dt>${t("discount")}</dt><dd data-discount></dd></div><div><dt>${t("shipping")}</dt><dd data-shipping></dd></div><div class="total"><dt>${t("total")}</dt><dd data-total></dd></div><div><dt>${t("paidWith")}</dt><dd data-payment></dd></div></dl>
    </div>
    <p data-order-end hidden><a class="button" href="/">${t("goShopping")}</a></p>
  </div>
</div>`,
  };
}
