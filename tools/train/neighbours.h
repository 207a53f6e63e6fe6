#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sessions.h"

namespace waymark::train {

struct Neighbour {
  Item item = 0;
  std::uint32_t support = 0;  ///< Sessions that hold both.
  double weight = 0;
  double second = 0;  ///< By counts alone, for small carts.
};

/// A model: for each item, what to recommend after it, and how strongly. Rows by falling weight, ties by number.
struct Neighbours {
  std::vector<std::vector<Neighbour>> rows;

  std::size_t entries() const {
    std::size_t sum = 0;
    for (const auto& row : rows) sum += row.size();
    return sum;
  }
};

/// How the items of a session are put together: the newest counts `decay[0]`, the one before `decay[1]`, …
struct Recall {
  std::vector<double> decay;
};

/// .5, .25, … over `count` distinct items.
Recall halving(std::size_t count);
Recall fading(double factor, std::size_t count);

/// (1-share) of the one and `share` of the other, each as a part of all its weights.
Neighbours blend(const Neighbours& one, const Neighbours& other, double share, std::size_t keep, unsigned threads);

/// Best first; all but the first `keep` of a row go.
void sort_rows(Neighbours& model, std::size_t keep, unsigned threads);

}  // namespace waymark::train
