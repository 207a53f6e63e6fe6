/** Prices in the page's language. */
import type { Language } from "../catalogue/product.js";
import { money as inLanguage } from "../views/money.js";

export const pageLanguage = (): Language => (document.documentElement.lang === "en" ? "en" : "vi");

export const money = (dong: number): string => inLanguage(dong, pageLanguage());
