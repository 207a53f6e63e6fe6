#pragma once

#include <string>

#include "report_tally.h"

/// Pictures of the report, as SVG that takes its colours from the page's classes.
namespace waymark::tool {

std::string days_chart(const Tally& tally);  ///< Visits as a line, revenue as bars.
std::string flows_chart(
    const Tally& tally);  ///< First touchpoint to furthest stage, as bands as wide as their visitors.

}  // namespace waymark::tool
