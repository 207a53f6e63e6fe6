#include "decision/schedule.h"

#include <string_view>

namespace waymark::decision {
namespace {

constexpr int kDayMinutes = 1'440;

/// Reads digits from the front; -1 where there are none.
std::int64_t take_number(std::string_view& text, std::size_t digits) {
  std::int64_t number = 0;
  if (text.size() < digits) return -1;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    number = number * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return number;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

/// Minutes of `hh:mm`, -1 for anything else.
int take_clock(std::string_view& text) {
  const std::int64_t hour = take_number(text, 2);
  if (!take(text, ':')) return -1;
  const std::int64_t minute = take_number(text, 2);
  return hour < 0 || hour > 24 || minute < 0 || minute > 59 ? -1 : static_cast<int>(hour * 60 + minute);
}

int clock_of(std::string_view text) {
  const int minutes = take_clock(text);
  return text.empty() && minutes <= kDayMinutes ? minutes : -1;
}

/// Days from civil date (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
std::int64_t days_from(std::int64_t year, std::int64_t month, std::int64_t day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = year / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719'468;
}

bool read(std::string_view text, bool end, Schedule::Moment& out) {
  const std::int64_t year = take_number(text, 4);
  const bool first = take(text, '-');
  const std::int64_t month = take_number(text, 2);
  const bool second = take(text, '-');
  const std::int64_t day = take_number(text, 2);
  if (year < 0 || !first || !second || month < 1 || month > 12 || day < 1 || day > 31) return false;
  out.set = out.local = true;
  out.at = days_from(year, month, day) * kDayMs;
  if (text.empty()) {
    if (end) out.at += kDayMs;
    return true;
  }
  if (!take(text, 'T')) return false;
  const int minutes = take_clock(text);
  if (minutes < 0) return false;
  out.at += minutes * kMinuteMs;
  if (take(text, ':')) {
    const std::int64_t seconds = take_number(text, 2);
    if (seconds < 0 || seconds > 59) return false;
    out.at += seconds * kSecondMs;
  }
  if (text.empty()) return true;
  out.local = false;
  if (take(text, 'Z')) return text.empty();
  const bool behind = text.front() == '-';
  if (!take(text, '+') && !take(text, '-')) return false;
  const int offset = take_clock(text);
  out.at += (behind ? offset : -offset) * kMinuteMs;
  return offset >= 0 && text.empty();
}

}  // namespace

std::int64_t day_of(TimeMs at, std::int64_t offset_minutes) {
  const TimeMs local = at + offset_minutes * kMinuteMs;
  return (local >= 0 ? local : local - (kDayMs - 1)) / kDayMs;
}

bool Schedule::open(TimeMs now, std::int64_t offset_minutes) const {
  const TimeMs local = now + offset_minutes * kMinuteMs;
  if (from.set && (from.local ? local : now) < from.at) return false;
  if (to.set && (to.local ? local : now) >= to.at) return false;
  std::int64_t day = day_of(now, offset_minutes);
  const auto minute = static_cast<int>((local - day * kDayMs) / kMinuteMs);
  if (hours_from < hours_to) {
    if (minute < hours_from || minute >= hours_to) return false;
  } else if (hours_from > hours_to) {
    if (minute < hours_from && minute >= hours_to) return false;
    if (minute < hours_to) --day;
  }
  return (dow >> ((day % 7 + 11) % 7) & 1) != 0;  // 1970-01-01 was a Thursday.
}

Schedule compile(const ScheduleConfig& config, const base::Path& path, List<Error>& errors) {
  Schedule out;
  const auto must = [&](bool holds, const char* key, const char* expected, const std::string& found) {
    if (!holds) errors.emplace_back("config.invalid", base::Path{&path, key, 0}.pointer(), expected, found);
  };
  constexpr const char* kMoment = "a moment such as 2026-11-20 or 2026-11-20T09:00";
  must(config.from.empty() || read(config.from, false, out.from), "from", kMoment, config.from);
  must(config.to.empty() || read(config.to, true, out.to), "to", kMoment, config.to);
  if (!config.dow.empty()) out.dow = 0;
  for (const double day : config.dow) out.dow |= 1U << static_cast<unsigned>(day);
  if (config.hours_from.empty()) return out;
  out.hours_from = clock_of(config.hours_from);
  out.hours_to = clock_of(config.hours_to);
  must(out.hours_from >= 0, "hours", "a time of day such as 09:00", config.hours_from);
  must(out.hours_to >= 0, "hours", "a time of day such as 21:00", config.hours_to);
  return out;
}

}  // namespace waymark::decision
