/** Values as sites write them: money, texts in many scripts, nested properties, and what had better not be there. */

const words = [
  "Áo thun cotton",
  "Quần jean bé trai",
  "Đầm hoa nhí",
  "kem chống nắng",
  "T-shirt",
  "Größe M",
  "Sản phẩm mới",
  "50% off",
  "naïve café",
  "日本語の服",
  "детская обувь",
  "ملابس أطفال",
  "🧸 đồ chơi",
  "👨‍👩‍👧 gia đình",
  "O'Neill",
  'a "quoted" name',
  "back\\slash",
  "line\nbreak\tand tab",
  "<b>bold</b> & more",
  "",
  " ",
  "null",
  "0",
  "100.000₫",
  "size:XL/màu:đỏ",
  "a".repeat(300),
];
const personal = [
  "ha.nguyen+shop@example.com",
  "Gọi +84 912 345 678 nhé",
  "0912.345.678",
  "(028) 3822 1234",
  "4111 1111 1111 1111",
  "5500-0000-0000-0004",
  "mã đơn 123456789012",
  "ngày 2026-01-31",
  "a@b",
  "user@mail.example.vn, 090 123 4567",
];
const names = [
  "color",
  "size",
  "màu",
  "list_position",
  "is_sale",
  "tags",
  "Variant Name",
  "nested.key",
  "deep",
  "a-b",
  "$set",
  "x".repeat(60),
];

export const values = (chance) => {
  const text = () =>
    chance.when(0.12)
      ? chance.of(personal)
      : Array.from({ length: 1 + chance.below(3) }, () => chance.of(words)).join(" ");
  const number = () =>
    chance.of([
      () => chance.below(10),
      () => chance.below(1_000_000) * 1_000,
      () => chance.below(100_000) / 100,
      () => -chance.below(500),
      () => chance.next(),
      () => chance.next() * 10 ** (chance.below(40) - 20),
      () => 1_700_000_000_000 + chance.below(1e9),
      () => 0.1 + 0.2,
      () => Math.round(chance.next() * 2 ** 53),
      () => chance.below(1_000) + 0.5,
    ])();
  const value = (depth = 0) => {
    const kind = chance.below(depth > 2 ? 5 : 8);
    if (kind < 2) return text();
    if (kind < 3) return number();
    if (kind < 4) return chance.when(0.5);
    if (kind < 5) return chance.when(0.3) ? null : number();
    if (kind < 6) return Array.from({ length: chance.below(4) }, () => value(depth + 1));
    return properties(depth + 1);
  };
  const properties = (depth = 0) =>
    Object.fromEntries(chance.some(names, depth ? 0.15 : 0.3).map((name) => [name, value(depth)]));
  return { text, number, value, properties };
};
