#include "delivery/backoff.h"

#include <algorithm>

namespace waymark::delivery {

TimeMs backoff(int attempt, TimeMs retry_after_ms, const RetryConfig& config, base::Random& random) {
  TimeMs ceiling = config.base_ms;
  for (int i = 1; i < attempt && ceiling < config.max_ms; ++i) ceiling *= 2;
  ceiling = std::min(ceiling, config.max_ms);
  const auto wait = static_cast<TimeMs>(random.unit() * static_cast<double>(ceiling));
  // A day at the most: a far end that asks for more is asked again tomorrow.
  return std::max(wait, std::clamp<TimeMs>(retry_after_ms, 0, kDayMs));
}

}  // namespace waymark::delivery
