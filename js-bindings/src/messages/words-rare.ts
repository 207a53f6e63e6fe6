/** Words of forms, surveys and games. */
const english = {
  send: "Send",
  required: "Please fill this in.",
  email: "Please enter an e-mail address, such as name@example.com.",
  tel: "Please enter a phone number, such as 0912 345 678.",
  number: "Please enter a number.",
  consent: "Please tick the box to go on.",
  optional: "optional",
  choose: "Please choose",
  spin: "Spin the wheel",
  uncover: "Uncover",
  scratch: "Scratch here",
  won: "You have won",
  stars: "stars",
};
export type RareWords = typeof english;

const vietnamese: RareWords = {
  send: "Gửi",
  required: "Bạn điền giúp mục này nhé.",
  email: "Bạn nhập địa chỉ e-mail, ví dụ ten@vidu.vn.",
  tel: "Bạn nhập số điện thoại, ví dụ 0912 345 678.",
  number: "Bạn nhập một con số.",
  consent: "Bạn đánh dấu vào ô này để tiếp tục.",
  optional: "không bắt buộc",
  choose: "Chọn một mục",
  spin: "Quay ngay",
  uncover: "Mở thẻ",
  scratch: "Cào ở đây",
  won: "Bạn nhận được",
  stars: "sao",
};

/** Words in a language (BCP 47); English where we have none. */
export function rareWordsIn(language: string): RareWords {
  return /^vi\b/i.test(language) ? vietnamese : english;
}
