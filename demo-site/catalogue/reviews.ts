/** What customers are said to have written: drawn from a pool by the product's code, so that it stays the same. */
import type { Product, Text } from "./product.js";

export interface Review {
  author: string;
  stars: number;
  text: Text;
  /** Days before today. */
  daysAgo: number;
}

const AUTHORS = [
  "Minh Anh",
  "Thu Hà",
  "Quốc Bảo",
  "Ngọc Lan",
  "Hải Yến",
  "Đức Huy",
  "Mai Phương",
  "Thanh Tùng",
  "Khánh Vy",
  "Bích Ngọc",
];

const r = (stars: number, vi: string, en: string): { stars: number; text: Text } => ({ stars, text: { vi, en } });

const POOL = [
  r(
    5,
    "Giao nhanh, gói kỹ, cầm lên tay thấy ngay là đồ tốt.",
    "Quick delivery, carefully packed; you can feel it is well made.",
  ),
  r(
    5,
    "Mua lần thứ ba rồi, chất lượng lần nào cũng như nhau.",
    "My third one. The quality has been the same every time.",
  ),
  r(
    5,
    "Đúng như hình, màu dịu hơn mình nghĩ và rất dễ phối.",
    "Just like the picture. The colour is softer than I thought and goes with everything.",
  ),
  r(
    5,
    "Làm quà cho chị gái, chị thích lắm, hỏi mua ở đâu.",
    "A present for my sister. She loved it and asked where it came from.",
  ),
  r(4, "Hàng đẹp, chỉ mong có thêm vài màu nữa để chọn.", "Lovely. I only wish there were a few more colours."),
  r(
    4,
    "Dùng hai tuần thấy ổn, hộp giấy hơi móp khi tới nơi.",
    "Good after two weeks of use. The box was a little dented when it came.",
  ),
  r(
    5,
    "Nhân viên gọi tư vấn tận tình, chọn giúp đúng cỡ.",
    "They called to advise me and helped me find the right size.",
  ),
  r(4, "Giá hợp lý so với chất lượng, sẽ quay lại.", "A fair price for what it is. I will be back."),
  r(3, "Dùng được, nhưng giao trễ hơn hẹn một ngày.", "It does the job, but came a day later than promised."),
  r(5, "Cả nhà mình ai cũng dùng, không có gì để chê.", "The whole family uses it. Nothing to complain about."),
];

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const sign of text) value = Math.imul(value ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return value;
}

/** Four of them, newest first. */
export function reviewsOf(product: Product): Review[] {
  const seed = hash(product.id);
  return [0, 1, 2, 3].map((i) => {
    const from = POOL[(seed + i * 3) % POOL.length] as (typeof POOL)[number];
    return { ...from, author: AUTHORS[(seed + i * 7) % AUTHORS.length] as string, daysAgo: 3 + i * 11 + (seed % 9) };
  });
}

/** Shares of five to one star that give the product's rating, in whole percent. */
export function distribution(rating: number): { stars: number; percent: number }[] {
  const five = Math.max(0, Math.min(100, Math.round((rating - 4) * 100) - 4));
  const rest = 100 - five;
  const four = Math.round(rest * 0.72);
  const three = Math.round(rest * 0.18);
  const two = Math.round(rest * 0.06);
  return [five, four, three, two, rest - four - three - two].map((percent, i) => ({ stars: 5 - i, percent }));
}
