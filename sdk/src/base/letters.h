#pragma once

#include <string>
#include <string_view>

namespace waymark::base {

/// Lower case of a letter of Latin (Vietnamese with it), Greek or Cyrillic; any other character is itself.
char32_t lower(char32_t character);

/// The letter without case and marks: `Ấ` → `a`, `đ` → `d`; 0 for a combining mark, which a decomposed text has.
char32_t plain(char32_t character);

void append_utf8(std::string& text, char32_t character);

/// Every character through `lower` or `plain`.
std::string mapped(std::string_view text, char32_t (*map)(char32_t));

}  // namespace waymark::base
