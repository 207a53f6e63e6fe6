/** Lists of products: what was listed, what was searched, what was clicked. */
import { data, find, findAll } from "./dom.js";
import { type Json, type Properties, track } from "./waymark.js";

const cards = (list: HTMLElement): HTMLElement[] => findAll("[data-product]", list);

/** Every list on any page: a click on a card. */
export function watchClicks(): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const card = link?.closest<HTMLElement>("[data-list] [data-product]");
    if (!card) return;
    track("Product Clicked", {
      ...data<Properties>(card, "product"),
      list_id: card.closest<HTMLElement>("[data-list]")?.dataset.list,
    });
  });
}

/** A select that acts at once; without this script there is a button. */
export function watchSort(): void {
  const form = find<HTMLFormElement>("form[data-auto-submit]");
  form?.addEventListener("change", () => form.requestSubmit());
}

export function category(): void {
  const list = find("[data-list]");
  if (!list) return;
  const { filters, sorts } = data<{ filters: Json[]; sorts: Json[] }>(list, "filtered");
  const narrowed = filters.length > 0 || sorts.length > 0;
  track(narrowed ? "Product List Filtered" : "Product List Viewed", {
    list_id: list.dataset.list,
    category: find("[data-category]")?.dataset.category,
    ...(narrowed && { filters, sorts }),
    products: cards(list).map((card) => data<Properties>(card, "product")),
  });
}

export function search(): void {
  const { query, results } = data<{ query: string; results: number }>(find("[data-search]"), "search");
  if (query) track("Products Searched", { query, results });
}
