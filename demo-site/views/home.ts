import { categories, findCategory, findProduct, products, productsIn } from "../catalogue/index.js";
import type { Product } from "../catalogue/product.js";
import { type Html, html, json } from "./html.js";
import { type IconName, icon } from "./icons.js";
import type { Page, PageContext } from "./page.js";
import { recentlyViewed, SLOT_HEIGHT, shelf } from "./parts.js";
import type { Word } from "./words.js";

/** What the window of new things for children shows, chosen by hand. */
const NEW_FOR_KIDS = ["kc07", "ks07", "ty13", "kc13", "ty03", "kc18", "ks02", "ty07"];

const chosen = (ids: string[]): Product[] => ids.flatMap((id) => findProduct(id) ?? []);

/** The most popular of each department in turn, so that the shelf is not all shampoo. */
const bestSellers = (): Product[] =>
  categories
    .flatMap((category) => productsIn(category).slice(0, 1))
    .sort((a, b) => products.indexOf(a) - products.indexOf(b))
    .slice(0, 8);

/** A promotion tracked by its attributes alone. */
function promotion(ctx: PageContext, id: string, href: string, picture: string, title: Word, text: Word): Html {
  return html`<a class="promo promo-${id}" href="${href}" data-waymark-event="Promotion Clicked" data-waymark-properties="${json({ promotion_id: id, name: ctx.t(title), position: "home" })}">
  <span class="promo-text"><strong>${ctx.t(title)}</strong><span>${ctx.t(text)}</span><em>${ctx.t("discover")}${icon("arrow")}</em></span>
  <img src="${picture}" width="400" height="400" alt="" loading="lazy" decoding="async">
</a>`;
}

const value = ({ t }: PageContext, name: IconName, title: Word, text: Word): Html =>
  html`<li>${icon(name)}<div><strong>${t(title)}</strong><span>${t(text)}</span></div></li>`;

export function home(ctx: PageContext): Page {
  const { t, language } = ctx;
  const kids = findCategory("kids-clothes");
  return {
    name: "home",
    title: t("tagline"),
    canonical: "/",
    body: html`<waymark-slot class="home-hero" name="home-hero"><section class="hero" aria-labelledby="hero-title">
  <div class="wrap hero-grid">
    <div class="hero-text">
      <p class="kicker">${t("heroKicker")}</p>
      <h1 id="hero-title">${t("heroTitle")}</h1>
      <p class="lead">${t("heroText")}</p>
      <p class="actions"><a class="button" href="/c/kids-clothes">${t("heroKids")}</a><a class="button outline" href="/c/home-kitchen">${t("heroHome")}</a></p>
    </div>
    <img class="hero-picture" src="/art/porch.svg" width="720" height="400" alt="" fetchpriority="high">
  </div>
</section></waymark-slot>
<section class="wrap block" aria-labelledby="departments-title">
  <h2 id="departments-title">${t("shopBy")}</h2>
  <ul class="doors">${categories.map((c) => html`<li><a href="/c/${c.id}"><img src="/art/${c.cover}.svg" width="400" height="400" alt="" decoding="async"><span>${c.name[language]}</span></a></li>`)}</ul>
</section>
<waymark-slot class="wrap" name="home-recommendations" reserve="${SLOT_HEIGHT}">
${shelf(ctx, "best-sellers", t("bestSellers"), bestSellers().slice(0, 5), { row: true })}
</waymark-slot>
<section class="wrap promos">
  ${promotion(ctx, "kitchen", "/c/home-kitchen", "/art/hk03.svg", "forKitchen", "forKitchenText")}
  ${promotion(ctx, "sun", "/c/beauty", "/art/bt03.svg", "forSun", "forSunText")}
</section>
${shelf(ctx, "new-for-kids", t("newForKids"), chosen(NEW_FOR_KIDS), { href: kids ? `/c/${kids.id}` : "/" })}
<section class="wrap block"><ul class="values">
  ${value(ctx, "truck", "valueShip", "valueShipText")}
  ${value(ctx, "back", "valueReturn", "valueReturnText")}
  ${value(ctx, "leaf", "valueMade", "valueMadeText")}
  ${value(ctx, "chat", "valueCare", "valueCareText")}
</ul></section>
${recentlyViewed()}`,
  };
}
