#include "base/uuid.h"

namespace waymark::base {

UuidSource::UuidSource(Random random) : random_(random) {
  low_ |= ((std::uint64_t{random_.next()} << 32) | random_.next()) & 0x3FFFFFFFFFFFFFFF;
}

std::string UuidSource::next(TimeMs now) {
  // A clock that stands still or goes back keeps the last millisecond and counts on.
  if (now > last_ms_) {
    last_ms_ = now;
    counter_ = random_.next() & 0x7FF;
  } else if (++counter_ > 0xFFF) {
    ++last_ms_;
    counter_ = 0;
  }
  const auto ms = static_cast<std::uint64_t>(last_ms_);
  const std::uint64_t high = (ms << 16) | 0x7000 | counter_;
  static constexpr char kHex[] = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (int nibble = 0; nibble < 32; ++nibble) {
    if (nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20) text.push_back('-');
    const std::uint64_t half = nibble < 16 ? high : low_;
    text.push_back(kHex[(half >> (60 - 4 * (nibble % 16))) & 15]);
  }
  return text;
}

}  // namespace waymark::base
