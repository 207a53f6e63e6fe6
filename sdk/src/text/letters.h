#pragma once

#include <string>
#include <string_view>

namespace waymark::text {

/// Upper or lower case of Latin (with the letters of Vietnamese), Greek and Cyrillic letters; `first_only` changes the
/// first to upper case and the others to lower, as Liquid's `capitalize`. Letters of other scripts stay as they are.
std::string cased(std::string_view text, bool upper, bool first_only);

}  // namespace waymark::text
