/**
 * A price in minor units of `currency` (ISO 4217) as `language` writes it: 499000 VND in vi is "499.000 ₫",
 * 1999 USD in en is "$19.99". Without a known currency, the bare number.
 */
export function formatPrice(minorUnits: number, currency: string | undefined, language: string): string {
  try {
    if (!currency) return new Intl.NumberFormat(language).format(minorUnits);
    const format = new Intl.NumberFormat(language, { style: "currency", currency });
    return format.format(minorUnits / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 0));
  } catch {
    return String(minorUnits);
  }
}

/** Whole percents off, or 0 where it is not cheaper. */
export function discountPercent(price: number | undefined, oldPrice: number | undefined): number {
  return price !== undefined && oldPrice !== undefined && oldPrice > price
    ? Math.round((1 - price / oldPrice) * 100)
    : 0;
}
