#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "base/path.h"
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

/// Evaluates templates. One walker for two purposes: with `checking` it visits every branch once, whatever the
/// values, and complains about what no event could ever make sense of.
class Evaluator {
 public:
  /// `parts` and `roots` live longer than the evaluator. Parts see the roots and their `item`, nothing else.
  Evaluator(const Value& parts, const Scope& roots, std::size_t steps, bool checking = false)
      : parts_(parts), roots_(roots), budget_(steps), checking_(checking) {}

  /// Null where the template gives nothing or there is an error.
  Value evaluate(const Value& node, const base::Path& path);

  /// The first mistake: `template.unknown`, `template.arguments`, `template.malformed` (checking), or
  /// `template.tooLong`, `template.tooDeep`.
  const std::optional<Error>& error() const { return error_; }

 private:
  struct Call;

  Value node_value(const Value& node, const base::Path& path, const Scope* scope);
  Value object_value(const Value& node, const base::Path& path, const Scope* scope);
  Value text_value(std::string_view text, const base::Path& path, const Scope* scope);
  Value expression(std::string_view text, const base::Path& path, const Scope* scope);
  Value filtered(std::string_view filter, Value value, const base::Path& path);
  Value operation(const Member& node, const base::Path& path, const Scope* scope);
  Value choice(Operation operation, const Call& call);
  Value part(const Call& call);
  Value collected(Operation operation, const Call& call);
  Value argument(const Call& call, std::size_t i, const Scope* scope);
  Value argument(const Call& call, std::size_t i);
  const Value* found(std::string_view path, const Scope* scope, const base::Path& at);
  const Signature* signature(std::string_view name, std::size_t arguments, const base::Path& path);
  Value fail(const char* code, const base::Path& path, const char* expected, std::string_view found = {});

  const Value& parts_;
  const Scope& roots_;
  Budget budget_;
  bool checking_;
  std::size_t depth_ = 0;
  std::optional<Error> error_;
};

}  // namespace waymark::delivery
