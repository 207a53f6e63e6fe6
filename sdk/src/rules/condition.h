#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "rules/facts.h"
#include "waymark/error.h"
#include "waymark/result.h"
#include "waymark/value.h"

namespace waymark::rules {

/// Levels of nesting in a condition. Deeper ones are refused at load.
inline constexpr std::size_t kMaxDepth = 32;
/// Nodes of one condition.
inline constexpr std::size_t kMaxNodes = 512;

/// JsonLogic (jsonlogic.com) compiled to a flat program: evaluating it neither recurses nor parses.
/// Operators: var and or ! !! == === != !== < <= > >= in if ?: + - and ev.count [event, window].
class Condition {
 public:
  /// An empty program: always true.
  Condition() = default;

  /// Errors: `rule.unknownOperator`, `rule.arguments`, `rule.tooDeep`, `rule.tooLarge`; their pointers lie under
  /// `pointer`.
  static Result<Condition> compile(const Value& rule, const std::string& pointer);

  /// The result as JsonLogic gives it. Steps are bounded by the size of the program: it has no loops.
  Value evaluate(const Facts& facts) const;
  /// The same by JsonLogic's truth table: "", 0, null, false and [] are false.
  bool holds(const Facts& facts) const;

 private:
  friend class Compiler;

  enum class Code : std::uint8_t {
    constant,       ///< push constants_[arg]
    jump,           ///< to arg
    jump_if_false,  ///< pops; to arg where false
    keep_if_false,  ///< to arg where the top is false, else pops
    keep_if_true,   ///< to arg where the top is true, else pops
    var,            ///< pops default and path
    negate,
    truth,
    equal,
    strict_equal,
    not_equal,
    strict_not_equal,
    less,  ///< pops arg operands: two, or three for "between"
    less_equal,
    greater,
    greater_equal,
    in,
    add,       ///< pops arg operands
    subtract,  ///< pops arg operands: one negates
    list,      ///< pops arg operands, pushes an array
    count,     ///< pops window and event name
  };

  struct Instruction {
    Code code;
    std::uint32_t arg;
  };

  static void step(const Instruction& instruction, std::vector<Value>& stack, const Facts& facts);

  std::vector<Instruction> program_;
  std::vector<Value> constants_;
};

}  // namespace waymark::rules
