#pragma once

#include "draft.h"

namespace waymark::train {

/// Keeps the share (0 to 1) of a table's neighbours that do most for what is asked: by √clicks of the row, times the
/// neighbour's weight by (sum of the row)^`row_power`: 1 where one row makes a list, less where many rows add up.
/// Weights more than 15 half octaves below the row's best go in any case.
Neighbours prune(const Neighbours& table, const std::vector<std::uint32_t>& clicks, double share, double row_power);

}  // namespace waymark::train
