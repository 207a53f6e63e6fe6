/** The whole range: rows made into products, and the ways to look them up. */
import { categories } from "./categories.js";
import type { Category, Product, Row } from "./product.js";
import { slug } from "./text.js";

function product(category: Category, row: Row): Product {
  const [id, kind, palette, motif, vi, en, price, oldPrice, rating, reviews, inStock = true] = row;
  return {
    id,
    sku: `HIEN-${id.toUpperCase()}`,
    category,
    kind,
    palette,
    motif,
    name: { vi, en },
    price: price * 1000,
    ...(oldPrice > 0 && { oldPrice: oldPrice * 1000 }),
    rating,
    reviews,
    inStock,
    url: `/p/${slug(vi)}-${id}`,
    image: `/art/${id}.svg`,
    sizes: category.sizes ?? [],
  };
}

/** Most reviewed first: the order is the popularity rank. */
export const products: Product[] = categories
  .flatMap((category) => category.rows.map((row) => product(category, row)))
  .sort((a, b) => b.reviews - a.reviews || (a.id < b.id ? -1 : 1));

const byId = new Map(products.map((p) => [p.id, p]));
const categoriesById = new Map(categories.map((c) => [c.id, c]));

export const findProduct = (id: string): Product | undefined => byId.get(id);
export const findCategory = (id: string): Category | undefined => categoriesById.get(id);
export const productsIn = (category: Category): Product[] => products.filter((p) => p.category === category);
export { categories };
