#pragma once

#include <cstddef>
#include <cstdint>

namespace waymark::train {

/// A linear congruential generator (Knuth's MMIX constants), the same everywhere.
struct Lot {
  std::uint64_t state;
  std::size_t below(std::size_t n) {
    state = state * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
    return static_cast<std::size_t>((state >> 33) % n);
  }
};

}  // namespace waymark::train
