/** The product page: pictures, quantity, add to cart. */
import { add, MAX_QUANTITY } from "./cart-store.js";
import { data, el, find, findAll } from "./dom.js";
import { review } from "./review.js";
import { toast } from "./toast.js";
import { type Properties, track } from "./waymark.js";

function pictures(): void {
  const main = find<HTMLImageElement>("[data-main-picture]");
  const thumbs = findAll<HTMLButtonElement>("[data-picture]");
  for (const thumb of thumbs) {
    thumb.addEventListener("click", () => {
      if (main && thumb.dataset.picture) main.src = thumb.dataset.picture;
      for (const other of thumbs) other.setAttribute("aria-pressed", String(other === thumb));
    });
  }
}

export function product(): void {
  const details = data<Properties>(find("article[data-product]"), "product");
  track("Product Viewed", details);
  pictures();
  review(details);

  const form = find<HTMLFormElement>("form[data-buy]");
  const field = form?.querySelector<HTMLInputElement>("input[name=quantity]");
  if (!form || !field) return;
  const quantity = (): number => Math.min(MAX_QUANTITY, Math.max(1, Math.round(Number(field.value)) || 1));
  const labels = data<Record<string, string>>(form, "labels");

  for (const button of findAll<HTMLButtonElement>("[data-step]", form)) {
    button.addEventListener("click", () => {
      field.value = String(quantity() + Number(button.dataset.step));
      field.value = String(quantity());
    });
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const size = form.querySelector<HTMLInputElement>("input[name=size]:checked")?.value ?? "";
    add({ id: String(details.product_id), size, quantity: quantity() });
    track("Product Added", { ...details, quantity: quantity(), ...(size && { variant: size }) });
    toast(
      labels.close ?? "",
      String(details.image_url),
      el("strong", {}, labels.added ?? ""),
      el("span", {}, String(details.name)),
      el("a", { href: "/cart" }, labels.viewCart ?? ""),
    );
  });
}
