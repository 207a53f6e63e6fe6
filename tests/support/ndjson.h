#pragma once

#include <string_view>

#include "waymark/value.h"

namespace waymark::test {

/// Reads a body of Waymark's own format as a collector does (docs/collector.md):
/// `{"header": {…}, "batch": [canonical events]}`.
Value read_ndjson(std::string_view body);

}  // namespace waymark::test
