#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace waymark::base {

/// Bytes of the well-formed UTF-8 sequence `text` starts with (RFC 3629: no surrogates, no overlong
/// forms), or 0 where it starts with none.
std::size_t utf8_length(std::string_view text);

/// Shortens to at most `max_bytes`, never inside a character. True where something was cut.
bool utf8_truncate(std::string& text, std::size_t max_bytes);

}  // namespace waymark::base
