/** Pages that list products: a department, and search. */
import { products, productsIn } from "../catalogue/index.js";
import type { Category, Product } from "../catalogue/product.js";
import { search } from "../catalogue/search.js";
import { type Html, html, json } from "./html.js";
import type { Page, PageContext } from "./page.js";
import { breadcrumb, card, shelf } from "./parts.js";
import type { Word } from "./words.js";

const orders = {
  popular: { word: "sortPopular", compare: () => 0 },
  "price-asc": { word: "sortPriceUp", compare: (a: Product, b: Product) => a.price - b.price },
  "price-desc": { word: "sortPriceDown", compare: (a: Product, b: Product) => b.price - a.price },
  rating: { word: "sortRating", compare: (a: Product, b: Product) => b.rating - a.rating },
} satisfies Record<string, { word: Word; compare: (a: Product, b: Product) => number }>;

const filters = {
  all: { word: "filterAll", keep: () => true },
  sale: { word: "filterSale", keep: (p: Product) => p.oldPrice !== undefined },
  low: { word: "filterLow", keep: (p: Product) => p.price < 150_000 },
  mid: { word: "filterMid", keep: (p: Product) => p.price >= 150_000 && p.price <= 300_000 },
  high: { word: "filterHigh", keep: (p: Product) => p.price > 300_000 },
} satisfies Record<string, { word: Word; keep: (p: Product) => boolean }>;

/** Each narrows the list further; any number of them at once. */
const extras = {
  stock: { word: "hasStock", keep: (p: Product) => p.inStock },
  top: { word: "hasTop", keep: (p: Product) => p.rating >= 4.8 },
} satisfies Record<string, { word: Word; keep: (p: Product) => boolean }>;
type Extra = keyof typeof extras;

/** The query's value where it is one of the choices, else the first. */
const choice = <T extends object>(choices: T, value: string | null): keyof T & string =>
  (value !== null && Object.hasOwn(choices, value) ? value : Object.keys(choices)[0]) as keyof T & string;

const chosen = (query: URLSearchParams): Extra[] =>
  query.getAll("has").filter((id): id is Extra => Object.hasOwn(extras, id));

const address = (path: string, values: Record<string, string>, has: readonly string[]): string => {
  const query = new URLSearchParams(
    Object.entries(values).filter(([, v]) => v !== "" && v !== "all" && v !== "popular"),
  );
  for (const id of has) query.append("has", id);
  return query.size > 0 ? `${path}?${query.toString()}` : path;
};

const chip = (href: string, current: boolean, text: string): Html =>
  html`<li><a href="${href}"${current ? html` aria-current="true"` : ""}>${text}</a></li>`;

/** What the filters of the address leave of `items`. */
function narrowed(query: URLSearchParams, items: Product[]): Product[] {
  const has = chosen(query);
  return items
    .filter(filters[choice(filters, query.get("price"))].keep)
    .filter((product) => has.every((id) => extras[id].keep(product)));
}

/** Chips that filter, a select that sorts, then the grid. `hidden` goes along with each choice. */
function results(ctx: PageContext, listId: string, narrow: Product[], hidden: Record<string, string>): Html {
  const { t, path } = ctx;
  const price = choice(filters, ctx.query.get("price"));
  const sort = choice(orders, ctx.query.get("sort"));
  const has = chosen(ctx.query);
  const shown = [...narrow].sort(orders[sort].compare);
  const prices = Object.entries(filters).map(([id, { word }]) =>
    chip(address(path, { ...hidden, price: id, sort }, has), id === price, t(word)),
  );
  const others = Object.entries(extras).map(([id, { word }]) => {
    const without = has.filter((other) => other !== id);
    const there = without.length < has.length;
    return chip(address(path, { ...hidden, price, sort }, there ? without : [...has, id]), there, t(word));
  });
  // As the e-commerce events name them.
  const filtered = [
    ...(price === "all" ? [] : [{ type: "price", value: price }]),
    ...has.map((id) => ({ type: "has", value: id })),
  ];
  const kept = [...Object.entries({ ...hidden, ...(price !== "all" && { price }) }), ...has.map((id) => ["has", id])];
  return html`<div class="toolbar">
  <nav aria-label="${t("filters")}"><ul class="chips">${prices}<li class="rule" aria-hidden="true"></li>${others}</ul></nav>
  <form class="sort" action="${path}" method="get" data-auto-submit>
    ${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
    <label for="sort">${t("sort")}</label>
    <select id="sort" name="sort">${Object.entries(orders).map(([id, { word }]) => html`<option value="${id}"${id === sort ? html` selected` : ""}>${t(word)}</option>`)}</select>
    <noscript><button class="button quiet">${t("apply")}</button></noscript>
  </form>
</div>
${shown.length === 0 ? html`<p class="nothing">${t("noneHere")}</p>` : ""}
<ul class="grid" data-list="${listId}" data-filtered="${json({ filters: filtered, sorts: sort === "popular" ? [] : [{ type: "sort", value: sort }] })}">${shown.map((p, i) => card(p, ctx, i + 1, i < 8))}</ul>`;
}

export function category(ctx: PageContext, shown: Category): Page {
  const { t, language } = ctx;
  const items = narrowed(ctx.query, productsIn(shown));
  return {
    name: "category",
    title: shown.name[language],
    description: shown.lead[language],
    canonical: `/c/${shown.id}`,
    category: shown.id,
    body: html`<div class="wrap" data-category="${shown.id}">
  ${breadcrumb(ctx, [{ name: shown.name[language] }])}
  <div class="page-head"><h1>${shown.name[language]}</h1><p>${shown.lead[language]} <span class="count">${t(items.length === 1 ? "product" : "products", { n: items.length })}</span></p></div>
  ${results(ctx, shown.id, items, {})}
</div>`,
  };
}

export function searchPage(ctx: PageContext): Page {
  const { t } = ctx;
  const q = (ctx.query.get("q") ?? "").trim().slice(0, 80);
  const found = search(q);
  const narrow = narrowed(ctx.query, found);
  const title = q === "" ? t("searchStart") : t("searchTitle", { q });
  return {
    name: "search",
    title: q === "" ? t("search") : title,
    body: html`<div class="wrap" data-search="${json({ query: q, results: found.length })}">
  ${breadcrumb(ctx, [{ name: t("search") }])}
  <div class="page-head"><h1>${title}</h1>${q === "" ? "" : html`<p>${found.length > 0 ? t(narrow.length === 1 ? "searchCountOne" : "searchCount", { n: narrow.length }) : html`${t("searchEmpty", { q })} ${t("searchHint")}`}</p>`}</div>
  ${found.length > 0 ? results(ctx, "search", narrow, { q }) : ""}
</div>
${found.length === 0 ? shelf(ctx, "popular", t("bestSellers"), products.slice(0, 8)) : ""}`,
  };
}
