#pragma once

#include <string_view>

#include "text/render.h"

namespace waymark::text {

/// A name that a loop has given to a value, linked from the inside out on the stack.
struct Scope {
  const Scope* up;
  std::string_view name;
  const Value& value;
};

/// Reads one tag from its beginning to its end. What it cannot read leaves `bad` set; nothing after that counts.
class Expression {
 public:
  Expression(std::string_view text, const Facts& facts, const Scope* scope)
      : rest_(text), facts_(facts), scope_(scope) {}

  /// A path or a literal; a path's text is left in `path`.
  Value operand();
  /// An operand and its filters. `missing`: its path had no value and no `default` helped.
  Value filtered(int& steps, bool& missing);
  /// Comparisons joined by `and` and `or`, which bind alike and to the right, as in Liquid.
  bool condition();
  /// The next name (letters, digits, `_`, `-`), empty where there is none.
  std::string_view word();
  /// Takes the sign if it is next.
  bool take(std::string_view sign);
  bool ended() { return skip().empty(); }

  std::string_view path;
  bool bad = false;

 private:
  std::string_view skip();
  bool comparison();
  Value lookup(std::string_view from) const;

  std::string_view rest_;
  const Facts& facts_;
  const Scope* scope_;
};

/// How a value stands in a text: numbers as JSON writes them, lists joined, nothing for null and objects.
std::string text_of(const Value& value);

}  // namespace waymark::text
