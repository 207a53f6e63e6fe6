#include "profile/money.h"

#include <algorithm>
#include <cmath>

#include "json/number.h"

namespace waymark::profile {

std::int64_t amount_of(const Value& value, bool& known) {
  const double number = value.is_string() ? json::number_from(value.text()) : value.number_or(NAN);
  known = std::isfinite(number);
  // Nine hundred trillion: the sum of ten thousand such amounts still is a 64-bit number.
  return known ? std::llround(std::clamp(number, -9e10, 9e10) * kAmountParts) : 0;
}

}  // namespace waymark::profile
