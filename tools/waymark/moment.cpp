#include "moment.h"

#include <time.h>

#include <cmath>
#include <cstdlib>
#include <string>
#include <utility>

#include "json_text.h"

namespace waymark::tool {
namespace {

/// Reads `count` digits and, after them, `mark` (any character for 0).
bool take_number(std::string_view& text, std::size_t count, char mark, int& number) {
  if (text.size() < count) return false;
  number = 0;
  for (const char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return false;
    number = number * 10 + (c - '0');
  }
  text.remove_prefix(count);
  if (mark == 0) return true;
  if (!text.starts_with(mark)) return false;
  text.remove_prefix(1);
  return true;
}

/// Days from 1970-01-01 (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil).
TimeMs days_of(int year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const int era = (year >= 0 ? year : year - 399) / 400;
  const int of_era = year - era * 400;
  const int of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  return static_cast<TimeMs>(era) * 146'097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719'468;
}

/// Reads a day there is in the calendar, as days from 1970-01-01.
bool take_day(std::string_view& text, TimeMs& days) {
  int year, month, day;
  if (!take_number(text, 4, '-', year) || !take_number(text, 2, '-', month) || !take_number(text, 2, 0, day)) {
    return false;
  }
  if (month < 1 || month > 12 || day < 1) return false;
  days = days_of(year, month, day);
  return month == 12 ? day <= 31 : days < days_of(year, month + 1, 1);
}

bool read_iso(std::string_view text, TimeMs& result) {
  TimeMs days = 0;
  int hour, minute, second;
  int millisecond = 0;
  if (!take_day(text, days) || !text.starts_with('T')) return false;
  text.remove_prefix(1);
  if (!take_number(text, 2, ':', hour) || !take_number(text, 2, ':', minute) || !take_number(text, 2, 0, second)) {
    return false;
  }
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (!take_number(text, 3, 0, millisecond)) return false;
  }
  result = days * kDayMs + hour * kHourMs + minute * kMinuteMs + second * kSecondMs + millisecond;
  if (text == "Z") return true;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-')) return false;
  const TimeMs sign = text[0] == '+' ? -1 : 1;
  text.remove_prefix(1);
  if (!take_number(text, 2, ':', hour) || !take_number(text, 2, 0, minute)) return false;
  result += sign * (hour * kHourMs + minute * kMinuteMs);
  return true;
}

}  // namespace

bool moment(std::string_view at, TimeMs now, TimeMs& result) {
  result = now;
  if (at.empty()) return true;
  if (!is_text(at)) {
    const double number = number_of(at, NAN);
    if (!(number >= 0 && number <= static_cast<double>(kLatestMs))) return false;
    result = static_cast<TimeMs>(number);
    return true;
  }
  const std::string text = text_of(at);
  if (!text.starts_with('+')) return read_iso(text, result);
  char* unit = nullptr;
  const long long amount = std::strtoll(text.c_str() + 1, &unit, 10);
  for (const auto& [name, length] : {std::pair<std::string_view, TimeMs>{"ms", 1},
                                     {"s", kSecondMs},
                                     {"m", kMinuteMs},
                                     {"h", kHourMs},
                                     {"d", kDayMs}}) {
    if (name != unit) continue;
    result = now + amount * length;
    return true;
  }
  return false;
}

bool begins_with_day(std::string_view text) {
  TimeMs days = 0;
  return take_day(text, days) && (text.empty() || text[0] == 'T' || text[0] == ' ');
}

std::int64_t zone_minutes(std::string_view zone, TimeMs at) {
  if (zone.empty() || zone == "UTC") return 0;
  static std::string current;
  if (current != zone) {
    current = zone;
    setenv("TZ", current.c_str(), 1);
    tzset();
  }
  const auto seconds = static_cast<time_t>(at / 1000);
  tm there{};
  return localtime_r(&seconds, &there) ? there.tm_gmtoff / 60 : 0;
}

std::string utc_text(TimeMs at, const char* format) {
  const auto seconds = static_cast<time_t>(at / 1000);
  tm utc{};
  gmtime_r(&seconds, &utc);
  char text[32];
  strftime(text, sizeof text, format, &utc);
  return text;
}

}  // namespace waymark::tool
