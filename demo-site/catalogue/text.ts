/** Vietnamese text without its marks, for addresses and for search. */

/** Lower case, no tone or vowel marks, đ as d: `Áo Đầm` → `ao dam`. */
export const plain = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

/** For an address: `Áo thun Gấu Con` → `ao-thun-gau-con`. */
export const slug = (text: string): string =>
  plain(text)
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
