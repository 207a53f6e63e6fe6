#pragma once

#include <string>
#include <string_view>

#include "waymark/value.h"

/// Spellings of text that destinations ask for.
namespace waymark::delivery {

/// A to Z only.
std::string lower_case(std::string_view text);
/// `Product Viewed` and `productViewed` as `product_viewed`: a to z, 0 to 9, and one `_` for each run of all else.
std::string snake_case(std::string_view text);
/// All but RFC 3986's unreserved characters percent-encoded, byte by byte (UTF-8 in, UTF-8 encoded out).
std::string url_encoded(std::string_view text);
/// Members as `name=value`, encoded and joined by `&`; what is neither text nor null goes as JSON, null is left out.
std::string query_of(const Value& members);
/// 16 lower-case hexadecimal digits, the same for the same text for ever: FNV-1a of 64 bits (Fowler, Noll, Vo) and
/// the finalizer of SplitMix64 (Steele, Lea, Flood, 2014). An id for systems that take no other shape, not a secret.
std::string hash_of(std::string_view text);

}  // namespace waymark::delivery
