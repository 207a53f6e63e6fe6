#pragma once

#include <string_view>

#include "waymark/time.h"

namespace waymark::base {

/// What `forever` stands for: longer than any browser keeps a visitor.
inline constexpr TimeMs kForeverMs = 36'500 * kDayMs;

/// Milliseconds of `30s`, `15m`, `12h`, `7d` (at most six digits) or `forever`; -1 for any other text.
TimeMs duration_of(std::string_view text);

}  // namespace waymark::base
