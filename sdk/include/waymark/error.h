#pragma once

#include <string>

namespace waymark {

/// What is wrong with a piece of input, in words its author can act on.
struct Error {
  std::string code;      ///< Stable and dotted: `config.outOfRange`.
  std::string pointer;   ///< JSON pointer (RFC 6901) to the place; empty for the whole.
  std::string message;   ///< One sentence for a person.
  std::string expected;  ///< What would have been accepted.
  std::string found;     ///< What was there, shortened.
};

}  // namespace waymark
