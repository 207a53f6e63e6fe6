#pragma once

#include <string>
#include <vector>

#include "waymark/value.h"

namespace waymark::test {

/// Runs a scenario (format: tests/scenarios/README.md) against the native core and says what was not as told,
/// one line a finding; empty where all was.
std::vector<std::string> run_scenario(const Value& scenario);

/// Paths of all scenarios, from the root of the repository, sorted.
std::vector<std::string> scenario_files();

}  // namespace waymark::test
