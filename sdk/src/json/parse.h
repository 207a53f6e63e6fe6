#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "waymark/result.h"
#include "waymark/value.h"

namespace waymark::json {

/// What a text may cost before it is refused.
struct ParseLimits {
  /// 64 MB: a start input with a journal at its cap fits (10,000 events; what is typical is a tenth of it), a runaway
  /// page does not.
  std::size_t max_bytes = 64'000'000;
  /// 128 levels: the deepest rule with arrays around every argument, and little enough for code that walks a tree.
  std::size_t max_depth = 128;
  /// The member `event` of objects in lists of the root (journal records) becomes the text it has, unread, where it is
  /// an object: who wants to know what is in it reads that.
  bool events_as_text = false;
  /// No more elements of a list or members of an object are read than these, and once this many values are, lists and
  /// objects come as null: of what is left out only the brackets are looked at. For what anybody may hand in, of which
  /// less will be kept than is read.
  std::size_t max_members = SIZE_MAX;
  std::size_t max_values = SIZE_MAX;
};

/// Reads one JSON text (RFC 8259, UTF-8). Of members with the same key the last one counts.
/// Errors: `json.tooLarge`, `json.tooDeep`, `json.malformed` (with the byte where it stopped making sense).
Result<Value> parse(std::string_view text, const ParseLimits& limits = {});

}  // namespace waymark::json
