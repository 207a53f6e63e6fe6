#pragma once

#include <functional>

#include "neighbours.h"

namespace waymark::train {

/// How much it matters that an item's row has a neighbour, beside its part of the row.
using Worth = std::function<double(Item item, const Neighbour& one)>;

/// Keeps the share (0 to 1) of a table's neighbours that do most for what is asked: by `worth`, times the neighbour's
/// weight by (sum of the row)^`row_power`: 1 where one row makes a list, less where many rows add up.
/// Weights more than 15 half octaves below the row's best go in any case.
Neighbours prune(const Neighbours& table, const Worth& worth, double share, double row_power);

}  // namespace waymark::train
