/** Help, and not found. */
import { products } from "../catalogue/index.js";
import { html } from "./html.js";
import type { Page, PageContext } from "./page.js";
import { breadcrumb, shelf } from "./parts.js";

export function help(ctx: PageContext): Page {
  const { t } = ctx;
  return {
    name: "help",
    title: t("help"),
    canonical: "/help",
    body: html`<div class="wrap prose">
  ${breadcrumb(ctx, [{ name: t("help") }])}
  <h1>${t("customerCare")}</h1>
  <h2 id="shipping">${t("helpShipping")}</h2><p>${t("deliveryText")}</p>
  <h2 id="returns">${t("helpReturns")}</h2><p>${t("helpReturnsText")}</p>
  <h2 id="payment">${t("helpPayment")}</h2><p>${t("helpPaymentText")}</p>
  <h2 id="privacy-help">${t("helpPrivacy")}</h2><p>${t("helpPrivacyText")}</p>
  <p><button class="button outline" type="button" data-open="privacy">${t("privacy")}</button></p>
</div>`,
  };
}

export function notFound(ctx: PageContext): Page {
  const { t } = ctx;
  return {
    name: "not-found",
    title: t("notFound"),
    body: html`<div class="wrap page-head centred"><h1>${t("notFound")}</h1><p>${t("notFoundText")}</p></div>
${shelf(ctx, "popular", t("bestSellers"), products.slice(0, 5), { row: true })}`,
  };
}
