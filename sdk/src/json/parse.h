#pragma once

#include <cstddef>
#include <string_view>

#include "waymark/result.h"
#include "waymark/value.h"

namespace waymark::json {

/// What a text may cost before it is refused.
struct ParseLimits {
  /// 8 MB: a start input with a full journal (5 MB) and a large config fits, a runaway page does not.
  std::size_t max_bytes = 8'000'000;
  /// 64 levels: twice what the deepest rule needs, and little enough for code that walks a tree.
  std::size_t max_depth = 64;
};

/// Reads one JSON text (RFC 8259, UTF-8). Of members with the same key the last one counts.
/// Errors: `json.tooLarge`, `json.tooDeep`, `json.malformed` (with the byte where it stopped making sense).
Result<Value> parse(std::string_view text, const ParseLimits& limits = {});

}  // namespace waymark::json
