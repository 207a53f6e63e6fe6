/** Pieces several pages share: product cards, prices, stars. */
import type { Product } from "../catalogue/product.js";
import { type Html, html, json } from "./html.js";
import { icon } from "./icons.js";
import { money } from "./money.js";
import type { PageContext } from "./page.js";

/** A product as the Segment e-commerce events name its parts. */
export const tracked = (
  product: Product,
  ctx: Pick<PageContext, "language">,
  position?: number,
): Record<string, string | number> => ({
  product_id: product.id,
  sku: product.sku,
  name: product.name[ctx.language],
  category: product.category.id,
  brand: "Hiên",
  price: product.price,
  currency: "VND",
  url: product.url,
  image_url: product.image,
  ...(position !== undefined && { position }),
});

export const discount = (product: Product): number =>
  product.oldPrice ? Math.round((1 - product.price / product.oldPrice) * 100) : 0;

export const price = (product: Product, { t, language }: PageContext): Html =>
  html`<p class="price"><span class="${product.oldPrice ? "now sale" : "now"}">${money(product.price, language)}</span>${product.oldPrice ? html` <s><span class="hidden">${t("oldPrice")} </span>${money(product.oldPrice, language)}</s>` : ""}</p>`;

export const stars = (product: Product, { t, language }: PageContext, long = false): Html => {
  const rating = language === "vi" ? product.rating.toFixed(1).replace(".", ",") : product.rating.toFixed(1);
  return html`<p class="stars"><span class="star" aria-hidden="true">★</span> <span aria-hidden="true">${rating}</span><span class="hidden">${t("stars", { n: rating })}</span> <span class="count">${long ? `· ${t("reviews", { n: product.reviews })}` : html`(${product.reviews})`}</span></p>`;
};

/** Within an element that carries `data-product`. */
export const heart = ({ t }: PageContext): Html =>
  html`<button class="heart" type="button" data-heart aria-label="${t("favourite")}" aria-pressed="false">${icon("heart")}</button>`;

/** `position` counts from 1, as the events do; `eager` pictures are those seen without scrolling. */
export function card(product: Product, ctx: PageContext, position: number, eager = false): Html {
  const off = discount(product);
  return html`<li class="card" data-product="${json(tracked(product, ctx, position))}">
  <a href="${product.url}">
    <span class="card-picture"><img src="${product.image}" width="400" height="400" alt=""${eager ? "" : html` loading="lazy"`} decoding="async">${off > 0 ? html`<span class="badge">−${off}%</span>` : ""}${product.inStock ? "" : html`<span class="badge out">${ctx.t("soldOut")}</span>`}</span>
    <span class="card-name">${product.name[ctx.language]}</span>
  </a>
  ${price(product, ctx)}
  ${stars(product, ctx)}
  ${heart(ctx)}
</li>`;
}

/** A titled list of cards. `listId` names it in the events. */
export function shelf(
  ctx: PageContext,
  listId: string,
  title: string,
  items: Product[],
  options: { href?: string; eager?: boolean; row?: boolean } = {},
): Html {
  return html`<section class="shelf wrap" aria-labelledby="shelf-${listId}">
  <div class="shelf-head"><h2 id="shelf-${listId}">${title}</h2>${options.href ? html`<a class="more" href="${options.href}">${ctx.t("seeAll")}${icon("arrow")}</a>` : ""}</div>
  <ul class="${options.row ? "grid row" : "grid"}" data-list="${listId}">${items.map((p, i) => card(p, ctx, i + 1, options.eager))}</ul>
</section>`;
}

export const breadcrumb = (ctx: PageContext, trail: { name: string; href?: string }[]): Html =>
  html`<nav class="breadcrumb" aria-label="Breadcrumb"><ol><li><a href="/">${ctx.t("home")}</a></li>${trail.map(({ name, href }) => html`<li>${href ? html`<a href="${href}">${name}</a>` : html`<span aria-current="page">${name}</span>`}</li>`)}</ol></nav>`;

/** Stands below what is seen first, so that it may grow without moving anything; empty until something was viewed. */
export const recentlyViewed = (): Html =>
  html`<waymark-slot class="wrap recent" name="recently-viewed"></waymark-slot>`;

/** Room kept for a row of recommendations: as high as the row of cards the shop itself shows there until then. */
export const SLOT_HEIGHT = "clamp(330px, 31vw, 400px)";
