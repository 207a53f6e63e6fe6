#pragma once

#include <cstdint>

#include "rules/program.h"

namespace waymark::rules {

/// What a condition is asked for.
enum class Use : unsigned char {
  value,  ///< Its result.
  truth,  ///< Whether the result is truthy.
};

/// Makes `test` instructions of the leaves of the condition at `entry`, which is compiled to its end. Each leads to
/// where its answer is first of any other use: past the `and`s, `or`s and negations around it.
void find_tests(Program& program, std::uint32_t entry, Use use);

}  // namespace waymark::rules
