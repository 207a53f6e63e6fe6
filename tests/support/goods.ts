import type { Catalogue } from "../../js-bindings/src/protocol.ts";

const colours = ["f7c8c8", "c8e0f7", "d4f0cf", "f7e7b5", "e2d4f4", "ffd9b8", "c9efe9", "e8e3da"];
const motifs = [
  '<path d="M60 40l20-12h40l20 12 24 28-22 18-12-12v98H70V74L58 86 36 68z" fill="#fff" fill-opacity=".85"/><circle cx="100" cy="110" r="18" fill="#0004"/>',
  '<path d="M70 30h60l14 140h-34l-10-84-10 84H56z" fill="#fff" fill-opacity=".85"/>',
  '<path d="M80 34h40l8 40 34 92H38l34-92z" fill="#fff" fill-opacity=".85"/><path d="M72 74h56" stroke="#0003" stroke-width="6"/>',
  '<circle cx="100" cy="112" r="46" fill="#fff" fill-opacity=".85"/><circle cx="66" cy="66" r="20" fill="#fff" fill-opacity=".85"/><circle cx="134" cy="66" r="20" fill="#fff" fill-opacity=".85"/><circle cx="86" cy="104" r="5"/><circle cx="114" cy="104" r="5"/>',
];

/** A simple drawing of product `n`. */
export function productArt(n: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" width="200" height="200"><rect width="200" height="200" fill="#${colours[n % colours.length]}"/>${motifs[n % motifs.length]}</svg>`;
}

const names: [vi: string, en: string][] = [
  ["Áo thun bé trai in hình khủng long", "Boys' dinosaur T-shirt"],
  ["Quần jogger cotton mềm", "Soft cotton joggers"],
  ["Váy hoa nhí mùa hè cho bé gái", "Girls' summer floral dress"],
  ["Gấu bông Mơ 40 cm", "Mo the teddy bear, 40 cm"],
  ["Áo khoác gió hai lớp chống nước", "Two-layer waterproof windbreaker"],
  ["Quần short kaki", "Khaki shorts"],
  ["Đầm linen tay bồng", "Puff-sleeve linen dress"],
  ["Thỏ len móc tay", "Crocheted bunny"],
];

/** Eight goods for children, best sellers first, prices in VND. */
export const goods: Catalogue = {
  version: 1,
  currency: "VND",
  complements: { "kids-clothes": ["toys"] },
  items: names.map(([vi, en], n) => ({
    id: `p${n + 1}`,
    name: { vi, en },
    category: n % 4 === 3 ? "toys" : "kids-clothes",
    url: `/p/p${n + 1}`,
    image: `/art/${n + 1}.svg`,
    price: 149_000 + n * 50_000,
    ...(n % 3 === 0 ? { oldPrice: 249_000 + n * 50_000 } : {}),
    rating: 4.2 + (n % 8) / 10,
    inStock: true,
  })),
};
