#pragma once

#include <string>
#include <string_view>

#include "rules/operand.h"

namespace waymark::rules {

/// A version as the texts and numbers there are of it: 0 where it is neither.
std::string version_text(const Operand& value);

/// Below zero, zero or above. Order as GrowthBook's (SDK specification, paddedVersionString): part by part, numbers of
/// up to five digits by value, `1.2.3` after `1.2.3-beta`, without `v` in front and `+build` behind.
int compare_versions(std::string_view left, std::string_view right);

/// The same with an operator in between: == != < <= > >=, false for any other.
bool version_related(std::string_view left, std::string_view relation, std::string_view right);

}  // namespace waymark::rules
