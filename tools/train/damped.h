#pragma once

#include "neighbours.h"
#include "pairs.h"

namespace waymark::train {

/// Model II, damped co-visitation: W = c / ((s_i+5)^source (s_j+5)^target), c = forward + backward_share · backward,
/// s = sessions that hold the item. Popular items pay for being everywhere.
struct DampedSettings {
  double backward_share = 0.5;
  double source_power = 0.5;
  double target_power = 0.25;
  std::size_t keep = 100;  ///< Neighbours a row.
};

Neighbours train_damped(const PairSource& pairs, const DampedSettings& settings, std::uint32_t min_support,
                        unsigned threads);

}  // namespace waymark::train
