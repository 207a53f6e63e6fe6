#pragma once

#include <string>

namespace waymark::base {

/// The shortest decimal text that reads back as the same double, and of those the nearest to it: `0.1`, `1.5e-7`.
/// The number is finite and not zero.
std::string shortest_text(double number);

}  // namespace waymark::base
