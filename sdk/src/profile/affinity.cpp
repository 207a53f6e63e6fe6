#include "profile/affinity.h"

#include <algorithm>
#include <cstdint>

#include "base/best_first.h"
#include "base/half_power.h"

namespace waymark::profile {

double Affinity::at(TimeMs now) const {
  const double age = static_cast<double>(std::max<TimeMs>(0, now - updated_ms));
  return score * base::half_power(age / static_cast<double>(kAffinityHalfLifeMs));
}

void raise(List<Affinity>& affinities, std::string_view key, double weight, TimeMs now) {
  if (key.empty()) return;
  for (Affinity& affinity : affinities) {
    if (affinity.key != key) continue;
    affinity.score = affinity.at(now) + weight;
    affinity.updated_ms = std::max(now, affinity.updated_ms);
    return;
  }
  if (affinities.size() >= kMaxAffinities) {
    std::size_t weakest = 0;
    for (std::size_t i = 1; i < affinities.size(); ++i) {
      if (affinities[i].at(now) < affinities[weakest].at(now)) weakest = i;
    }
    affinities.erase(weakest);
  }
  affinities.push_back(Affinity{std::string(key), weight, now});
}

std::vector<std::string> strongest(const List<Affinity>& affinities, TimeMs now, std::size_t count) {
  const auto stronger = [&](std::uint32_t a, std::uint32_t b) {
    const double left = affinities[a].at(now);
    const double right = affinities[b].at(now);
    return left != right ? left > right : affinities[a].key < affinities[b].key;
  };
  std::vector<std::string> keys;
  for (const std::uint32_t i : base::best_first(affinities.size(), count, stronger)) keys.push_back(affinities[i].key);
  return keys;
}

}  // namespace waymark::profile
