/** The shop's ten departments, in the order of its navigation. */
import { bags } from "./bags.js";
import { beauty } from "./beauty.js";
import { books } from "./books.js";
import { hair } from "./hair.js";
import { home } from "./home.js";
import { kidsClothes } from "./kids-clothes.js";
import { kidsShoes } from "./kids-shoes.js";
import type { Category } from "./product.js";
import { sports } from "./sports.js";
import { toys } from "./toys.js";
import { women } from "./women.js";

export const categories: Category[] = [
  {
    id: "kids-clothes",
    name: { vi: "Quần áo trẻ em", en: "Kids' clothes" },
    lead: {
      vi: "Cotton mềm, đường may phẳng, màu không phai sau nhiều lần giặt.",
      en: "Soft cotton, flat seams and colours that stay through many washes.",
    },
    rows: kidsClothes,
    cover: "kc06",
    complements: ["kids-shoes", "toys", "books"],
    sizes: ["2–3", "4–5", "6–7", "8–9"],
  },
  {
    id: "kids-shoes",
    name: { vi: "Giày dép trẻ em", en: "Kids' shoes" },
    lead: {
      vi: "Đế êm, dễ tự mang, cho những đôi chân không chịu đứng yên.",
      en: "Soft soles, easy to put on alone, for feet that never stand still.",
    },
    rows: kidsShoes,
    cover: "ks01",
    complements: ["kids-clothes", "toys", "sports"],
    sizes: ["24", "26", "28", "30"],
  },
  {
    id: "toys",
    name: { vi: "Đồ chơi", en: "Toys" },
    lead: { vi: "Gỗ, vải và trí tưởng tượng. Không cần pin.", en: "Wood, cloth and imagination. No batteries needed." },
    rows: toys,
    cover: "ty01",
    complements: ["books", "kids-clothes", "kids-shoes"],
  },
  {
    id: "womens-fashion",
    name: { vi: "Thời trang nữ", en: "Women's fashion" },
    lead: {
      vi: "Lụa, linen và những phom dáng mặc được quanh năm.",
      en: "Silk, linen and shapes to wear all year round.",
    },
    rows: women,
    cover: "wf02",
    complements: ["bags", "beauty", "hair-care"],
    sizes: ["S", "M", "L", "XL"],
  },
  {
    id: "home-kitchen",
    name: { vi: "Nhà & bếp", en: "Home & kitchen" },
    lead: {
      vi: "Gốm Bát Tràng, gỗ keo và những món dùng mỗi ngày.",
      en: "Bat Trang pottery, acacia wood and things used every day.",
    },
    rows: home,
    cover: "hk08",
    complements: ["bags", "books", "beauty"],
  },
  {
    id: "beauty",
    name: { vi: "Làm đẹp", en: "Beauty" },
    lead: {
      vi: "Dịu nhẹ cho da Á Đông, hợp với nắng ẩm quanh năm.",
      en: "Gentle care made for humid heat and strong sun.",
    },
    rows: beauty,
    cover: "bt01",
    complements: ["hair-care", "womens-fashion", "sports"],
  },
  {
    id: "hair-care",
    name: { vi: "Chăm sóc tóc", en: "Hair care" },
    lead: {
      vi: "Bưởi, bồ kết, dừa: những bí quyết của bà, làm mới.",
      en: "Pomelo, black locust, coconut: grandmother's recipes, made new.",
    },
    rows: hair,
    cover: "hc01",
    complements: ["beauty", "home-kitchen", "womens-fashion"],
  },
  {
    id: "bags",
    name: { vi: "Túi & ba lô", en: "Bags" },
    lead: { vi: "Đi học, đi làm, đi chợ, đi thật xa.", en: "For school, for work, for the market and for far away." },
    rows: bags,
    cover: "bg04",
    complements: ["womens-fashion", "books", "sports"],
  },
  {
    id: "books",
    name: { vi: "Sách & vở", en: "Books & paper" },
    lead: {
      vi: "Để đọc cùng nhau trước giờ ngủ, và để viết lại ban ngày.",
      en: "To read together at bedtime and to write down by day.",
    },
    rows: books,
    cover: "bk03",
    complements: ["toys", "bags", "kids-clothes"],
  },
  {
    id: "sports",
    name: { vi: "Thể thao", en: "Sports" },
    lead: {
      vi: "Cho buổi sáng ở công viên và cuối tuần ngoài biển.",
      en: "For mornings in the park and weekends by the sea.",
    },
    rows: sports,
    cover: "sp05",
    complements: ["beauty", "bags", "kids-shoes"],
  },
];
