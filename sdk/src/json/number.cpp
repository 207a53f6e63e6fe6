#include "json/number.h"

#include <limits>

#include "json/parse.h"

namespace waymark::json {

double number_from(std::string_view text) {
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  // Anything but a digit or a sign in front would be another kind of JSON.
  if (text.empty() || !(text[0] == '-' || (text[0] >= '0' && text[0] <= '9'))) return kNaN;
  const Result<Value> parsed = parse(text, ParseLimits{64, 1});
  return parsed.ok() ? parsed.value().number_or(kNaN) : kNaN;
}

}  // namespace waymark::json
