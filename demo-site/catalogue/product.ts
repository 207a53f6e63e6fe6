/** What the shop knows of a product and of a category. */
import type { Kind } from "../art/kinds.js";
import type { MotifName } from "../art/motifs.js";
import type { PaletteName } from "../art/palettes.js";

export type Language = "vi" | "en";
export const languages: readonly Language[] = ["vi", "en"];

/** A text in both of the shop's languages. */
export type Text = Record<Language, string>;

/** One line of a category file: code, drawing, names, price and old price in thousands of dong (0: none), rating of 5, reviews, in stock. */
export type Row = [
  id: string,
  kind: Kind,
  palette: PaletteName,
  motif: MotifName,
  vi: string,
  en: string,
  price: number,
  oldPrice: number,
  rating: number,
  reviews: number,
  inStock?: boolean,
];

export interface Category {
  id: string;
  name: Text;
  /** One sentence under the heading of its page. */
  lead: Text;
  rows: Row[];
  /** The product whose picture stands for the category. */
  cover: string;
  /** Categories that go with this one, best first. */
  complements: string[];
  /** Sizes to choose from, where its goods have any. */
  sizes?: string[];
}

export interface Product {
  id: string;
  sku: string;
  category: Category;
  kind: Kind;
  palette: PaletteName;
  motif: MotifName;
  name: Text;
  /** Whole dong. */
  price: number;
  oldPrice?: number;
  rating: number;
  reviews: number;
  inStock: boolean;
  /** Paths on the site. */
  url: string;
  image: string;
  sizes: string[];
}
