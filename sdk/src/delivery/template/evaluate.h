#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "delivery/template/budget.h"
#include "delivery/template/functions.h"
#include "waymark/error.h"
#include "waymark/value.h"

namespace waymark::delivery {

/// What a path may begin with, linked from the inside out on the stack.
struct Scope {
  const Scope* up;
  std::string_view name;  ///< Empty: each member of `value` is a name.
  const Value* value;
};

inline constexpr const char* kTooLong = "template.tooLong";
inline constexpr const char* kInvalid = "template.invalid";

/// Evaluates templates of one definition. One walker for two purposes: with `checking` it visits every branch once,
/// whatever the values, and complains about what no event could ever make sense of.
class Evaluator {
 public:
  /// `document` (the definition) and `roots` live longer. Parts see the roots and their `item`, nothing else.
  Evaluator(const Value& document, const Scope& roots, std::size_t steps, bool checking = false)
      : document_(document), roots_(roots), budget_(steps), checking_(checking) {}

  /// Value of a part of the document; null where it gives nothing or there was a failure.
  Value evaluate(const Value& node) { return node_value(node, &roots_); }

  /// Notes a failure at a node of the document; the first one counts.
  Value fail(const char* code, const char* expected, const Value& node, std::string_view found = {});
  bool failed() const { return code_ || budget_.overdrawn(); }
  /// The first failure: `template.tooLong` (steps or levels), or of its author `template.invalid`. The JSON pointer
  /// continues the one of the document.
  Error error(std::string pointer) const;

 private:
  using Arguments = std::span<const Value>;

  Value node_value(const Value& node, const Scope* scope);
  Value tree_value(const Value& node, const Scope* scope);
  Value text_value(const Value& node, const Scope* scope);
  Value expression(std::string_view text, const Value& node, const Scope* scope);
  Value operation(const Value& node, const Scope* scope);
  Value alternatives(Operation operation, Arguments arguments, const Scope* scope);
  Value match(Arguments arguments, const Scope* scope);
  Value with(Arguments arguments, const Scope* scope);
  Value use(Arguments arguments, const Scope* scope);
  Value collected(Arguments arguments, const Scope* scope);
  Value apply(std::string_view name, Value arguments, const Value& node);
  const Signature* signature(std::string_view name, std::size_t arguments, const Value& node);

  const Value& document_;
  const Scope& roots_;
  Budget budget_;
  bool checking_;
  std::size_t depth_ = 0;
  // The first failure: its place is looked for in the document only when it is told.
  const char* code_ = nullptr;
  const char* expected_ = "";
  const Value* node_ = nullptr;
  std::string_view found_;
};

}  // namespace waymark::delivery
