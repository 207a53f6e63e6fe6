#include "rules/roots/roots.h"

#include <utility>

namespace waymark::rules::roots {

/// `last`: how the visit began.
Value touch(const Facts& facts) {
  Value last;
  last.add("channel", facts.session.channel);
  Value out;
  out.append_member("last", std::move(last));
  return out;
}

}  // namespace waymark::rules::roots
