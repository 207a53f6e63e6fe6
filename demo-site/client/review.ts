/** The form that reviews a product; the demonstration shop keeps nothing of it but the event. */
import { data, find, setText } from "./dom.js";
import { type Properties, track } from "./waymark.js";

export function review(product: Properties): void {
  const form = find<HTMLFormElement>("form[data-review]");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = new FormData(form);
    track("Product Reviewed", {
      product_id: product.product_id,
      rating: Number(given.get("rating")),
      review_body: String(given.get("text") ?? "").trim(),
    });
    form.reset();
    setText("[data-review-status]", data<Record<string, string>>(form, "labels").reviewThanks ?? "", form);
  });
}
