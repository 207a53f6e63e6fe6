#pragma once

#include <string>
#include <vector>

#include "base/random.h"
#include "waymark/config.h"
#include "waymark/time.h"

namespace waymark::delivery {

/// Requests a browser makes of a destination that fails, at most, in any minute.
inline constexpr std::size_t kMaxAttemptsAMinute = 10;

/// Wait before attempt `attempt` + 1, 1 for the first failure: uniform between 0 and the smaller of
/// `max_ms` and `base_ms` * 2^(attempt - 1) ("full jitter": M. Brooker, "Exponential Backoff And Jitter", 2015),
/// held at 30 s until the twelfth attempt, and never less than the far end asked for.
TimeMs backoff(int attempt, TimeMs retry_after_ms, const RetryConfig& config, base::Random& random);

/// How one destination has been doing, over all tabs and page loads of a browser as far as they have told.
class Health {
 public:
  void succeeded() { attempt_ = 0, patience_until_ = 0; }
  /// A request failed. Returns when to ask again; `retry_after_ms` is what the far end named, 0 for nothing.
  TimeMs failed(TimeMs now, TimeMs retry_after_ms, const RetryConfig& config, base::Random& random);
  /// Another tab's request failed, and it asks again at `retry_at_ms`. Returns when this one does.
  TimeMs failed_elsewhere(TimeMs now, int attempt, TimeMs retry_at_ms, const RetryConfig& config, base::Random& random);
  /// Before this moment it may not be asked, whoever would like to: it named a time itself, or ten requests of the
  /// last minute have failed.
  TimeMs closed_until() const;

  /// The clock was set back.
  void shift(TimeMs delta);

  int attempt() const { return attempt_; }
  bool failing() const { return attempt_ > 0; }
  bool patient(TimeMs now) const { return patience_until_ > now; }

  /// As stored: failures in a row, the far end's own time, times of the last failures, oldest first.
  std::vector<double> saved() const;
  void restore(const std::vector<double>& saved, TimeMs now);

 private:
  void note(TimeMs now);

  int attempt_ = 0;
  TimeMs patience_until_ = 0;
  std::vector<TimeMs> failures_;  ///< At most kMaxAttemptsAMinute, oldest first.
};

}  // namespace waymark::delivery
