#pragma once

#include <string>
#include <utility>
#include <vector>

#include "waymark/list.h"

namespace waymark::profile {

/// Which named groups the visitor is in: what conditions of the configuration say of the profile.
struct Standing {
  std::vector<std::string> segments;              ///< Those that hold.
  List<std::pair<std::string, double>> personas;  ///< Score of each, 0 to 1.
  std::string persona;                            ///< The best of those that reach their threshold; else empty.

  /// True for a segment that holds, and for the persona.
  bool in(std::string_view id) const;
};

}  // namespace waymark::profile
