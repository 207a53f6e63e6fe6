#pragma once

#include <vector>

#include "neighbours.h"

namespace waymark::train {

/// An order of the given items in which neighbours stand close to each other, so that the gaps between them are short:
/// recursive graph bisection (Dhulipala et al., "Compressing Graphs and Indexes with Recursive Graph Bisection",
/// KDD 2016), over the tables' neighbours taken both ways. The same input gives the same order,
/// from any number of threads.
std::vector<Item> renumber(std::vector<Item> items, const std::vector<const Neighbours*>& tables, unsigned threads);

}  // namespace waymark::train
