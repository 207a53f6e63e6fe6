#pragma once

#include <string>
#include <vector>

#include "draft.h"

namespace waymark::train {

/// The file of a draft: only the items of `order`, numbered by their place in it. Neighbours that are not in it and
/// weights too small for four bits are left out. sdk/src/recommend/model.cpp reads it.
std::string write_model(const Draft& draft, const std::vector<Item>& order);

}  // namespace waymark::train
