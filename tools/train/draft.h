#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "neighbours.h"
#include "sessions.h"

namespace waymark::train {

/// All that goes into a model file, before it is pruned, numbered anew and packed.
struct Draft {
  std::vector<std::string> names;     ///< By item.
  std::vector<std::uint32_t> clicks;  ///< By item.
  Neighbours next;                    ///< After a click.
  Neighbours cart;                    ///< With a cart; may be empty.
  Neighbours content;                 ///< By what is written of an item; may be empty.
  Recall recall;
  std::vector<double> cart_blend;                                ///< Share of `second`, by cart size, from 1.
  std::vector<std::pair<std::string, std::vector<Item>>> lists;  ///< Best sellers: "" thirty days, "*" all, categories.
  std::vector<double> usual_days;                                ///< By item, 0: unknown; or empty.
  std::uint32_t first_day = 0;                                   ///< Unix days.
  std::uint32_t last_day = 0;
};

}  // namespace waymark::train
