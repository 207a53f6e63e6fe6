#include "rules/roots/roots.h"

#include <algorithm>

namespace waymark::rules::roots {

Value now(const Facts& facts) {
  const TimeMs local = std::max<TimeMs>(0, facts.now + facts.page.site_offset_minutes * kMinuteMs);
  Value out;
  out.add_number("hour", static_cast<double>(local / kHourMs % 24));
  out.add_number("dow", static_cast<double>((local / kDayMs + 4) % 7));  // 1970-01-01 was a Thursday
  out.add_number("ms", static_cast<double>(facts.now));
  return out;
}

}  // namespace waymark::rules::roots
