/** What every page is given, and the frame around it. */
import { categories } from "../catalogue/index.js";
import type { Language } from "../catalogue/product.js";
import { type Html, html } from "./html.js";
import { icon } from "./icons.js";
import { labels } from "./labels.js";
import type { Translate, Word } from "./words.js";

export interface PageContext {
  language: Language;
  t: Translate;
  /** Path of this page, without its query. */
  path: string;
  /** The query, without `lang`. */
  query: URLSearchParams;
  /** Changes with the built assets, so that browsers may keep them for ever. */
  assetVersion: string;
}

export interface Page {
  /** Which script of the shop's own runs: `data-page`. */
  name: string;
  title: string;
  description?: string;
  /** Path that search engines should keep. */
  canonical?: string;
  /** Department to mark in the navigation. */
  category?: string;
  body: Html;
}

const languageNames: Record<Language, string> = { vi: "Tiếng Việt", en: "English" };

function languageLink(ctx: PageContext, language: Language): Html {
  const query = new URLSearchParams(ctx.query);
  query.set("lang", language);
  return html`<a href="${ctx.path}?${query.toString()}" lang="${language}" hreflang="${language}" title="${languageNames[language]}"${language === ctx.language ? html` aria-current="true"` : ""}>${language.toUpperCase()}</a>`;
}

function header(ctx: PageContext, current: string | undefined): Html {
  const { t, language } = ctx;
  return html`<a class="skip" href="#main">${t("skip")}</a>
<p class="announcement">${t("announcement")}</p>
<header class="header">
  <div class="header-row wrap">
    <a class="brand" href="/"><img src="/art/mark.svg" width="32" height="32" alt=""><span>hiên</span></a>
    <form class="search" role="search" action="/search" method="get">
      <label class="hidden" for="q">${t("search")}</label>
      <input id="q" name="q" type="search" placeholder="${t("searchPlaceholder")}" value="${ctx.path === "/search" ? (ctx.query.get("q") ?? "") : ""}" autocomplete="off" maxlength="80" required role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls="suggestions">
      <button type="submit" aria-label="${t("search")}">${icon("search")}</button>
      <div class="suggestions" id="suggestions" role="listbox" aria-label="${t("suggestions")}" data-suggestions hidden></div>
    </form>
    <div class="tools">
      <nav class="languages" aria-label="${t("language")}">${languageLink(ctx, "vi")}${languageLink(ctx, "en")}</nav>
      <a class="cart-link" href="/account" aria-label="${t("account")}">${icon("person")}</a>
      <a class="cart-link" href="/favourites" aria-label="${t("favourites")}">${icon("heart")}<span class="cart-count" data-favourite-count hidden></span></a>
      <a class="cart-link" href="/cart" aria-label="${t("cart")}">${icon("bag")}<span class="cart-count" data-cart-count hidden></span></a>
    </div>
  </div>
  <nav class="departments" aria-label="${t("departments")}">
    <ul class="wrap">${categories.map((c) => html`<li><a href="/c/${c.id}"${c.id === current ? html` aria-current="page"` : ""}>${c.name[language]}</a></li>`)}</ul>
  </nav>
</header>`;
}

function consentPanel({ t }: PageContext): Html {
  const choice = (name: string, title: Word, text: Word): Html =>
    html`<label class="switch"><span><strong>${t(title)}</strong><small>${t(text)}</small></span><input type="checkbox" role="switch" name="${name}"></label>`;
  return html`<dialog class="panel" id="privacy" aria-labelledby="privacy-title">
  <form method="dialog">
    <h2 id="privacy-title">${t("privacy")}</h2>
    <p>${t("privacyText")}</p>
    ${choice("analytics", "privacyAnalytics", "privacyAnalyticsText")}
    ${choice("personalization", "privacyPersonal", "privacyPersonalText")}
    ${choice("marketing", "privacyMarketing", "privacyMarketingText")}
    <div class="panel-actions"><button class="button" value="save">${t("privacySave")}</button><button class="button quiet" value="cancel">${t("close")}</button></div>
  </form>
</dialog>`;
}

function footer(ctx: PageContext): Html {
  const { t, language } = ctx;
  return html`<footer class="footer">
  <div class="wrap footer-grid">
    <div class="footer-about"><p class="brand"><img src="/art/mark.svg" width="32" height="32" alt=""><span>hiên</span></p><p>${t("about")}</p></div>
    <nav aria-label="${t("departments")}"><h2>${t("departments")}</h2><ul>${categories.slice(0, 6).map((c) => html`<li><a href="/c/${c.id}">${c.name[language]}</a></li>`)}</ul></nav>
    <nav aria-label="${t("customerCare")}"><h2>${t("customerCare")}</h2><ul>
      <li><a href="/help#shipping">${t("helpShipping")}</a></li><li><a href="/help#returns">${t("helpReturns")}</a></li><li><a href="/help#payment">${t("helpPayment")}</a></li>
      <li><button class="link" type="button" data-open="privacy">${t("privacy")}</button></li></ul></nav>
    <nav aria-label="${t("forDevelopers")}"><h2>${t("forDevelopers")}</h2><ul><li><a href="/console">${t("liveEvents")}</a></li><li><a href="/gallery">${t("gallery")}</a></li><li><a href="/waymark.config.json">waymark.config.json</a></li><li><a href="/catalogue.json">catalogue.json</a></li></ul></nav>
  </div>
</footer>
${consentPanel(ctx)}
<div class="toast" role="status" aria-live="polite" data-toast hidden></div>`;
}

/**
 * The whole document. The scripts are external, and the shop works without any of them. `plan.js` draws before first paint, and
 * the shop's own script, too, decides by then whether cart, favourites and account are full or empty: nothing moves later.
 */
export function document(ctx: PageContext, page: Page): Html {
  const { language, t, assetVersion: v } = ctx;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.name === "home" ? `Hiên – ${page.title}` : `${page.title} – Hiên`}</title>
<meta name="description" content="${page.description ?? t("heroText")}">
<meta name="theme-color" content="#144a35">
${page.canonical ? html`<link rel="canonical" href="${page.canonical}">` : ""}
<link rel="icon" href="/art/mark.svg" type="image/svg+xml">
<link rel="preload" href="/assets/fonts/be-vietnam-pro-latin-400-normal.woff2" as="font" type="font/woff2" crossorigin>
<link rel="preload" href="/assets/fonts/be-vietnam-pro-vietnamese-400-normal.woff2" as="font" type="font/woff2" crossorigin>
<link rel="preload" href="/assets/fonts/be-vietnam-pro-latin-600-normal.woff2" as="font" type="font/woff2" crossorigin>
<link rel="preload" href="/assets/fonts/be-vietnam-pro-vietnamese-600-normal.woff2" as="font" type="font/woff2" crossorigin>
<script src="/waymark/plan.js"></script>
<link rel="stylesheet" href="/assets/shop.css?v=${v}">
<script async src="/waymark/waymark.js" data-config="/waymark.config.json"></script>
<script defer blocking="render" src="/assets/shop.js?v=${v}"></script>
</head>
<body data-page="${page.name}" data-labels="${labels(ctx, "favourite")}">
${header(ctx, page.category)}
<main id="main" tabindex="-1">
${page.body}
</main>
${footer(ctx)}
</body>
</html>
`;
}
