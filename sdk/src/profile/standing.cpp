#include "profile/standing.h"

#include <algorithm>

namespace waymark::profile {

bool Standing::in(std::string_view id) const {
  return id.empty() ? false : id == persona || std::find(segments.begin(), segments.end(), id) != segments.end();
}

}  // namespace waymark::profile
