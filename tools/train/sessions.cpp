#include "sessions.h"

#include <algorithm>

namespace waymark::train {

Sessions Sessions::slice(std::size_t begin, std::size_t end) const {
  Sessions out;
  for (std::size_t session = begin; session < end; ++session) {
    out.add(at(session), times[session]);
    if (!customers.empty()) out.customers.push_back(customers[session]);
  }
  return out;
}

std::vector<std::uint32_t> clicks_of(const Sessions& sessions, std::size_t items) {
  std::vector<std::uint32_t> clicks(items);
  for (const Item item : sessions.items) {
    if (item < items) ++clicks[item];
  }
  return clicks;
}

}  // namespace waymark::train
