#pragma once

#include <cstdint>
#include <string_view>

#include "rules/coerce.h"
#include "rules/program.h"

namespace waymark::rules {

/// How an operator's arguments are compiled.
enum class Form : std::uint8_t {
  call,     ///< All are computed, then Function `code` is called.
  unary,    ///< The same, and a list computed as the only argument stands for all of them.
  single,   ///< One argument is computed, whatever it is.
  compare,  ///< Relation `code`; chains.
  both,
  either,
  some,  ///< `??`
  branch,
  iterate,  ///< Iterator `code`.
  attempt,  ///< `try`
  var,
  val,       ///< `val` and `exists`
  constant,  ///< `preserve`
  matches,
  segment
};

struct Operator {
  const char* name;
  Form form;
  std::uint8_t code;
  std::uint8_t least;  ///< Arguments it needs.
  std::uint8_t most;
};

/// Null where there is none of that name.
const Operator* find_operator(std::string_view name);

}  // namespace waymark::rules
