/** Codes the shop takes at checkout, and what each takes off. Server and page reckon alike; the server's word counts. */
import type { Text } from "./product.js";

export interface Coupon {
  code: string;
  name: Text;
  /** Subtotal from which it holds, in dong. */
  from?: number;
  /** Only on goods of this department. */
  category?: string;
  percent?: number;
  /** Dong. */
  amount?: number;
  freeDelivery?: boolean;
}

export const coupons: Coupon[] = [
  {
    code: "CHAOBE50",
    name: { vi: "Tặng 50.000 ₫ cho đơn đầu từ 299.000 ₫", en: "₫50,000 off a first order from ₫299,000" },
    from: 299_000,
    amount: 50_000,
  },
  {
    code: "HE50",
    name: { vi: "Giảm 50% quần áo trẻ em mùa hè", en: "50% off children's summer clothes" },
    category: "kids-clothes",
    percent: 50,
  },
  { code: "CAMON20", name: { vi: "Giảm 20% cho khách quen", en: "20% off for a returning guest" }, percent: 20 },
  { code: "QUAYLAI5", name: { vi: "Giảm 5% cho đơn này", en: "5% off this order" }, percent: 5 },
  { code: "FREESHIP", name: { vi: "Miễn phí giao hàng", en: "Free delivery" }, freeDelivery: true },
];

export const findCoupon = (code: string): Coupon | undefined =>
  coupons.find((coupon) => coupon.code === code.trim().toUpperCase());

export interface PricedLine {
  category: string;
  price: number;
  quantity: number;
}

const sum = (lines: PricedLine[]): number => lines.reduce((all, { price, quantity }) => all + price * quantity, 0);

/** Whether it holds for these goods. */
export const holds = (coupon: Coupon, lines: PricedLine[]): boolean =>
  sum(lines) >= (coupon.from ?? 0) && (!coupon.category || lines.some(({ category }) => category === coupon.category));

/** Whole dong taken off the goods, rounded down to a thousand as on a price tag. */
export function discountOf(coupon: Coupon | undefined, lines: PricedLine[]): number {
  if (!coupon || !holds(coupon, lines)) return 0;
  const goods = sum(coupon.category ? lines.filter(({ category }) => category === coupon.category) : lines);
  const off = coupon.amount ?? Math.floor((goods * (coupon.percent ?? 0)) / 100_000) * 1_000;
  return Math.min(goods, off);
}
