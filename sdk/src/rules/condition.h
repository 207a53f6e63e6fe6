#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "rules/facts.h"
#include "waymark/error.h"
#include "waymark/list.h"
#include "waymark/result.h"
#include "waymark/value.h"

namespace waymark::rules {

/// Levels of nesting in a condition. Deeper ones are refused at load.
inline constexpr std::size_t kMaxDepth = 32;
/// Nodes of one condition.
inline constexpr std::size_t kMaxNodes = 512;

/// JsonLogic (jsonlogic.com) compiled to a tree of codes and constants: evaluating it looks up no names, and recurses
/// no deeper than kMaxDepth.
/// Operators: var and or ! !! == === != !== < <= > >= in if ?: + - and ev.count [event, window].
class Condition {
 public:
  /// Always true.
  Condition() = default;

  /// Errors: `rule.unknownOperator`, `rule.arguments`, `rule.tooDeep`, `rule.tooLarge`; their pointers lie under
  /// `pointer`.
  static Result<Condition> compile(const Value& rule, const std::string& pointer);

  /// The result as JsonLogic gives it. Steps are bounded by the size of the tree: it has no loops.
  Value evaluate(const Facts& facts) const { return root_.evaluate(facts); }
  /// The same by JsonLogic's truth table: "", 0, null, false and [] are false.
  bool holds(const Facts& facts) const;

 private:
  friend class Compiler;

  enum class Code : std::uint8_t {
    constant,
    var,  ///< Path and default, always both.
    negate,
    truth,
    equal,
    strict_equal,
    not_equal,
    strict_not_equal,
    less,  ///< Two arguments, or three for "between".
    less_equal,
    greater,
    greater_equal,
    in,
    add,
    subtract,  ///< One argument is negated.
    list,
    count,  ///< Event name and window.
    both,
    either,
    branch,  ///< if c1 then v1 else if c2 then v2 … else v
  };

  struct Node {
    Code code = Code::constant;
    Value constant = Value(true);
    List<Node> arguments;

    Value evaluate(const Facts& facts) const;
  };

  Node root_;
};

}  // namespace waymark::rules
