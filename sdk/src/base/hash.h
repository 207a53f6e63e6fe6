#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace waymark::base {

/// 32 evenly spread bits of a text: FNV-1a (Fowler, Noll, Vo; RFC 9923) with a final mix of the high bits, which FNV
/// leaves uneven. `start` other than the default gives an independent hash of the same text. Not for secrets.
std::uint32_t hash_of(std::string_view text, std::uint32_t start = 2166136261U);

/// The text of a UUID version 8 (RFC 9562, section 5.8) made of a text's hashes: the same text gives the same one.
std::string hash_uuid(std::string_view text);

}  // namespace waymark::base
