#include "base/iso_time.h"

#include <algorithm>
#include <cstdint>

namespace waymark::base {
namespace {

constexpr TimeMs kYear0 = -62'167'219'200'000;
constexpr TimeMs kYear9999End = 253'402'300'799'999;

void put(std::string& out, std::int64_t number, int digits, char after) {
  char text[4];
  for (int i = digits - 1; i >= 0; --i, number /= 10) text[i] = static_cast<char>('0' + number % 10);
  out.append(text, static_cast<std::size_t>(digits)).push_back(after);
}

}  // namespace

std::string iso_time(TimeMs at) {
  at = std::clamp(at, kYear0, kYear9999End);
  std::int64_t days = at / kDayMs;
  std::int64_t rest = at % kDayMs;
  if (rest < 0) rest += kDayMs, --days;
  // Civil date from a count of days, with years that begin in March (Howard Hinnant, "chrono-Compatible
  // Low-Level Date Algorithms", civil_from_days).
  const std::int64_t shifted = days + 719'468;
  const std::int64_t era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
  const std::int64_t day_of_era = shifted - era * 146'097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t march_month = (5 * day_of_year + 2) / 153;
  const std::int64_t month = march_month < 10 ? march_month + 3 : march_month - 9;
  std::string out;
  put(out, year_of_era + era * 400 + (month <= 2 ? 1 : 0), 4, '-');
  put(out, month, 2, '-');
  put(out, day_of_year - (153 * march_month + 2) / 5 + 1, 2, 'T');
  put(out, rest / kHourMs, 2, ':');
  put(out, rest / kMinuteMs % 60, 2, ':');
  put(out, rest / kSecondMs % 60, 2, '.');
  put(out, rest % kSecondMs, 3, 'Z');
  return out;
}

}  // namespace waymark::base
