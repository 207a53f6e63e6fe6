#pragma once

#include <iosfwd>

#include "report_tally.h"

namespace waymark::tool {

/// The report as one HTML file: its own styles, pictures drawn in SVG, no script, nothing fetched.
void write_page(std::ostream& out, const Tally& tally);

}  // namespace waymark::tool
