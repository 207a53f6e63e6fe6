/** Help, not found, and the developers' console. */
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

export function eventConsole(ctx: PageContext): Page {
  const { t } = ctx;
  return {
    name: "console",
    title: t("consoleTitle"),
    body: html`<div class="wrap console" data-console>
  <div class="page-head"><h1>${t("consoleTitle")} <span class="live" data-live></span></h1><p>${t("consoleText")}</p></div>
  <dl class="tiles" data-stats></dl>
  <form class="console-tools" data-filter><label for="event-name">Event</label><select id="event-name" name="name"><option value="">*</option></select><label for="event-visitor">anonymousId</label><input id="event-visitor" name="anonymousId" autocomplete="off" spellcheck="false" maxlength="64"></form>
  <div class="table-scroll" tabindex="0" role="region" aria-label="${t("consoleTitle")}"><table><thead><tr><th scope="col">receivedAt</th><th scope="col">event</th><th scope="col">type</th><th scope="col">anonymousId</th><th scope="col">properties</th></tr></thead><tbody data-events></tbody></table></div>
</div>`,
  };
}
