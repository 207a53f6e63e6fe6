#include "rules/roots/roots.h"

#include "event/names.h"

namespace waymark::rules::roots {

void event(const Facts& facts, Members& out) {
  if (!facts.event) return;
  Value all;
  if (out.only != "name" && out.only != "type") all = facts.event->properties;
  all.set("name", Value(facts.event->name));
  all.set("type", Value(waymark::event::text_of(facts.event->type)));
  const Value* one = out.only.empty() ? &all : all.find(out.only);
  out.found = one != nullptr;
  if (one) out.value = *one;
}

}  // namespace waymark::rules::roots
