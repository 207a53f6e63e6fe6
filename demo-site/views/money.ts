import type { Language } from "../catalogue/product.js";

/** `129000` → `129.000 ₫`, in English `₫129,000`: as Intl and so the messages write it. The space does not break. */
export const money = (dong: number, language: Language): string => {
  const grouped = String(Math.round(dong)).replace(/\B(?=(\d{3})+$)/g, language === "en" ? "," : ".");
  return language === "en" ? `₫${grouped}` : `${grouped}\u00a0₫`;
};

/** Orders from this sum on are delivered free, in dong. */
export const FREE_SHIPPING_FROM = 499_000;
/** Delivery of smaller orders, in dong. */
export const SHIPPING_FEE = 25_000;

/** Of what is bought before any discount; `free` with a code that says so. */
export const shippingFor = (subtotal: number, free = false): number =>
  free || subtotal === 0 || subtotal >= FREE_SHIPPING_FROM ? 0 : SHIPPING_FEE;
