#include "delivery/health.h"

#include <algorithm>

namespace waymark::delivery {
namespace {

/// For the first minutes half a minute is the most: an outage that short is not followed by a long silence.
constexpr TimeMs kShortOutageMs = 30 * kSecondMs;
constexpr int kShortOutageAttempts = 12;
/// Far beyond the longest wait; it goes no higher.
constexpr int kMaxAttempt = 1'000;

}  // namespace

TimeMs backoff(int attempt, TimeMs retry_after_ms, const RetryConfig& config, base::Random& random) {
  TimeMs ceiling = config.base_ms;
  for (int i = 1; i < attempt && ceiling < config.max_ms; ++i) {
    const TimeMs most = i < kShortOutageAttempts ? std::max(kShortOutageMs, config.base_ms) : config.max_ms;
    ceiling = std::min(ceiling * 2, most);
    if (i < kShortOutageAttempts && ceiling == most) i = std::min(attempt, kShortOutageAttempts) - 1;
  }
  ceiling = std::min(ceiling, config.max_ms);
  const auto wait = static_cast<TimeMs>(random.unit() * static_cast<double>(ceiling));
  // A day at the most: a far end that asks for more is asked again tomorrow.
  return std::max(wait, std::clamp<TimeMs>(retry_after_ms, 0, kDayMs));
}

void Health::note(TimeMs now) {
  if (failures_.size() == kMaxAttemptsAMinute) failures_.erase(failures_.begin());
  failures_.push_back(now);
}

TimeMs Health::failed(TimeMs now, TimeMs retry_after_ms, const RetryConfig& config, base::Random& random) {
  note(now);
  attempt_ = std::min(attempt_ + 1, kMaxAttempt);
  const TimeMs at = now + backoff(attempt_, retry_after_ms, config, random);
  if (retry_after_ms > 0) patience_until_ = now + std::min(retry_after_ms, kDayMs);
  return std::max(at, closed_until());
}

TimeMs Health::failed_elsewhere(TimeMs now, int attempt, TimeMs retry_at_ms, const RetryConfig& config,
                                base::Random& random) {
  note(now);
  attempt_ = std::clamp(attempt, attempt_, kMaxAttempt);
  // Behind the teller, so that of several tabs one asks first and the others hear of it.
  const TimeMs theirs = std::clamp(retry_at_ms, now, now + kDayMs);
  return std::max(theirs + backoff(attempt_, config.base_ms / 4, config, random), closed_until());
}

void Health::shift(TimeMs delta) {
  patience_until_ += delta;
  for (TimeMs& failure : failures_) failure += delta;
}

TimeMs Health::closed_until() const {
  const TimeMs full = failures_.size() < kMaxAttemptsAMinute ? 0 : failures_.front() + kMinuteMs;
  return std::max(full, patience_until_);
}

std::vector<double> Health::saved() const {
  std::vector<double> out = {static_cast<double>(attempt_), static_cast<double>(patience_until_)};
  for (const TimeMs at : failures_) out.push_back(static_cast<double>(at));
  return out;
}

void Health::restore(const std::vector<double>& saved, TimeMs now) {
  if (saved.size() < 2) return;
  attempt_ = static_cast<int>(std::clamp(saved[0], 0.0, 100.0));
  // A clock that was set back meanwhile must not close a destination for years.
  const auto sane = [&](double at) { return std::min(static_cast<TimeMs>(std::max(at, 0.0)), now + kDayMs); };
  patience_until_ = sane(saved[1]);
  for (std::size_t i = 2; i < saved.size() && failures_.size() < kMaxAttemptsAMinute; ++i) {
    if (const TimeMs at = sane(saved[i]); at <= now) failures_.push_back(at);
  }
}

}  // namespace waymark::delivery
