#include "rules/roots/roots.h"

namespace waymark::rules::roots {

/// What the browser says of itself: `language`, `timeZone`, `width` (of the viewport, CSS pixels).
void device(const Facts& facts, Members& out) {
  out.add("language", facts.page.language);
  out.add("timeZone", facts.page.time_zone);
  out.append_member("width", facts.page.viewport["width"]);
}

}  // namespace waymark::rules::roots
