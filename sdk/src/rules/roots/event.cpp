#include "rules/roots/roots.h"

#include "event/names.h"

namespace waymark::rules::roots {

Value event(const Facts& facts) {
  if (!facts.event) return {};
  Value out = facts.event->properties;
  out.set("name", Value(facts.event->name));
  out.set("type", Value(waymark::event::text_of(facts.event->type)));
  return out;
}

}  // namespace waymark::rules::roots
