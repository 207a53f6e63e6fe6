/** Points and tiers of the shop's regulars, counted alike on every page. */
import type { Text } from "./product.js";

/** Dong spent for one point. */
export const DONG_PER_POINT = 10_000;

export interface Tier {
  id: "seed" | "leaf" | "blossom";
  name: Text;
  /** Points from which it holds. */
  from: number;
  perk: Text;
}

export const tiers: [Tier, Tier, Tier] = [
  {
    id: "seed",
    name: { vi: "Mầm", en: "Seed" },
    from: 0,
    perk: { vi: "Tích điểm từ đơn đầu tiên", en: "Points from the first order" },
  },
  {
    id: "leaf",
    name: { vi: "Lá", en: "Leaf" },
    from: 100,
    perk: { vi: "Quà sinh nhật và ưu đãi trước một ngày", en: "A birthday gift, and sales a day early" },
  },
  {
    id: "blossom",
    name: { vi: "Hoa", en: "Blossom" },
    from: 300,
    perk: { vi: "Miễn phí giao hàng mọi đơn", en: "Free delivery on every order" },
  },
];

export const pointsFor = (dong: number): number => Math.floor(dong / DONG_PER_POINT);

/** The tier of so many points, and the one after it. */
export function tierOf(points: number): { tier: Tier; next: Tier | undefined } {
  const index = tiers.findLastIndex(({ from }) => points >= from);
  return { tier: tiers[Math.max(0, index)] as Tier, next: tiers[index + 1] };
}
