#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/facts.h"
#include "waymark/value.h"

/// What a condition reads by `var`: each root a function in a file of its own name, built when it is first asked for.
namespace waymark::rules::roots {

Value visitor(const Facts& facts);
/// One member of it, null where there is none of that name.
Value visitor_member(const Facts& facts, std::string_view name);
Value session(const Facts& facts);
Value touch(const Facts& facts);
Value page(const Facts& facts);
Value device(const Facts& facts);
Value cart(const Facts& facts);
Value loyalty(const Facts& facts);
Value journey(const Facts& facts);
/// The properties of the trigger with its `name` and `type`; null where it is no event.
Value event(const Facts& facts);
/// hour 0..23 and dow 0 (Sunday)..6, both in the site's zone; ms since 1970.
Value now(const Facts& facts);

/// A list of texts as a JSON array.
Value texts(const std::vector<std::string>& list);

}  // namespace waymark::rules::roots
