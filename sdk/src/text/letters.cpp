#include "text/letters.h"

#include <cstdint>

#include "base/utf8.h"

namespace waymark::text {
namespace {

/// Neighbours that are a pair, upper case on even places (or odd ones), by ranges of the Unicode chart.
bool is_pair(std::uint32_t c, bool& odd) {
  odd = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E) || c == 0x1AF || c == 0x1B0;
  return odd || (c >= 0x100 && c <= 0x137 && c != 0x130 && c != 0x131) || (c >= 0x14A && c <= 0x177) ||
         (c >= 0x1A0 && c <= 0x1A5) || (c >= 0x1E00 && c <= 0x1E95) || (c >= 0x1EA0 && c <= 0x1EFF);
}

/// Distance of the upper case letter from the lower one, for ranges of lower case letters.
std::uint32_t distance(std::uint32_t lower) {
  if (lower >= 'a' && lower <= 'z') return 32;
  if (lower >= 0xE0 && lower <= 0xFE && lower != 0xF7) return 32;
  if (lower >= 0x3B1 && lower <= 0x3C9 && lower != 0x3C2) return 32;
  if (lower >= 0x430 && lower <= 0x44F) return 32;
  return lower >= 0x450 && lower <= 0x45F ? 80 : 0;
}

std::uint32_t changed(std::uint32_t c, bool upper) {
  bool odd = false;
  if (is_pair(c, odd)) {
    const bool is_upper = (c % 2 == 1) == odd;
    return is_upper == upper ? c : upper ? c - 1 : c + 1;
  }
  if (upper) return c - distance(c);
  for (const std::uint32_t step : {32U, 80U}) {
    if (distance(c + step) == step) return c + step;
  }
  return c;
}

}  // namespace

std::string cased(std::string_view text, bool upper, bool first_only) {
  std::string out;
  bool to_upper = upper;
  while (!text.empty()) {
    const std::size_t size = base::utf8_length(text);
    const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
    std::uint32_t c = 0;
    if (size == 2) c = (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
    if (size == 3) c = (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    if (size == 1) {
      out += static_cast<char>(changed(byte(0), to_upper));
    } else if (const std::uint32_t other = changed(c, to_upper); c == 0 || other == c) {
      out.append(text.substr(0, size == 0 ? 1 : size));
    } else {
      // Both letters of a pair take as many bytes.
      if (size == 3) out += static_cast<char>(0xE0 | other >> 12);
      out += static_cast<char>(size == 3 ? 0x80 | (other >> 6 & 0x3F) : 0xC0 | other >> 6);
      out += static_cast<char>(0x80 | (other & 0x3F));
    }
    text.remove_prefix(size == 0 ? 1 : size);
    if (first_only) to_upper = false;
  }
  return out;
}

}  // namespace waymark::text
