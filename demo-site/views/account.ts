/** The customer's own pages: favourites, and the account with orders, points and tier. Both live in this browser. */

import { products } from "../catalogue/index.js";
import { tiers } from "../catalogue/loyalty.js";
import { type Html, html, json } from "./html.js";
import { icon } from "./icons.js";
import { labels } from "./labels.js";
import type { Page, PageContext } from "./page.js";
import { breadcrumb, SLOT_HEIGHT, shelf } from "./parts.js";
import type { Word } from "./words.js";

export function favourites(ctx: PageContext): Page {
  const { t } = ctx;
  return {
    name: "favourites",
    title: t("favourites"),
    body: html`<div class="wrap">
  ${breadcrumb(ctx, [{ name: t("favourites") }])}
  <div class="page-head"><h1>${t("favourites")}</h1><p>${t("favouritesText")}</p></div>
  <ul class="grid" data-list="favourites" data-favourites></ul>
  <div class="empty" data-no-favourites hidden><p>${t("favouritesEmpty")}</p><a class="button" href="/">${t("goShopping")}</a></div>
</div>
${shelf(ctx, "popular", t("bestSellers"), products.slice(0, 5), { row: true })}`,
  };
}

const input = ({ t }: PageContext, name: string, label: Word, attributes: Html): Html =>
  html`<div class="field"><label for="account-${name}">${t(label)}</label><input id="account-${name}" name="${name}" ${attributes}></div>`;

const signIn = (ctx: PageContext): Html => html`<form class="sign-in" data-sign-in hidden>
  <h2>${ctx.t("signIn")}</h2><p class="lead">${ctx.t("signInText")}</p>
  ${input(ctx, "name", "name", html`autocomplete="name" required maxlength="80"`)}
  ${input(ctx, "email", "email", html`type="email" autocomplete="email" required maxlength="120"`)}
  ${input(ctx, "phone", "phone", html`type="tel" autocomplete="tel" maxlength="16"`)}
  <button class="button wide" type="submit">${ctx.t("signIn")}</button>
  <p class="fine">${ctx.t("signInDemo")}</p>
</form>`;

const member = (ctx: PageContext): Html => html`<div class="member" data-member hidden>
  <section class="tier-card" aria-labelledby="tier-title">
    <p class="tier-hello" data-hello></p>
    <h2 id="tier-title"><span data-tier></span> <small data-points></small></h2>
    <progress max="1" value="0" data-tier-progress aria-labelledby="tier-title"></progress>
    <p data-tier-next></p>
    <ul class="perks">${tiers.map(({ id, name, from, perk }) => html`<li data-tier-row="${id}"><strong>${name[ctx.language]}</strong><span>${perk[ctx.language]}</span><small>${ctx.t("points", { n: from })}</small></li>`)}</ul>
  </section>
  <section aria-labelledby="orders-title">
    <h2 id="orders-title">${ctx.t("orders")}</h2>
    <ul class="orders" data-orders></ul>
    <p class="nothing" data-no-orders hidden>${ctx.t("ordersEmpty")}</p>
    <p class="actions"><a class="button outline" href="/favourites">${icon("heart")}${ctx.t("favourites")}</a><button class="button quiet" type="button" data-sign-out>${ctx.t("signOut")}</button></p>
  </section>
</div>`;

export function account(ctx: PageContext): Page {
  const { t, language } = ctx;
  const names = Object.fromEntries(tiers.map(({ id, name }) => [id, name[language]]));
  return {
    name: "account",
    title: t("account"),
    body: html`<div class="wrap" data-account data-tiers="${json(names)}" data-labels="${labels(ctx, "hello", "points", "toNextTier", "topTier", "orderOf", "free", "received", "receivedOn", "onItsWay")}">
  ${breadcrumb(ctx, [{ name: t("account") }])}
  <div class="page-head"><h1>${t("account")}</h1></div>
  ${signIn(ctx)}
  ${member(ctx)}
</div>
<waymark-slot class="wrap" name="account-recommendations" reserve="${SLOT_HEIGHT}">
${shelf(ctx, "popular", t("bestSellers"), products.slice(0, 5), { row: true })}
</waymark-slot>`,
  };
}
