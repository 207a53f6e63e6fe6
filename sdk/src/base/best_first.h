#pragma once

#include <cstdint>
#include <vector>

namespace waymark::base {

/// True where `a` goes before `b`; never for both ways round.
using Before = bool (*)(const void* context, std::uint32_t a, std::uint32_t b);

/// The first `wanted` of 0 … count-1 in the order `before` gives, by heap selection: one function for every list,
/// where each use of std::sort would be another 4 KB of Wasm. Not stable: break ties by the number.
std::vector<std::uint32_t> best_first(std::uint32_t count, std::uint32_t wanted, Before before, const void* context);

/// The same with a callable (a, b) → bool.
template <class Less>
std::vector<std::uint32_t> best_first(std::size_t count, std::size_t wanted, const Less& less) {
  return best_first(
      static_cast<std::uint32_t>(count), static_cast<std::uint32_t>(wanted),
      [](const void* context, std::uint32_t a, std::uint32_t b) { return (*static_cast<const Less*>(context))(a, b); },
      &less);
}

}  // namespace waymark::base
