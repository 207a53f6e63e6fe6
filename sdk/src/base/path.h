#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace waymark::base {

/// Where a walk through a tree stands, linked from the inside out on the stack; turned into a JSON pointer
/// (RFC 6901) only when there is something to complain about.
struct Path {
  const Path* up = nullptr;
  std::string_view key;   ///< Of the member; at the root a pointer to start from.
  std::size_t index = 0;  ///< Of the element, where `key` is empty.

  std::string pointer() const;
};

}  // namespace waymark::base
