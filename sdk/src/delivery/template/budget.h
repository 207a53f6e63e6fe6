#pragma once

#include <cstddef>
#include <cstdint>

#include "waymark/value.h"

namespace waymark::delivery {

/// Steps one rendering may take: a step is one node of a template, one value copied or 32 bytes of text. An event of
/// 256 products with ten properties each costs the built-in definitions less than half of it; a template that
/// does not terminate is stopped within tens of milliseconds.
inline constexpr std::size_t kMaxTemplateSteps = 100'000;
/// Levels of a template, parts that use each other included. OTLP needs six for each of the ten levels an event's
/// properties may have; the Wasm stack (128 KiB) is what bounds it.
inline constexpr std::size_t kMaxTemplateDepth = 96;

/// What is left of the steps. Once overdrawn it stays so.
class Budget {
 public:
  explicit Budget(std::size_t steps) : left_(steps) {}

  bool spend(std::size_t steps) {
    if (steps > left_) left_ = 0, overdrawn_ = true;
    left_ -= overdrawn_ ? 0 : steps;
    return !overdrawn_;
  }
  /// Pays for a copy of a value. A value deeper than a template may be overdraws too: copying and writing recurse.
  bool spend_copy(const Value& value, std::size_t depth = 0);
  bool overdrawn() const { return overdrawn_; }

 private:
  std::size_t left_;
  bool overdrawn_ = false;
};

}  // namespace waymark::delivery
