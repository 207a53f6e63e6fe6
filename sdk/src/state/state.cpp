#include "state/state.h"

#include <algorithm>

namespace waymark::state {

bool Positions::includes(std::string_view origin, std::int64_t seq) const {
  return last.find_if([&](const Position& known) { return known.origin == origin && seq <= known.seq; }) != nullptr;
}

void Positions::include(std::string_view origin, std::int64_t seq) {
  for (Position& known : last) {
    if (known.origin != origin) continue;
    known.seq = std::max(known.seq, seq);
    return;
  }
  last.emplace_back(std::string(origin), seq);
}

void Positions::keep_only(const std::vector<std::string>& origins) {
  last.remove_if([&](const Position& position) {
    return std::find(origins.begin(), origins.end(), position.origin) == origins.end();
  });
}

}  // namespace waymark::state
