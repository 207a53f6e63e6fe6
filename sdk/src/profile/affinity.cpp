#include "profile/affinity.h"

#include <algorithm>
#include <cmath>

namespace waymark::profile {

double Affinity::at(TimeMs now) const {
  const double age = static_cast<double>(std::max<TimeMs>(0, now - updated_ms));
  return score * std::exp2(-age / static_cast<double>(kAffinityHalfLifeMs));
}

void raise(std::vector<Affinity>& affinities, std::string_view key, double weight, TimeMs now) {
  if (key.empty()) return;
  for (Affinity& affinity : affinities) {
    if (affinity.key != key) continue;
    affinity.score = affinity.at(now) + weight;
    affinity.updated_ms = std::max(now, affinity.updated_ms);
    return;
  }
  if (affinities.size() >= kMaxAffinities) {
    affinities.erase(std::min_element(affinities.begin(), affinities.end(), [&](const Affinity& a, const Affinity& b) {
      return a.at(now) < b.at(now);
    }));
  }
  affinities.push_back(Affinity{std::string(key), weight, now});
}

std::vector<std::string> strongest(const std::vector<Affinity>& affinities, TimeMs now, std::size_t count) {
  std::vector<const Affinity*> order;
  for (const Affinity& affinity : affinities) order.push_back(&affinity);
  std::sort(order.begin(), order.end(), [&](const Affinity* a, const Affinity* b) {
    const double left = a->at(now);
    const double right = b->at(now);
    return left != right ? left > right : a->key < b->key;
  });
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < std::min(count, order.size()); ++i) keys.push_back(order[i]->key);
  return keys;
}

}  // namespace waymark::profile
