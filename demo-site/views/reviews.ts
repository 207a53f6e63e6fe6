/** Reviews under a product, and the form to write one. */
import type { Product } from "../catalogue/product.js";
import { distribution, reviewsOf } from "../catalogue/reviews.js";
import { type Html, html } from "./html.js";
import { labels } from "./labels.js";
import type { PageContext } from "./page.js";
import { stars } from "./parts.js";

const row = (n: number): string => "★".repeat(n) + "☆".repeat(5 - n);

const scale = ({ t }: PageContext): Html =>
  html`<fieldset class="rate"><legend>${t("yourRating")}</legend><div class="rate-stars">${[5, 4, 3, 2, 1].map((n) => html`<input type="radio" id="rate-${n}" name="rating" value="${n}" required><label for="rate-${n}" title="${t("stars", { n })}"><span class="hidden">${t("stars", { n })}</span><span aria-hidden="true">★</span></label>`)}</div></fieldset>`;

export function reviews(product: Product, ctx: PageContext): Html {
  const { t, language } = ctx;
  const written = reviewsOf(product).map(
    ({ author, stars: n, text, daysAgo }) =>
      html`<li><p class="review-head"><strong>${author}</strong><span class="star" role="img" aria-label="${t("stars", { n })}">${row(n)}</span><small>${t("daysAgo", { n: daysAgo })}</small></p><p>${text[language]}</p></li>`,
  );
  return html`<section class="reviews wrap block" id="reviews" aria-labelledby="reviews-title">
  <h2 id="reviews-title">${t("reviewsTitle")}</h2>
  <div class="reviews-grid">
    <div class="reviews-sum">
      ${stars(product, ctx, true)}
      <ul class="bars">${distribution(product.rating).map(({ stars: n, percent }) => html`<li><span>${n}★</span><progress max="100" value="${percent}" aria-label="${t("stars", { n })}"></progress><span>${percent}%</span></li>`)}</ul>
      <details class="write"><summary class="button outline">${t("writeReview")}</summary>
        <form data-review data-labels="${labels(ctx, "reviewThanks")}">
          ${scale(ctx)}
          <div class="field"><label for="review-text">${t("yourReview")}</label><textarea id="review-text" name="text" rows="3" maxlength="600"></textarea></div>
          <button class="button" type="submit">${t("sendReview")}</button>
          <p role="status" data-review-status></p>
        </form>
      </details>
    </div>
    <ul class="review-list">${written}</ul>
  </div>
</section>`;
}
