/** Search over names and departments in both languages; marks and case do not matter. */
import { products } from "./index.js";
import type { Product } from "./product.js";
import { plain } from "./text.js";

const words = (text: string): string[] =>
  plain(text)
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

const index = products.map((product) => ({
  product,
  name: [...words(product.name.vi), ...words(product.name.en)],
  category: [...words(product.category.name.vi), ...words(product.category.name.en)],
}));

/** A word of the name counts twice a word of the department; a whole word more than its beginning. */
function weight(wanted: string, entry: (typeof index)[number]): number {
  if (entry.name.includes(wanted)) return 4;
  if (entry.name.some((word) => word.startsWith(wanted))) return 3;
  if (entry.category.includes(wanted)) return 2;
  return entry.category.some((word) => word.startsWith(wanted)) ? 1 : 0;
}

/** Products in which every word of `query` occurs, best match first, then most popular. At most 8 words count. */
export function search(query: string): Product[] {
  const wanted = words(query).slice(0, 8);
  if (wanted.length === 0) return [];
  return index
    .map((entry) => ({ product: entry.product, weights: wanted.map((word) => weight(word, entry)) }))
    .filter(({ weights }) => weights.every((w) => w > 0))
    .map(({ product, weights }) => ({ product, score: weights.reduce((sum, w) => sum + w, 0) }))
    .sort((a, b) => b.score - a.score)
    .map(({ product }) => product);
}
