#pragma once

#include <string>

#include "waymark/time.h"

namespace waymark::base {

/// `2026-01-02T03:04:05.678Z`: ISO 8601 in UTC with milliseconds, as ECMAScript's toISOString.
/// Moments outside the years 0 to 9999 are clamped.
std::string iso_time(TimeMs at);

}  // namespace waymark::base
