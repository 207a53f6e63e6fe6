/** A dozen products as a recommendation gives them. */
import { products } from "../catalogue/index.js";
import type { Language } from "../catalogue/product.js";

export const catalogueItems = (language: Language, count: number): object[] =>
  products.slice(0, count).map((product, index) => ({
    id: product.id,
    score: 1 - index / 100,
    reason: "popular",
    name: product.name[language],
    url: product.url,
    image: product.image,
    price: product.price,
    ...(product.oldPrice !== undefined && { oldPrice: product.oldPrice }),
    rating: product.rating,
    category: product.category.id,
  }));
