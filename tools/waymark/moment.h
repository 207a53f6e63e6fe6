#pragma once

#include <string_view>

#include "waymark/time.h"

namespace waymark::tool {

/// Reads the `at` of a step, as JSON: milliseconds since 1970, an ISO 8601 time in UTC or with an offset, or
/// `+500ms`, `+2s`, `+3m`, `+4h`, `+5d` after `now`; missing is `now`. False where it is none of these.
bool moment(std::string_view at, TimeMs now, TimeMs& result);

}  // namespace waymark::tool
