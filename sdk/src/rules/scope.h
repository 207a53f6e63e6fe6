#pragma once

#include <cstdint>

#include "rules/operand.h"

namespace waymark::rules {

enum class Iterator : std::uint8_t { map, filter, reduce, all, some, none, any_match };

/// What a path is looked up in while an iterator walks its list, or after an attempt has failed.
struct Scope {
  Operand context;
  Operand list;
  Operand accumulator;
  Value* out = nullptr;
  std::uint32_t index = 0;
  Iterator kind = Iterator::map;
  bool iterates = false;
  bool skips_nulls = false;  ///< GrowthBook's $elemMatch passes over them.
};

}  // namespace waymark::rules
