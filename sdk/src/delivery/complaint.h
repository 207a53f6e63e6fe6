#pragma once

#include <string>

#include "waymark/effect.h"

namespace waymark::delivery {

/// What the log says of a destination, as an error.
effect::Log complaint(const char* code, const std::string& destination, const char* expected, std::string found);

}  // namespace waymark::delivery
