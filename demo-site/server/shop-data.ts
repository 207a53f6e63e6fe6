/** The range as data: for Waymark's recommender, and for the cart in the browser. */
import type { FastifyInstance } from "fastify";
import { categories, findProduct, products } from "../catalogue/index.js";
import type { Product } from "../catalogue/product.js";
import { search } from "../catalogue/search.js";
import { plain } from "../catalogue/text.js";
import { tracked } from "../views/parts.js";
import { languageOf } from "./language.js";

/** A cart has far fewer lines. */
const MAX_IDS = 60;
/** Products under the search field. */
const MAX_SUGGESTIONS = 5;

const item = (p: Product) => ({
  id: p.id,
  name: p.name,
  category: p.category.id,
  url: p.url,
  image: p.image,
  price: p.price,
  ...(p.oldPrice !== undefined && { oldPrice: p.oldPrice }),
  rating: p.rating,
  inStock: p.inStock,
});

/** In the shape Waymark's documentation gives for a catalogue. */
export const catalogue = () => ({
  version: 1 as const,
  currency: "VND",
  complements: Object.fromEntries(categories.map((c) => [c.id, c.complements])),
  items: products.map(item),
});

export function shopData(app: FastifyInstance): void {
  const text = JSON.stringify(catalogue());
  app.get("/catalogue.json", async (_request, reply) =>
    reply.header("cache-control", "public, max-age=300").type("application/json").send(text),
  );

  app.get<{ Querystring: { q?: string } }>("/api/suggest", async (request, reply) => {
    const language = languageOf(request, reply);
    const q = String(request.query.q ?? "").slice(0, 80);
    const wanted = plain(q).trim();
    return {
      categories: categories
        .filter(({ name }) => wanted !== "" && plain(name[language]).includes(wanted))
        .slice(0, 2)
        .map(({ id, name }) => ({ name: name[language], url: `/c/${id}` })),
      products: search(q)
        .slice(0, MAX_SUGGESTIONS)
        .map(({ name, url, image, price }) => ({ name: name[language], url, image, price })),
    };
  });

  app.get<{ Querystring: { ids?: string | string[] } }>("/api/products", async (request, reply) => {
    const language = languageOf(request, reply);
    const ids = [request.query.ids ?? ""].flat().join(",").split(",").slice(0, MAX_IDS);
    return {
      products: ids
        .flatMap((id) => findProduct(id) ?? [])
        .map((p) => ({ ...tracked(p, { language }), categoryName: p.category.name[language], inStock: p.inStock })),
    };
  });
}
