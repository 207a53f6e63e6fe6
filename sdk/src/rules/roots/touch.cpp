#include "rules/roots/roots.h"

namespace waymark::rules::roots {

/// `first` and `last` (the last that was not direct), each with channel, source, medium, campaign, term, content, id,
/// clickIds, referrer, landing and at; null before the first visit.
void touch(const Facts& facts, Members& out) {
  out.append_member("first", facts.session.touches.first);
  out.append_member("last", facts.session.touches.last);
}

}  // namespace waymark::rules::roots
