/** Hearts on cards and products, and the page that gathers them. */

import { data, el, find, findAll, icon } from "./dom.js";
import { favourites, showFavouriteCount, toggle } from "./favourites-store.js";
import { money } from "./money.js";
import { type Properties, track } from "./waymark.js";

const HEART =
  "M12 20.5C5 15.6 3 12 3 8.7 3 6 5 4 7.6 4 9.5 4 11 5 12 6.6 13 5 14.5 4 16.4 4 19 4 21 6 21 8.7c0 3.3-2 6.9-9 11.8Z";

function show(button: HTMLElement): void {
  const { product_id: id } = data<{ product_id?: string }>(button.closest<HTMLElement>("[data-product]"), "product");
  button.setAttribute("aria-pressed", String(favourites().includes(id ?? "")));
}

/** All hearts of the page, those drawn later too. */
export function watchHearts(): void {
  showFavouriteCount();
  for (const button of findAll("[data-heart]")) show(button);
  window.addEventListener("storage", () => {
    showFavouriteCount();
    for (const button of findAll("[data-heart]")) show(button);
  });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-heart]") : null;
    if (!button) return;
    const product = data<Properties>(button.closest<HTMLElement>("[data-product]"), "product");
    const added = toggle(String(product.product_id));
    track(added ? "Product Added to Wishlist" : "Product Removed from Wishlist", {
      wishlist_name: "favourites",
      ...product,
    });
    for (const other of findAll("[data-heart]")) show(other);
    if (!added) button.closest("[data-favourites] > li")?.remove();
    showEmpty();
  });
}

function showEmpty(): void {
  const list = find("[data-favourites]");
  const note = find("[data-no-favourites]");
  if (list && note) note.hidden = list.childElementCount > 0;
}

interface Item extends Properties {
  product_id: string;
  name: string;
  price: number;
  url: string;
  image_url: string;
}

function card(item: Item, labels: Record<string, string>): HTMLLIElement {
  const heart = el(
    "button",
    {
      type: "button",
      class: "heart",
      "data-heart": true,
      "aria-label": labels.favourite ?? "",
      "aria-pressed": "true",
    },
    icon(HEART),
  );
  return el(
    "li",
    { class: "card", "data-product": JSON.stringify(item) },
    el(
      "a",
      { href: item.url },
      el("span", { class: "card-picture" }, el("img", { src: item.image_url, width: 400, height: 400, alt: "" })),
      el("span", { class: "card-name" }, item.name),
    ),
    el("p", { class: "price" }, el("span", { class: "now" }, money(item.price))),
    heart,
  );
}

export async function favouritesPage(): Promise<void> {
  const list = find("[data-favourites]");
  const ids = favourites();
  if (list && ids.length > 0) {
    const response = await fetch(`/api/products?ids=${encodeURIComponent(ids.slice(0, 60).join(","))}`);
    const { products } = (await response.json()) as { products: Item[] };
    list.replaceChildren(...products.map((item) => card(item, data(document.body, "labels"))));
  }
  showEmpty();
}
