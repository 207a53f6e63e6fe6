#pragma once

#include <string_view>

namespace waymark::tool {

/// Whether a condition holds whatever is known of a visitor, as far as that can be seen without asking.
enum class Constant { no, never, always };

/// Literals, `and`, `or`, `!` and `!!` of them, and of an `and` comparisons with numbers that exclude each other:
/// `{"and": [{">": [x, 5]}, {"<": [x, 3]}]}`.
Constant constant_of(std::string_view condition);

}  // namespace waymark::tool
