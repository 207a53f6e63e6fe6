/** The few words the renderer itself says; the rest is the rule's content. */
const english = {
  close: "Close",
  previous: "Previous",
  next: "Next",
  message: "Message from the shop",
  recommended: "Recommended for you",
  oldPrice: "Old price",
  rating: "out of 5",
  copy: "Copy",
  copied: "Copied",
  copyFailed: "Select the code to copy it",
  thanks: "Thank you!",
  left: "Time left",
  days: "days",
  hours: "hrs",
  minutes: "min",
  seconds: "sec",
  soldOut: "Sold out",
};
export type Words = typeof english;

const vietnamese: Words = {
  close: "Đóng",
  previous: "Trước",
  next: "Tiếp",
  message: "Thông báo từ cửa hàng",
  recommended: "Gợi ý cho bạn",
  oldPrice: "Giá cũ",
  rating: "trên 5",
  copy: "Sao chép",
  copied: "Đã chép",
  copyFailed: "Chọn mã để sao chép",
  thanks: "Cảm ơn bạn!",
  left: "Thời gian còn lại",
  days: "ngày",
  hours: "giờ",
  minutes: "phút",
  seconds: "giây",
  soldOut: "Hết hàng",
};

/** Words in a language (BCP 47); English where we have none. */
export function wordsIn(language: string): Words {
  return /^vi\b/i.test(language) ? vietnamese : english;
}
