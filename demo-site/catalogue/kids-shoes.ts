import type { Row } from "./product.js";

/** Giày dép trẻ em */
export const kidsShoes: Row[] = [
  ["ks01", "sneaker", "sky", "star", "Giày thể thao bé trai Sao Băng", "Shooting Star sneakers", 329, 389, 4.7, 214],
  ["ks02", "sneaker", "lotus", "heart", "Giày sneaker bé gái Kẹo Bông", "Candyfloss sneakers", 319, 0, 4.6, 172],
  ["ks03", "sneaker", "snow", "none", "Giày vải trắng đi học", "White canvas school shoes", 249, 0, 4.5, 301],
  ["ks04", "sandal", "brick", "none", "Sandal da quai chéo cho bé", "Cross-strap leather sandals", 289, 0, 4.6, 133],
  ["ks05", "sandal", "ocean", "none", "Sandal đi biển Sóng Nhỏ", "Little Wave beach sandals", 199, 239, 4.7, 187],
  ["ks06", "sandal", "mint", "none", "Dép sandal siêu nhẹ EVA", "Featherlight EVA sandals", 129, 0, 4.4, 256],
  ["ks07", "rainBoot", "marigold", "cloud", "Ủng đi mưa Vịt Vàng", "Yellow Duck rain boots", 219, 0, 4.9, 198],
  ["ks08", "rainBoot", "leaf", "dino", "Ủng đi mưa Khủng Long", "Dino rain boots", 229, 269, 4.8, 165],
  ["ks09", "slipper", "lilac", "cat", "Dép bông đi trong nhà Mèo Con", "Kitten house slippers", 119, 0, 4.7, 142],
  ["ks10", "slipper", "sand", "bear", "Dép bông Gấu Nâu", "Brown Bear slippers", 119, 149, 4.8, 229],
  ["ks11", "maryJane", "bougain", "none", "Giày búp bê Hoa Đào", "Peach Blossom Mary Janes", 279, 0, 4.6, 108],
  ["ks12", "maryJane", "charcoal", "none", "Giày búp bê da đen đi học", "Black school Mary Janes", 309, 0, 4.5, 95],
  ["ks13", "runner", "leaf", "none", "Giày chạy bộ trẻ em Thỏ Xám", "Grey Hare kids' runners", 399, 459, 4.7, 84],
  ["ks14", "loafer", "sand", "none", "Giày lười mềm tập đi", "First-steps soft loafers", 239, 0, 4.8, 126, false],
];
