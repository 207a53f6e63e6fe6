#pragma once

#include <string>

#include "waymark/value.h"

/// JavaScript's conversions, as far as JsonLogic leans on them (ECMA-262: ToBoolean, ToNumber, IsLooselyEqual).
namespace waymark::rules {

/// As ToBoolean, but an empty array is false (jsonlogic.com/truthy).
bool truthy(const Value& value);

/// NaN where the value is no number.
double to_number(const Value& value);

/// What JavaScript's String() gives.
std::string to_text(const Value& value);

bool loosely_equal(const Value& left, const Value& right);
bool strictly_equal(const Value& left, const Value& right);

/// `<` for two values: texts by code unit, all else as numbers; false with NaN.
bool less_than(const Value& left, const Value& right);
bool less_or_equal(const Value& left, const Value& right);

}  // namespace waymark::rules
