#include "base/utf16.h"

#include <algorithm>

#include "base/utf8.h"

namespace waymark::base {

char32_t Characters::next() {
  const std::size_t length = utf8_length(text_.substr(at_, 4));
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text_[at_ + i]); };
  char32_t character = byte(0);
  if (length > 1) character &= 0x7Fu >> length;
  for (std::size_t i = 1; i < length; ++i) character = character << 6 | (byte(i) & 0x3Fu);
  at_ += std::max<std::size_t>(length, 1);
  return character;
}

std::size_t utf16_length(std::string_view text) {
  std::size_t units = 0;
  for (Characters characters(text); !characters.done();) units += utf16_units(characters.next());
  return units;
}

std::size_t utf16_offset(std::string_view text, std::size_t units) {
  Characters characters(text);
  while (!characters.done()) {
    const std::size_t at = characters.position();
    const std::size_t width = utf16_units(characters.next());
    if (width > units) return at;
    units -= width;
  }
  return text.size();
}

int utf16_compare(std::string_view left, std::string_view right) {
  const std::size_t shared = std::min(left.size(), right.size());
  for (std::size_t i = 0; i < shared; ++i) {
    int a = static_cast<unsigned char>(left[i]);
    int b = static_cast<unsigned char>(right[i]);
    if (a == b) continue;
    // Four-byte characters are surrogate pairs in UTF-16: below U+E000, whose first byte is 0xEE.
    if (a >= 0xEE && b >= 0xEE) a ^= a >= 0xF0 ? 0x80 : 0, b ^= b >= 0xF0 ? 0x80 : 0;
    return a - b;
  }
  return left.size() < right.size() ? -1 : left.size() > right.size() ? 1 : 0;
}

}  // namespace waymark::base
