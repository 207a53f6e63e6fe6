#pragma once

#include <string>
#include <string_view>

#include "rules/operand.h"

/// JavaScript's conversions and comparisons, as far as JsonLogic and GrowthBook lean on them (ECMA-262: ToBoolean,
/// ToNumber, ToString, IsLessThan, IsStrictlyEqual).
namespace waymark::rules {

enum class Relation : unsigned char {
  equal,
  not_equal,
  strict_equal,
  strict_not_equal,
  less,
  less_equal,
  greater,
  greater_equal
};

/// As ToBoolean, but an empty array is false (jsonlogic.com/truthy).
bool truthy(const Operand& value);

/// NaN where the value is no number.
double to_number(const Operand& value);

/// What JavaScript's String() gives.
std::string to_text(const Operand& value);

bool strictly_equal(const Operand& left, const Operand& right);

/// Whether one of a list is strictly equal to it.
bool strictly_among(const Operand& value, std::span<const Value> list);

/// JavaScript's own `<`, `<=`, `>`, `>=`: texts by UTF-16 code unit, all else as numbers; false with NaN.
bool ordered(Relation relation, const Operand& left, const Operand& right);

/// Of two numbers; with NaN only `!=` holds.
inline bool related(Relation relation, double left, double right) {
  switch (relation) {
    case Relation::less:
      return left < right;
    case Relation::less_equal:
      return left <= right;
    case Relation::greater:
      return left > right;
    case Relation::greater_equal:
      return left >= right;
    case Relation::not_equal:
    case Relation::strict_not_equal:
      return left != right;
    default:
      return left == right;
  }
}

/// A comparison as today's JsonLogic does it: where both are texts or null as JavaScript, else as numbers; `failed` is
/// set where one of them is no number.
bool related(Relation relation, const Operand& left, const Operand& right, bool& failed);

}  // namespace waymark::rules
