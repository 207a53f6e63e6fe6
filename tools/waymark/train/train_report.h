#pragma once

#include <string>

#include "learn.h"
#include "log.h"
#include "pack.h"

namespace waymark::tool {

/// What `waymark train` tells when it is done.
struct TrainReport {
  std::string out;  ///< Path of the model.
  const train::Packed& packed;
  const train::Choice* next = nullptr;      ///< Where clicks were learned from.
  const train::CartChoice* cart = nullptr;  ///< Where baskets were.
  std::uint32_t min_support = 0;
  const train::Log::Counts& counts;
};

/// One JSON object.
std::string json_of(const TrainReport& report);
/// For people.
std::string text_of(const TrainReport& report);

}  // namespace waymark::tool
