/** The few words the renderer itself says, for ears more than eyes; the rest is the rule's content. */
export interface Words {
  close: string;
  previous: string;
  next: string;
  message: string;
  recommended: string;
  oldPrice: string;
  rating: string;
}

const english: Words = {
  close: "Close",
  previous: "Previous",
  next: "Next",
  message: "Message from the shop",
  recommended: "Recommended for you",
  oldPrice: "Old price",
  rating: "out of 5",
};

const vietnamese: Words = {
  close: "Đóng",
  previous: "Trước",
  next: "Tiếp",
  message: "Thông báo từ cửa hàng",
  recommended: "Gợi ý cho bạn",
  oldPrice: "Giá cũ",
  rating: "trên 5",
};

/** Words in a language (BCP 47); English where we have none. */
export function wordsIn(language: string): Words {
  return /^vi\b/i.test(language) ? vietnamese : english;
}
