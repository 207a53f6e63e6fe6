#include "profile/series.h"

#include <algorithm>

#include "json/write.h"
#include "profile/money.h"

namespace waymark::profile {
namespace {

/// Rows kept of one series. Past that, days of the same month become one, the oldest first; then months do.
constexpr std::size_t kMaxDays = 40;
constexpr std::int64_t kMonthDays = 30;

using Measure = Behaviour::Measure;

/// Entries that are only passed, in the time of one step.
constexpr std::size_t kPassedAtOnce = 4;

/// What an entry costs that comes into a window or goes, in the time that one takes which is only passed: more where
/// something of it is kept, most where it is put among the `kept` that are.
std::size_t price_of(Measure measure, std::size_t kept) {
  if (measure == Measure::distinct || measure == Measure::top) return 16 + kept / 96;
  return measure == Measure::min || measure == Measure::max ? 4 : 1;
}

void join(Day& into, const Day& other) {
  if (other.known > 0) {
    into.min = into.known > 0 ? std::min(into.min, other.min) : other.min;
    into.max = into.known > 0 ? std::max(into.max, other.max) : other.max;
  }
  into.count += other.count;
  into.known += other.known;
  into.sum += other.sum;
}

Value amount(std::int64_t parts) { return Value(static_cast<double>(parts) / kAmountParts); }

}  // namespace

std::uint64_t hash_of(const Value& value) {
  std::uint64_t hash = 0xCBF29CE484222325u;  // FNV-1a, 64 bits
  for (const char c : json::write(value)) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return hash;
}

void Series::add(const Occurrence& at, const Value& value) {
  Entry& entry = entries_.emplace_back();
  entry.at = at;
  entry.value = value;
  entry.sum_before = sum_;
  entry.known_before = known_;
  if (!property.empty() && !value.is_null()) {
    entry.hash = hash_of(value);
    entry.amount = amount_of(value, entry.known);
  }
  sum_ += entry.amount;
  known_ += entry.known ? 1 : 0;
}

void Series::fold() {
  const Entry& entry = at(begin_);
  const Day one{entry.at.time / kDayMs, 1, entry.known ? 1 : 0, entry.amount, entry.amount, entry.amount};
  if (past.days.empty() || past.days.back().day != one.day) past.days.push_back(Day{one.day, 0, 0, 0, 0, 0});
  join(past.days.back(), one);
  if (past.days.size() > kMaxDays) {
    std::size_t at = 0;
    const auto month = [&](std::size_t i) { return past.days[i].day / kMonthDays; };
    while (at + 2 < past.days.size() && (past.days[at].day < 0 || month(at) != month(at + 1))) ++at;
    const bool months = at + 2 >= past.days.size();
    if (months) at = 0;
    join(past.days[at + 1], past.days[at]);
    past.days.erase(at);
    if (months) past.days[0].day = -1;
  }
  if (past.last_ms == 0) past.first = entry.value;
  past.last_ms = entry.at.time;
  past.last = entry.value;
  ++begin_;
  if (++gone_ < 64 || gone_ * 2 < entries_.size()) return;
  std::size_t left = gone_;
  entries_.remove_if([&](const Entry&) { return left > 0 && left-- > 0; });
  gone_ = 0;
}

void Series::clear() {
  entries_.clear();
  gone_ = 0;
  sum_ = 0;
  known_ = 0;
}

bool inside(const Window& window, const Occurrence& at, const Now& now, const Occurrence* since) {
  switch (window.kind) {
    case Window::Kind::duration:
      return at.time > now.time - window.ms;
    case Window::Kind::session:
      return at.session >= now.session;
    case Window::Kind::page:
      return at.page >= now.page;
    case Window::Kind::since:
      return !since || at.after(*since);
    case Window::Kind::lifetime:
      break;
  }
  return true;
}

std::size_t WindowCounter::place_of(std::uint64_t hash) const {
  const auto at = std::lower_bound(seen_.begin(), seen_.end(), hash,
                                   [](const Seen& seen, std::uint64_t wanted) { return seen.hash < wanted; });
  return static_cast<std::size_t>(at - seen_.begin());
}

void WindowCounter::take(std::size_t number) {
  const Series::Entry& entry = series_->at(number);
  if (behaviour.measure == Measure::distinct || behaviour.measure == Measure::top) {
    if (entry.value.is_null()) return;
    const std::size_t place = place_of(entry.hash);
    if (place == seen_.size() || seen_[place].hash != entry.hash) {
      seen_.insert(seen_.begin() + static_cast<std::ptrdiff_t>(place), Seen{entry.hash, 0, 0});
    }
    ++seen_[place].count;
    seen_[place].last = static_cast<std::uint32_t>(number);
  } else if ((behaviour.measure == Measure::min || behaviour.measure == Measure::max) && entry.known) {
    // An earlier one that is no better will never be the best again.
    const std::int64_t sign = behaviour.measure == Measure::min ? 1 : -1;
    while (!best_.empty() && series_->at(best_.back()).amount * sign >= entry.amount * sign) best_.pop_back();
    best_.push_back(number);
  }
}

void WindowCounter::drop(std::size_t number) {
  if (!best_.empty() && best_.front() == number) best_.erase(best_.begin());
  if (seen_.empty()) return;
  const std::size_t place = place_of(series_->at(number).hash);
  if (place == seen_.size() || seen_[place].hash != series_->at(number).hash) return;
  if (--seen_[place].count == 0) seen_.erase(seen_.begin() + static_cast<std::ptrdiff_t>(place));
}

void WindowCounter::before_fold() {
  if (head_ > series_->begin()) return;
  if (tail_ > head_) drop(head_);
  head_ = series_->begin() + 1;
  tail_ = std::max(tail_, head_);
}

void WindowCounter::reset() {
  head_ = tail_ = series_->begin();
  seen_.clear();
  best_.clear();
}

Reading WindowCounter::read(const Now& now, const Occurrence* since, const Occurrence& gone) {
  if (head_ < series_->begin() || tail_ > series_->end()) reset();
  // A clock set back, or the last `since` event gone: what was let go counts again.
  if (head_ > series_->begin() && inside(series_->at(head_ - 1).at, now, since)) reset();
  Reading reading;
  const std::size_t passed = tail_;
  const std::size_t kept = seen_.size();
  const bool by_time = behaviour.window.kind == Window::Kind::duration;
  if (by_time && tail_ > head_ && !inside(series_->at(tail_ - 1).at, now, since)) {
    // The window has left behind all it held: nothing of it is dropped one by one.
    seen_.clear();
    best_.clear();
    head_ = tail_;
  }
  const std::size_t first = head_;
  while (head_ < tail_ && !inside(series_->at(head_).at, now, since)) drop(head_++);
  std::size_t moved = head_ - first;
  // What it has left behind before it was read is not taken up at all.
  if (head_ == tail_) {
    while (tail_ < series_->end() && !inside(series_->at(tail_).at, now, since)) head_ = ++tail_;
  }
  moved += series_->end() - tail_;
  for (; tail_ < series_->end(); ++tail_) take(tail_);
  const std::size_t compared = behaviour.measure == Measure::top ? seen_.size() : 0;
  const std::size_t price = price_of(behaviour.measure, std::max(kept, seen_.size()));
  reading.work = (moved * price + tail_ - passed + compared) / kPassedAtOnce;
  reading.exact = gone.order == 0 || !inside(gone, now, since);
  reading.value = result(now, reading.exact ? Day() : past_in(now, since));
  return reading;
}

/// What the counter says: of the entries in its window, and of the days before them that lie in it, too.
Value WindowCounter::result(const Now& now, const Day& past) const {
  const std::size_t count = tail_ - head_;
  const auto before = [&](std::int64_t Series::Entry::*sum, std::int64_t all) {
    return count > 0 ? all - series_->at(head_).*sum : 0;
  };
  switch (behaviour.measure) {
    case Measure::count:
      return Value::number(static_cast<std::int64_t>(count) + past.count);
    case Measure::sum:
      return amount(before(&Series::Entry::sum_before, series_->sum()) + past.sum);
    case Measure::avg: {
      const std::int64_t known = before(&Series::Entry::known_before, series_->known()) + past.known;
      const std::int64_t sum = before(&Series::Entry::sum_before, series_->sum()) + past.sum;
      return known > 0 ? Value(static_cast<double>(sum) / static_cast<double>(known) / kAmountParts) : Value();
    }
    case Measure::min:
    case Measure::max: {
      const std::int64_t older = behaviour.measure == Measure::min ? past.min : past.max;
      if (best_.empty()) return past.known > 0 ? amount(older) : Value();
      const std::int64_t newer = series_->at(best_.front()).amount;
      return amount(past.known > 0 && (behaviour.measure == Measure::min) == (older < newer) ? older : newer);
    }
    case Measure::distinct:
      return Value::number(seen_.size());
    case Measure::top: {
      const Seen* best = nullptr;
      for (const Seen& one : seen_) {
        if (!best || one.count > best->count || (one.count == best->count && one.last > best->last)) best = &one;
      }
      return best ? series_->at(best->last).value : Value();
    }
    case Measure::first:
      if (past.count > 0) return series_->past.first;
      return count > 0 ? series_->at(head_).value : Value();
    case Measure::last:
      if (count > 0) return series_->at(tail_ - 1).value;
      return past.count > 0 ? series_->past.last : Value();
    case Measure::since: {
      const TimeMs last = count > 0 ? series_->at(tail_ - 1).at.time : series_->past.last_ms;
      if (last == 0) return behaviour.never;
      return Value(static_cast<double>(now.time - last) / static_cast<double>(behaviour.unit_ms));
    }
    case Measure::sequence:
      break;
  }
  return Value();
}

/// Days that lie in the window, the first of them whole though the window may begin within it.
Day WindowCounter::past_in(const Now& now, const Occurrence* since) const {
  Day sum;
  for (const Day& day : series_->past.days) {
    const Occurrence end{(day.day + 1) * kDayMs - 1, 0, -1, -1};
    if (inside(end, now, since)) join(sum, day);
  }
  return sum;
}

}  // namespace waymark::profile
