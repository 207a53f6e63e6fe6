#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace waymark::tool {

/// Letters put in, left out or replaced to make one of the other (Levenshtein's distance).
std::size_t distance(std::string_view a, std::string_view b);

/// Of some names the one that may have been meant, empty where none is near: two letters apart, a third of a long one.
template <class Names>
std::string nearest(std::string_view name, const Names& names) {
  std::string best;
  std::size_t least = std::max<std::size_t>(2, name.size() / 3) + 1;
  for (const auto& known : names) {
    const std::size_t apart = distance(name, known);
    if (apart < least) best = known, least = apart;
  }
  return best;
}

}  // namespace waymark::tool
