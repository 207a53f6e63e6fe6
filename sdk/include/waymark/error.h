#pragma once

#include <string>

namespace waymark {

/// What is wrong with a piece of input, for its author to act on. What each code means and what to do about it is
/// written in docs/errors.md, not here: sentences are bytes every visitor would download.
struct Error {
  Error(const char* code, const std::string& pointer, const char* expected = "", const std::string& found = {});

  const char* code;      ///< Stable and dotted: `config.invalid`. Static.
  std::string pointer;   ///< JSON pointer (RFC 6901) to the place; empty for the whole.
  std::string expected;  ///< What would have been accepted.
  std::string found;     ///< What was there, shortened.
};

}  // namespace waymark
