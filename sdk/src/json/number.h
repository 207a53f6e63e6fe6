#pragma once

#include <string_view>

namespace waymark::json {

/// The number a text spells as JSON would (`-1.5e3`), NaN where it is anything else.
double number_from(std::string_view text);

}  // namespace waymark::json
