#pragma once

#include <string>
#include <vector>

#include "delivery/batch.h"
#include "queue/queue.h"
#include "waymark/input.h"
#include "waymark/value.h"

namespace waymark::delivery {

/// What a reply means for the batch.
enum class Verdict {
  ack,    ///< Delivered, but for what `refused` and `again` name.
  retry,  ///< The same batch again, later.
  split,  ///< Something in it is refused or it is too large: halve it; a single event is set aside.
  park,   ///< The destination is misconfigured: keep everything, try again hourly.
};

/// A reply, read.
struct Reply {
  Verdict verdict = Verdict::retry;
  queue::Numbers refused;          ///< Places of events the far end will never take.
  queue::Numbers again;            ///< Places of events it may take later.
  queue::Number lost = 0;          ///< Of those delivered, how many it says it refused without saying which.
  TimeMs after_ms = 0;             ///< Patience it asks for in its body.
  std::string reason;              ///< Of the first refusal, in the far end's words.
  bool tells_known = false;        ///< It answers which batches it has.
  std::vector<std::string> known;  ///< Ids of batches asked for that it has.
};

/// By the status alone. Retry: no answer, 408, 425, 429, and 5xx but 501 and 505. Split: 400, 413, 422. Park: every
/// other refusal, so that a wrong key or address costs no data.
Verdict verdict_of(const input::SendResult& result);

/// Of a collector that speaks Waymark's own format.
Reply read_own_reply(const input::SendResult& result, const Batch& batch, const queue::Queue& queue);

}  // namespace waymark::delivery
