#include "base/duration.h"

namespace waymark::base {

TimeMs duration_of(std::string_view text) {
  if (text == "forever") return kForeverMs;
  if (text.size() < 2 || text.size() > 7) return -1;
  TimeMs amount = 0;
  for (const char c : text.substr(0, text.size() - 1)) {
    if (c < '0' || c > '9') return -1;
    amount = amount * 10 + (c - '0');
  }
  switch (text.back()) {
    case 's':
      return amount * kSecondMs;
    case 'm':
      return amount * kMinuteMs;
    case 'h':
      return amount * kHourMs;
    case 'd':
      return amount * kDayMs;
    default:
      return -1;
  }
}

}  // namespace waymark::base
