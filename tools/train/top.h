#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sessions.h"

namespace waymark::train {

/// The k best of `candidates` by score, then clicks in training, then number, into `out`. Reorders `candidates`.
inline void take_top(std::vector<Item>& candidates, std::size_t k, const std::vector<double>& score,
                     const std::vector<std::uint32_t>& clicks, std::vector<Item>& out) {
  const auto better = [&](Item a, Item b) {
    if (score[a] != score[b]) return score[a] > score[b];
    return clicks[a] != clicks[b] ? clicks[a] > clicks[b] : a < b;
  };
  const auto end = candidates.begin() + static_cast<std::ptrdiff_t>(std::min(k, candidates.size()));
  std::partial_sort(candidates.begin(), end, candidates.end(), better);
  out.assign(candidates.begin(), end);
}

}  // namespace waymark::train
