import type { Row } from "./product.js";

/** Quần áo trẻ em */
export const kidsClothes: Row[] = [
  ["kc01", "tee", "leaf", "bear", "Áo thun cotton Gấu Con", "Bear Cub cotton tee", 129, 159, 4.8, 412],
  ["kc02", "tee", "sky", "rocket", "Áo thun bé trai Phi Thuyền", "Rocket tee for boys", 135, 0, 4.7, 268],
  ["kc03", "tee", "brick", "stripes", "Áo thun kẻ ngang Bến Thuyền", "Harbour striped tee", 119, 0, 4.6, 190],
  ["kc04", "tee", "marigold", "sun", "Áo thun Nắng Sớm", "Morning Sun tee", 129, 0, 4.9, 305],
  ["kc05", "tee", "lilac", "moon", "Áo thun dài thân Trăng Non", "New Moon long tee", 149, 179, 4.5, 88],
  ["kc06", "dress", "lotus", "flower", "Váy xoè Hoa Nhí cho bé gái", "Little Bloom twirl dress", 249, 299, 4.9, 356],
  ["kc07", "dress", "mint", "lotus", "Váy đũi Sen Hồ Tây", "West Lake lotus linen dress", 289, 0, 4.8, 141],
  ["kc08", "dress", "ocean", "star", "Váy liền cổ tròn Sao Đêm", "Night Star dress", 269, 0, 4.6, 97],
  ["kc09", "dress", "bougain", "none", "Váy dự tiệc Hoa Giấy", "Bougainvillea party dress", 359, 429, 4.7, 120],
  ["kc10", "shorts", "ocean", "none", "Quần short kaki bé trai", "Boys' chino shorts", 139, 0, 4.5, 176],
  ["kc11", "shorts", "mint", "dino", "Quần đùi thun Khủng Long", "Dino jersey shorts", 99, 119, 4.7, 233],
  ["kc12", "shorts", "marigold", "none", "Quần short linen lưng chun", "Pull-on linen shorts", 159, 0, 4.4, 61],
  ["kc13", "pyjamas", "sky", "cloud", "Bộ pyjama Mây Trôi", "Drifting Cloud pyjamas", 219, 259, 4.9, 388],
  ["kc14", "pyjamas", "lotus", "heart", "Bộ đồ ngủ cotton Trái Tim", "Sweetheart cotton pyjamas", 199, 0, 4.8, 247],
  ["kc15", "pyjamas", "leaf", "dots", "Bộ pyjama chấm bi Lá Non", "Young Leaf polka pyjamas", 209, 0, 4.6, 134],
  ["kc16", "romper", "sand", "bear", "Bodysuit sợi tre cho bé sơ sinh", "Bamboo newborn bodysuit", 159, 189, 4.9, 421],
  ["kc17", "romper", "lilac", "cat", "Bodysuit tay ngắn Mèo Mướp", "Tabby short-sleeve bodysuit", 145, 0, 4.7, 152],
  ["kc18", "hoodie", "leaf", "dino", "Áo hoodie nỉ Khủng Long", "Dino fleece hoodie", 279, 329, 4.8, 264],
  ["kc19", "hoodie", "bougain", "none", "Áo hoodie trơn Hồng Cánh Sen", "Lotus pink plain hoodie", 259, 0, 4.5, 79],
  ["kc20", "overalls", "ocean", "none", "Yếm jean mềm cho bé", "Soft denim dungarees", 299, 0, 4.7, 118],
  ["kc21", "overalls", "brick", "flower", "Yếm nhung tăm Cúc Nhỏ", "Daisy corduroy dungarees", 319, 379, 4.6, 66],
  ["kc22", "skirt", "lotus", "none", "Chân váy xếp ly bé gái", "Girls' pleated skirt", 179, 0, 4.5, 92],
  ["kc23", "raincoat", "marigold", "none", "Áo mưa trẻ em Mưa Rào", "Summer Rain kids' raincoat", 189, 0, 4.8, 203],
  ["kc24", "pants", "sand", "none", "Quần dài thun gân cho bé", "Ribbed jersey trousers", 149, 0, 4.6, 145, false],
];
