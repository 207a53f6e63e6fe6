#pragma once

#include "waymark/input.h"

namespace waymark::delivery {

/// What a reply means for the batch.
enum class Verdict {
  ack,    ///< Delivered.
  retry,  ///< The same batch again, later.
  split,  ///< Something in it is refused or it is too large: halve it; a single event is set aside.
  park,   ///< The destination is misconfigured: keep everything, try again hourly.
};

/// Retry: no answer, 408, 425, 429, and 5xx but 501 and 505. Split: 400, 413, 422. Park: every other
/// refusal, so that a wrong key or address costs no data.
Verdict verdict_of(const input::SendResult& result);

}  // namespace waymark::delivery
