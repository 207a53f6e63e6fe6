import { productsIn } from "../catalogue/index.js";
import { notes } from "../catalogue/notes.js";
import type { Product } from "../catalogue/product.js";
import { type Html, html, json } from "./html.js";
import { icon } from "./icons.js";
import { labels } from "./labels.js";
import { money } from "./money.js";
import type { Page, PageContext } from "./page.js";
import { breadcrumb, discount, heart, price, recentlyViewed, SLOT_HEIGHT, shelf, stars, tracked } from "./parts.js";
import { reviews } from "./reviews.js";

/** Neighbours in price within the department. */
const related = (product: Product): Product[] =>
  productsIn(product.category)
    .filter((p) => p !== product && p.inStock)
    .sort((a, b) => Math.abs(a.price - product.price) - Math.abs(b.price - product.price))
    .slice(0, 5);

function gallery(product: Product, ctx: PageContext): Html {
  const pictures = [product.image, `/art/${product.id}-detail.svg`];
  return html`<div class="gallery">
  <div class="gallery-main"><img src="${product.image}" width="400" height="400" alt="${product.name[ctx.language]}" data-main-picture fetchpriority="high">${product.oldPrice ? html`<span class="badge">−${discount(product)}%</span>` : ""}${heart(ctx)}</div>
  <div class="thumbs" role="group" aria-label="${ctx.t("pictures")}">${pictures.map((src, i) => html`<button type="button" data-picture="${src}" aria-pressed="${i === 0 ? "true" : "false"}" aria-label="${ctx.t("picture", { n: i + 1 })}"><img src="${src}" width="400" height="400" alt="" decoding="async"></button>`)}</div>
</div>`;
}

function sizes(product: Product, { t }: PageContext): Html | "" {
  if (product.sizes.length === 0) return "";
  const legend = product.category.id === "kids-clothes" ? t("sizeKids") : t("size");
  return html`<fieldset class="sizes"><legend>${legend}</legend>${product.sizes.map((size, i) => html`<label><input type="radio" name="size" value="${size}"${i === 1 ? html` checked` : ""}><span>${size}</span></label>`)}</fieldset>`;
}

/** The form that adds to the cart; on small screens its button stays at the foot of the window. */
function buy(product: Product, ctx: PageContext): Html {
  const { t } = ctx;
  return html`<form class="buy" data-buy data-labels="${labels(ctx, "added", "viewCart", "close")}">
  ${sizes(product, ctx)}
  <div class="stepper" role="group" aria-label="${t("quantity")}">
    <button type="button" data-step="-1" aria-label="${t("less")}">${icon("minus")}</button>
    <input name="quantity" type="number" inputmode="numeric" min="1" max="20" value="1" aria-label="${t("quantity")}">
    <button type="button" data-step="1" aria-label="${t("more")}">${icon("plus")}</button>
  </div>
  <div class="buy-bar">
    <p class="buy-bar-price"><strong>${money(product.price, ctx.language)}</strong></p>
    ${product.inStock ? html`<button class="button wide" type="submit">${icon("bag")}${t("addToCart")}</button>` : html`<button class="button wide" type="submit" disabled>${t("soldOut")}</button>`}
  </div>
</form>`;
}

export function product(ctx: PageContext, shown: Product): Page {
  const { t, language } = ctx;
  const name = shown.name[language];
  const description = notes[shown.kind][language];
  return {
    name: "product",
    title: name,
    description,
    canonical: shown.url,
    category: shown.category.id,
    body: html`<div class="wrap">
  ${breadcrumb(ctx, [{ name: shown.category.name[language], href: `/c/${shown.category.id}` }, { name }])}
  <article class="product" data-product="${json(tracked(shown, ctx))}">
    ${gallery(shown, ctx)}
    <div class="product-info">
      <h1>${name}</h1>
      <a class="to-reviews" href="#reviews">${stars(shown, ctx, true)}</a>
      <div class="product-price">${price(shown, ctx)}${shown.oldPrice ? html`<span class="saving">${t("save", { n: money(shown.oldPrice - shown.price, ctx.language) })}</span>` : ""}</div>
      <p class="lead">${description}</p>
      ${buy(shown, ctx)}
      <ul class="promises">
        <li>${icon("truck")}${shown.inStock ? t("inStock") : t("soldOut")}</li>
        <li>${icon("back")}${t("freeReturn")}</li>
        <li>${icon("wallet")}${t("cod")}</li>
      </ul>
      <details open><summary>${t("details")}</summary><dl><div><dt>${t("sku")}</dt><dd>${shown.sku}</dd></div><div><dt>${t("departments")}</dt><dd>${shown.category.name[language]}</dd></div></dl><p>${shown.category.lead[language]}</p></details>
      <details><summary>${t("delivery")}</summary><p>${t("deliveryText")}</p></details>
    </div>
  </article>
</div>
<waymark-slot class="wrap" name="product-recommendations" reserve="${SLOT_HEIGHT}">
${shelf(ctx, "related", t("related"), related(shown), { row: true, href: `/c/${shown.category.id}` })}
</waymark-slot>
${reviews(shown, ctx)}
${recentlyViewed()}`,
  };
}
