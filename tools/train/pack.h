#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "draft.h"

namespace waymark::train {

struct Packed {
  std::string bytes;       ///< The model file (docs/recommendations.md, "The file").
  std::size_t brotli = 0;  ///< Its size after brotli 11.
  std::size_t items = 0;
  std::size_t neighbours = 0;
  double share = 1;  ///< Of the neighbours, kept.
};

/// Prunes, renumbers and writes a draft so that the file is at most `budget` bytes after brotli; 0: no limit.
/// The same bytes from any number of threads.
Packed pack(const Draft& draft, std::size_t budget, unsigned threads = 1);

}  // namespace waymark::train
