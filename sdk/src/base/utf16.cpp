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

// A pass over the bytes: what continues a character counts nothing, what begins one of four bytes counts two.
std::size_t utf16_length(std::string_view text) {
  std::size_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    units += ((byte & 0xC0) != 0x80 ? 1U : 0U) + (byte >= 0xF0 ? 1U : 0U);
  }
  return units;
}

std::size_t utf16_offset(std::string_view text, std::size_t units) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if ((byte & 0xC0) == 0x80) continue;
    const std::size_t width = byte >= 0xF0 ? 2 : 1;
    if (width > units) break;
    units -= width;
  }
  return at;
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
