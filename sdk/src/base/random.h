#pragma once

#include <cstdint>
#include <string_view>

namespace waymark::base {

/// xoshiro128** (Blackman and Vigna, 2018): small, fast, good enough for ids and jitter, and the same
/// sequence on every machine. Not for secrets.
class Random {
 public:
  Random() = default;
  /// 32 hexadecimal digits; anything shorter or different still gives a usable, if weaker, sequence.
  explicit Random(std::string_view seed_hex);

  std::uint32_t next();
  /// 0 (included) to 1 (excluded), 32 bits of it.
  double unit();

 private:
  std::uint32_t state_[4] = {0x9E3779B9u, 0x243F6A88u, 0xB7E15162u, 0x8AED2A6Bu};
};

}  // namespace waymark::base
