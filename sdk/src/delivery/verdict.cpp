#include "delivery/verdict.h"

namespace waymark::delivery {

Verdict verdict_of(const input::SendResult& result) {
  if (result.outcome != input::SendOutcome::response) return Verdict::retry;
  const int status = result.status;
  if (status >= 200 && status < 300) return Verdict::ack;
  if (status == 400 || status == 413 || status == 422) return Verdict::split;
  if (status == 408 || status == 425 || status == 429) return Verdict::retry;
  if (status >= 500 && status < 600 && status != 501 && status != 505) return Verdict::retry;
  return Verdict::park;
}

}  // namespace waymark::delivery
