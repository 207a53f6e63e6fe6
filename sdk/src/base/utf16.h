#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace waymark::base {

/// Walks well-formed UTF-8 character by character; a byte that belongs to none stands for itself.
class Characters {
 public:
  explicit Characters(std::string_view text) : text_(text) {}

  bool done() const { return at_ >= text_.size(); }
  /// Bytes walked so far.
  std::size_t position() const { return at_; }
  /// The next code point.
  char32_t next();

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

/// Length of a well-formed text as JavaScript's `length`.
std::size_t utf16_length(std::string_view text);

/// Byte at which the given number of UTF-16 code units has passed; inside a surrogate pair, the byte before it.
std::size_t utf16_offset(std::string_view text, std::size_t units);

/// As JavaScript's `<`, by UTF-16 code unit: below zero, zero or above.
int utf16_compare(std::string_view left, std::string_view right);

}  // namespace waymark::base
