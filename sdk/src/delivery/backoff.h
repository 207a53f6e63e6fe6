#pragma once

#include "base/random.h"
#include "waymark/config.h"
#include "waymark/time.h"

namespace waymark::delivery {

/// Wait before attempt `attempt` + 1, 1 for the first failure: uniform between 0 and the smaller of
/// `max_ms` and `base_ms` * 2^(attempt - 1) ("full jitter": M. Brooker, "Exponential Backoff And Jitter", 2015),
/// and never less than the far end asked for.
TimeMs backoff(int attempt, TimeMs retry_after_ms, const RetryConfig& config, base::Random& random);

}  // namespace waymark::delivery
