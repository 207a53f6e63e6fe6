#include "delivery/template/encodings.h"

#include <cstddef>
#include <cstdint>

#include "delivery/template/functions.h"

namespace waymark::delivery {
namespace {

constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
constexpr char lower(char c) { return is_upper(c) ? static_cast<char>(c + ('a' - 'A')) : c; }
constexpr unsigned char byte_of(char c) { return static_cast<unsigned char>(c); }

}  // namespace

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower(c);
  return out;
}

std::string snake_case(std::string_view text) {
  std::string out;
  bool gap = false;  // Something was left out, or a word ended, since the last letter.
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = lower(text[i]);
    if (!is_lower_or_digit(c)) {
      gap = true;
      continue;
    }
    if (is_upper(text[i]) && i > 0 && is_lower_or_digit(text[i - 1])) gap = true;
    if (gap && !out.empty()) out.push_back('_');
    gap = false;
    out.push_back(c);
  }
  return out;
}

std::string url_encoded(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (is_lower_or_digit(lower(c)) || c == '-' || c == '.' || c == '_' || c == '~') {
      out.push_back(c);
    } else {
      out.push_back('%');
      out.push_back(kHex[byte_of(c) >> 4]);
      out.push_back(kHex[byte_of(c) & 15]);
    }
  }
  return out;
}

std::string query_of(const Value& members) {
  std::string out;
  for (const Member& member : members.members()) {
    if (member.value.is_null()) continue;
    if (!out.empty()) out.push_back('&');
    out.append(url_encoded(member.key)).push_back('=');
    out.append(url_encoded(text_of(member.value)));
  }
  return out;
}

std::string hash_of(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (const char c : text) hash = (hash ^ byte_of(c)) * 0x100000001B3u;
  hash = (hash ^ hash >> 30) * 0xBF58476D1CE4E5B9u;
  hash = (hash ^ hash >> 27) * 0x94D049BB133111EBu;
  hash ^= hash >> 31;
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out.push_back("0123456789abcdef"[hash >> shift & 15]);
  return out;
}

}  // namespace waymark::delivery
