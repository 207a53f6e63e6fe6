#pragma once

#include <cstdint>

#include "waymark/value.h"

namespace waymark::profile {

/// Amounts are added as whole ten-thousandths, so that ten times 0.1 is 1.
inline constexpr double kAmountParts = 10'000;

/// A number, or a decimal text (`"12.50"`), in ten-thousandths; anything else is 0 and `known` false.
std::int64_t amount_of(const Value& value, bool& known);

}  // namespace waymark::profile
