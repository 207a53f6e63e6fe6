#pragma once

#include <string>

#include "waymark/value.h"

/// Outside conformance suites (docs/rules.md#conformance). They are not part of the repository.
namespace waymark::test {

/// The file `../shared/data/conformance/<name>` beside the repository, or null where it is not there: the test then
/// skips with "skipped: no data".
Value conformance(const std::string& name);

}  // namespace waymark::test
