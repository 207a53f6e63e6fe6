#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "waymark/list.h"
#include "waymark/time.h"

namespace waymark::profile {

/// Time in which an interest counts half: two weeks, between a browse and a season.
inline constexpr TimeMs kAffinityHalfLifeMs = 14 * kDayMs;
/// Categories kept; the weakest gives way.
inline constexpr std::size_t kMaxAffinities = 50;

/// Interest in one category: a sum of weights, each halved every half-life, as of `updated_ms`.
struct Affinity {
  std::string key;
  double score = 0;
  TimeMs updated_ms = 0;

  double at(TimeMs now) const;
};

void raise(List<Affinity>& affinities, std::string_view key, double weight, TimeMs now);

/// Strongest first; empty where there is none.
std::vector<std::string> strongest(const List<Affinity>& affinities, TimeMs now, std::size_t count);

}  // namespace waymark::profile
