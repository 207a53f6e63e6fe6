#pragma once

#include <span>
#include <string_view>

#include "text/render.h"

namespace waymark::text {

/// Applies a filter other than `default`. False where there is none of that name. A value that it cannot work on
/// becomes null, and null stays null.
bool apply(std::string_view name, Value& value, std::span<const Value> arguments, const Facts& facts);

/// Of a number, or a text that spells one; NaN for anything else.
double number_of(const Value& value);

}  // namespace waymark::text
