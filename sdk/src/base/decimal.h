#pragma once

#include <string_view>

namespace waymark::base {

/// The double nearest to a decimal number spelled as in JSON (`-12.5e3`), ties to even: what strtod gives, on
/// every platform, without the C library's arithmetic on long double (14 KB of Wasm). Digits past the 768th can
/// not change the result by more than their being there, so they count as one.
/// The text must be a number; what follows one is not read.
double decimal_to_double(std::string_view text);

}  // namespace waymark::base
