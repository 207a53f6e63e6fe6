/** Who comes, from where, and how likely each thing is. Invented, but of the size such things have in real shops. */

export type Channel =
  | "Organic Search"
  | "Paid Search"
  | "Paid Social"
  | "Organic Social"
  | "Direct"
  | "Email"
  | "Mobile Push Notifications"
  | "Organic Shopping"
  | "Referral"
  | "Affiliates"
  | "AI Assistants"
  | "SMS";

/** What `context.attribution` says of each: source, medium, campaign. */
export const sources: Record<Channel, readonly (readonly [source: string, medium: string, campaign?: string])[]> = {
  "Organic Search": [
    ["google.com", "organic"],
    ["coccoc.com", "organic"],
    ["bing.com", "organic"],
  ],
  "Paid Search": [
    ["google", "cpc", "kids-brand"],
    ["google", "cpc", "summer-search"],
  ],
  "Paid Social": [
    ["facebook", "paid_social", "summer-kids-50"],
    ["tiktok", "paid_social", "toys-reels"],
    ["zalo", "cpc", "zalo-ads"],
  ],
  "Organic Social": [
    ["facebook.com", "social"],
    ["zalo.me", "social"],
    ["tiktok.com", "social"],
  ],
  Direct: [["(direct)", "(none)"]],
  Email: [
    ["newsletter", "email", "weekly-letter"],
    ["crm", "email", "next-order-20"],
  ],
  "Mobile Push Notifications": [
    ["zalo-oa", "push", "summer-kids-50"],
    ["webpush", "push", "back-in-stock"],
  ],
  "Organic Shopping": [
    ["shopee.vn", "referral"],
    ["tiki.vn", "referral"],
  ],
  Referral: [
    ["webtretho.com", "referral"],
    ["afamily.vn", "referral"],
  ],
  Affiliates: [["accesstrade", "affiliate", "moms-blogs"]],
  "AI Assistants": [
    ["chatgpt.com", "referral"],
    ["gemini.google.com", "referral"],
  ],
  SMS: [["esms", "sms", "flash-friday"]],
};

/** How people find the shop, and how they come back. Weights of any unit. */
export const firstVisits: readonly (readonly [Channel, number])[] = [
  ["Organic Search", 31],
  ["Paid Social", 19],
  ["Organic Social", 13],
  ["Direct", 12],
  ["Paid Search", 9],
  ["Organic Shopping", 5],
  ["Referral", 4],
  ["Affiliates", 3],
  ["AI Assistants", 2.5],
];
export const returnVisits: readonly (readonly [Channel, number])[] = [
  ["Direct", 34],
  ["Organic Search", 17],
  ["Email", 15],
  ["Mobile Push Notifications", 13],
  ["Paid Social", 9],
  ["Organic Social", 7],
  ["SMS", 3],
  ["Paid Search", 3],
];

/** How much readier to buy than the average a visit by this channel is. */
export const readiness: Record<Channel, number> = {
  "Organic Search": 1,
  "Paid Search": 1.35,
  "Paid Social": 0.62,
  "Organic Social": 0.55,
  Direct: 1.3,
  Email: 1.75,
  "Mobile Push Notifications": 1.6,
  "Organic Shopping": 0.8,
  Referral: 0.9,
  Affiliates: 0.7,
  "AI Assistants": 1.25,
  SMS: 1.4,
};

export interface Shopper {
  segment: string;
  /** Departments of the catalogue, the first the dearest to them. */
  likes: readonly string[];
  /** Of all purchases. */
  share: number;
  ready: number;
  /** Visits after the first, on average. */
  returns: number;
  /** Share of what each of them asks: promoters, passives, detractors. */
  nps: readonly [number, number, number];
}

export const shoppers: readonly Shopper[] = [
  {
    segment: "young-families",
    likes: ["kids-clothes", "toys", "kids-shoes", "books"],
    share: 44,
    ready: 1.15,
    returns: 2.1,
    nps: [58, 27, 15],
  },
  {
    segment: "gift-buyers",
    likes: ["toys", "books", "home-kitchen"],
    share: 18,
    ready: 1.05,
    returns: 0.7,
    nps: [49, 33, 18],
  },
  {
    segment: "beauty-lovers",
    likes: ["beauty", "hair-care", "womens-fashion"],
    share: 21,
    ready: 0.95,
    returns: 1.6,
    nps: [52, 29, 19],
  },
  {
    segment: "bargain-hunters",
    likes: ["womens-fashion", "bags", "sports", "home-kitchen"],
    share: 17,
    ready: 0.7,
    returns: 1.3,
    nps: [33, 36, 31],
  },
];

export const payments: readonly (readonly [string, number])[] = [
  ["cod", 51],
  ["momo", 31],
  ["zalopay", 18],
];

/** Weight of each hour of the day in the shop's zone: lunch, and the evening once the children sleep. */
export const hours: readonly number[] = [
  8, 4, 2, 1, 1, 2, 5, 12, 22, 30, 33, 36, 46, 40, 33, 31, 32, 34, 38, 50, 66, 72, 52, 24,
];
/** Sunday to Saturday. */
export const weekdays: readonly number[] = [1.18, 0.92, 0.9, 0.93, 0.96, 1.04, 1.16];

export const praise: readonly string[] = [
  "Vải mềm, bé mặc cả ngày không khó chịu.",
  "Giao nhanh hơn hẹn một ngày.",
  "Đóng gói đẹp, có thiệp viết tay.",
  "Gợi ý đồ chơi đi kèm rất đúng ý.",
  "Đổi size dễ, nhân viên nhiệt tình.",
];
export const complaints: readonly string[] = [
  "Phí ship hơi cao với đơn nhỏ.",
  "Size nhỏ hơn bảng đo.",
  "Chờ hai ngày mới có người trả lời.",
  "Thanh toán MoMo báo lỗi lần đầu.",
  "Màu khác hình một chút.",
];
