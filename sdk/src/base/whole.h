#pragma once

#include <cstdint>
#include <string>

namespace waymark::base {

/// The number in decimal. (std::to_string has a function for every type, with tables of digits and powers: 1 KB.)
std::string whole_text(std::int64_t number);

/// The same for sizes and counts.
template <class Count>
std::string count_text(Count count) {
  return whole_text(static_cast<std::int64_t>(count));
}

}  // namespace waymark::base
