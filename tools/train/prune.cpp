#include "prune.h"

#include <algorithm>
#include <cmath>

namespace waymark::train {
namespace {

/// 2^7.75: what rounds to more than 15 half octaves cannot be written.
constexpr double kWidest = 215.26;
/// A row says how many it has in one byte.
constexpr std::size_t kLongest = 255;

}  // namespace

Neighbours prune(const Neighbours& table, const Worth& worth, double share, double row_power) {
  std::vector<double> utilities;
  const auto utility = [&](std::size_t item, double sum, const Neighbour& one) {
    return worth(static_cast<Item>(item), one) * std::max(one.weight, one.second) / std::pow(sum, row_power);
  };
  const auto total = [](const std::vector<Neighbour>& row) {
    double sum = 1e-300;
    for (const Neighbour& one : row) sum += std::max(one.weight, one.second);
    return sum;
  };
  Neighbours out;
  out.rows.resize(table.rows.size());
  for (std::size_t item = 0; item < table.rows.size(); ++item) {
    const auto& row = table.rows[item];
    double best = 0;
    double best_second = 0;
    for (const Neighbour& one : row) {
      best = std::max(best, one.weight);
      best_second = std::max(best_second, one.second);
    }
    for (const Neighbour& one : row) {
      if (out.rows[item].size() == kLongest) break;
      if (one.weight * kWidest > best || one.second * kWidest > best_second) out.rows[item].push_back(one);
    }
    if (share >= 1) continue;
    const double sum = total(row);
    for (const Neighbour& one : out.rows[item]) utilities.push_back(utility(item, sum, one));
  }
  if (share >= 1 || utilities.empty()) return out;
  const auto kept = static_cast<std::size_t>(share * static_cast<double>(utilities.size()));
  const auto at = utilities.begin() + static_cast<std::ptrdiff_t>(std::min(kept, utilities.size() - 1));
  std::nth_element(utilities.begin(), at, utilities.end(), std::greater<>());
  const double least = *at;
  for (std::size_t item = 0; item < out.rows.size(); ++item) {
    const double sum = total(table.rows[item]);
    std::erase_if(out.rows[item], [&](const Neighbour& one) { return utility(item, sum, one) <= least; });
  }
  return out;
}

}  // namespace waymark::train
