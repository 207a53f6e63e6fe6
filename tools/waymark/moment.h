#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "waymark/time.h"

namespace waymark::tool {

/// Reads the `at` of a step, as JSON: milliseconds since 1970, an ISO 8601 time in UTC or with an offset, or
/// `+500ms`, `+2s`, `+3m`, `+4h`, `+5d` after `now`; missing is `now`. False where it is none of these.
bool moment(std::string_view at, TimeMs now, TimeMs& result);

/// Whether a text begins with a day of the calendar, `2026-12-31`, and no more than a time of day follows.
bool begins_with_day(std::string_view text);

/// Minutes the zone is ahead of UTC at that moment, by the system's tables; 0 for one it does not know.
std::int64_t zone_minutes(std::string_view zone, TimeMs at);

/// The moment in UTC, as `strftime` writes `format`.
std::string utc_text(TimeMs at, const char* format = "%Y-%m-%d");

}  // namespace waymark::tool
