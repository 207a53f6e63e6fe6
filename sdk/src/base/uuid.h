#pragma once

#include <cstdint>
#include <string>

#include "base/random.h"
#include "waymark/time.h"

namespace waymark::base {

/// Makes UUIDs version 7 (RFC 9562, section 5.7): sorted by time, and among those of one millisecond by a
/// 12-bit counter (method 1 of section 6.2), so ids of one source never come out of order. The other 62 bits are
/// random once a source: ids of one page differ in few characters, and compress to a third.
class UuidSource {
 public:
  UuidSource() = default;
  explicit UuidSource(Random random);

  std::string next(TimeMs now);
  Random& random() { return random_; }

 private:
  Random random_;
  std::uint64_t low_ = std::uint64_t{2} << 62;  ///< Variant and 62 random bits.
  TimeMs last_ms_ = -1;
  std::uint32_t counter_ = 0;
};

}  // namespace waymark::base
