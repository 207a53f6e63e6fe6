#pragma once

#include <cstddef>
#include <vector>

#include "profile/series.h"

namespace waymark::profile {

/// Follows a sequence through the log. Of all ways to have come to a step only the one that began last is kept: it is
/// inside a window whenever any other is.
class SequenceCounter {
 public:
  explicit SequenceCounter(const Behaviour& asked);

  /// One event, in order of time. `matches[i]` says whether it is the one step i names.
  void add(const Occurrence& at, const std::vector<bool>& matches);
  Reading read(const Now& now, const Occurrence* since, const Occurrence& gone) const;
  void reset();

  Behaviour behaviour;

 private:
  struct Progress {
    bool there = false;
    Occurrence begin;
  };

  std::vector<Progress> reached_;  ///< By step that must come, in order.
};

}  // namespace waymark::profile
