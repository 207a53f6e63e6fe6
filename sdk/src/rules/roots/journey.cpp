#include "rules/roots/roots.h"

namespace waymark::rules::roots {

Value journey(const Facts& facts) {
  Value out;
  out.add("stage", facts.journey.stage);
  out.add_number("since", static_cast<double>(facts.journey.since));
  out.add_number("sinceMs", static_cast<double>(facts.now - facts.journey.since));
  return out;
}

}  // namespace waymark::rules::roots
