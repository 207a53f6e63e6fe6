#include "base/hash.h"

#include <cstddef>

namespace waymark::base {

std::uint32_t hash_of(std::string_view text, std::uint32_t start) {
  std::uint32_t hash = start;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  hash ^= hash >> 16;
  hash *= 0x85EBCA6BU;
  hash ^= hash >> 13;
  return hash;
}

std::string hash_uuid(std::string_view text) {
  std::string uuid;
  std::uint32_t hash = 2166136261U;
  for (std::size_t nibble = 0; nibble < 32; ++nibble) {
    if (nibble % 8 == 0) hash = hash_of(text, hash + 0x9E3779B9U);
    if (nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20) uuid.push_back('-');
    std::uint32_t digit = hash >> (4 * (nibble % 8)) & 15;
    if (nibble == 12) digit = 8;
    if (nibble == 16) digit = 8 | (digit & 3);
    uuid.push_back("0123456789abcdef"[digit]);
  }
  return uuid;
}

}  // namespace waymark::base
