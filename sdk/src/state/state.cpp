#include "state/state.h"

#include <algorithm>

namespace waymark::state {

bool Positions::includes(std::string_view origin, std::int64_t seq) const {
  return std::any_of(last.begin(), last.end(),
                     [&](const auto& position) { return position.first == origin && seq <= position.second; });
}

void Positions::include(std::string_view origin, std::int64_t seq) {
  for (auto& [known, highest] : last) {
    if (known != origin) continue;
    highest = std::max(highest, seq);
    return;
  }
  last.emplace_back(origin, seq);
}

void Positions::keep_only(const std::vector<std::string>& origins) {
  std::erase_if(last, [&](const auto& position) {
    return std::find(origins.begin(), origins.end(), position.first) == origins.end();
  });
}

}  // namespace waymark::state
