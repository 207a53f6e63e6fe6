import type { Row } from "./product.js";

/** Thời trang nữ */
export const women: Row[] = [
  ["wf01", "aoDai", "bougain", "flower", "Áo dài lụa Hoa Đào", "Peach Blossom silk áo dài", 1290, 1490, 4.9, 187],
  ["wf02", "aoDai", "leaf", "lotus", "Áo dài cách tân Sen Xanh", "Green Lotus modern áo dài", 990, 0, 4.8, 143],
  ["wf03", "aoDai", "snow", "none", "Áo dài trắng nữ sinh", "White student áo dài", 690, 0, 4.7, 221],
  ["wf04", "blouse", "snow", "none", "Áo sơ mi lụa cổ V", "V-neck satin blouse", 359, 429, 4.7, 198],
  ["wf05", "blouse", "lotus", "none", "Áo kiểu tay bồng Mai", "Mai puff-sleeve blouse", 329, 0, 4.6, 156],
  ["wf06", "blouse", "sky", "none", "Áo sơ mi công sở xanh nhạt", "Pale blue office blouse", 349, 0, 4.5, 132],
  ["wf07", "shirt", "sand", "none", "Sơ mi linen dáng rộng", "Relaxed linen shirt", 449, 0, 4.8, 246],
  ["wf08", "shirt", "charcoal", "none", "Sơ mi denim mềm", "Soft denim shirt", 479, 559, 4.6, 88],
  ["wf09", "maxiDress", "brick", "none", "Đầm hai dây linen Gạch", "Terracotta linen slip dress", 549, 649, 4.8, 211],
  ["wf10", "maxiDress", "mint", "flower", "Đầm maxi hoa Đà Lạt", "Da Lat floral maxi dress", 629, 0, 4.7, 139],
  ["wf11", "maxiDress", "charcoal", "none", "Đầm suông dự tiệc Đêm", "Evening column dress", 790, 890, 4.6, 64],
  ["wf12", "longSkirt", "leaf", "none", "Chân váy dài xếp ly", "Long pleated skirt", 399, 0, 4.7, 174],
  ["wf13", "longSkirt", "marigold", "none", "Chân váy midi Cúc Vàng", "Marigold midi skirt", 379, 0, 4.5, 77],
  ["wf14", "pants", "charcoal", "none", "Quần suông ống rộng", "Wide-leg trousers", 429, 499, 4.8, 302],
  ["wf15", "pants", "sand", "none", "Quần linen lưng chun", "Pull-on linen trousers", 399, 0, 4.7, 165],
  ["wf16", "cardigan", "lilac", "none", "Áo len mỏng cài cúc", "Fine-knit cardigan", 389, 0, 4.6, 120],
  ["wf17", "cardigan", "brick", "none", "Áo khoác len Mùa Thu Hà Nội", "Hanoi Autumn cardigan", 459, 529, 4.8, 151],
  ["wf18", "scarf", "ocean", "none", "Khăn lụa Vạn Phúc", "Van Phuc silk scarf", 349, 0, 4.9, 104],
  ["wf19", "tee", "charcoal", "none", "Áo thun nữ cotton Supima", "Women's Supima tee", 229, 0, 4.7, 263],
  ["wf20", "sunHat", "sand", "none", "Nón cói vành rộng", "Wide-brim seagrass hat", 219, 259, 4.6, 112],
];
