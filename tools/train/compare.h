#pragma once

#include <string>
#include <vector>

#include "learn.h"

namespace waymark::train {

/// A model of the earlier sessions or baskets beside a file that is in use, on the held-out ones.
struct Comparison {
  const char* wrong = nullptr;  ///< What is wrong with the file in use; nothing was compared then.
  Quality fresh;
  Quality old;

  /// The new one may be 2 % worse: less is chance.
  bool good() const { return fresh.hit_rate + fresh.reciprocal_rank >= 0.98 * (old.hit_rate + old.reciprocal_rank); }
};

/// By HR@20 and MRR@20 of p2, both packed to the same budget.
Comparison compare_next(const Sessions& sessions, const std::vector<std::string>& names, const Choice& choice,
                        const LearnSettings& settings, std::size_t budget, const std::string& file);

/// By HR@10 and MRR@10 of baskets, each item asked for by all others.
Comparison compare_cart(const Sessions& baskets, const std::vector<std::string>& names, const CartChoice& choice,
                        const LearnSettings& settings, std::size_t budget, const std::string& file);

}  // namespace waymark::train
