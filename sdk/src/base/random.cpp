#include "base/random.h"

#include <cstddef>

namespace waymark::base {
namespace {

std::uint32_t rotate_left(std::uint32_t x, int by) { return (x << by) | (x >> (32 - by)); }

std::uint32_t hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint32_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<std::uint32_t>(c - 'A' + 10);
  return static_cast<std::uint32_t>(static_cast<unsigned char>(c)) * 0x9E3779B9u;
}

}  // namespace

Random::Random(std::string_view seed_hex) {
  for (std::size_t i = 0; i < seed_hex.size(); ++i) {
    std::uint32_t& word = state_[(i / 8) % 4];
    word = (i % 8 == 0 && i < 32 ? 0 : word << 4) ^ hex_digit(seed_hex[i]);
  }
  if ((state_[0] | state_[1] | state_[2] | state_[3]) == 0) state_[0] = 1;
  // Until every number depends on every word.
  for (int i = 0; i < 8; ++i) next();
}

std::uint32_t Random::next() {
  const std::uint32_t result = rotate_left(state_[1] * 5, 7) * 9;
  const std::uint32_t t = state_[1] << 9;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= t;
  state_[3] = rotate_left(state_[3], 11);
  return result;
}

double Random::unit() { return static_cast<double>(next()) / 4294967296.0; }

}  // namespace waymark::base
