#include "rules/roots/roots.h"

namespace waymark::rules::roots {

void now(const Facts& facts, Members& out) {
  const TimeMs local = site_time(facts);
  out.add_number("hour", static_cast<double>(local / kHourMs % 24));
  out.add_number("dow", static_cast<double>((local / kDayMs + 4) % 7));  // 1970-01-01 was a Thursday
  out.add_number("ms", static_cast<double>(facts.now));
}

}  // namespace waymark::rules::roots
