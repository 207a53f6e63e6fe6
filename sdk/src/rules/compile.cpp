#include <cstdint>
#include <string>
#include <string_view>

#include "base/path.h"
#include "base/whole.h"
#include "rules/condition.h"

namespace waymark::rules {

using base::Path;

/// Checks a tree of JsonLogic and turns it into one of codes. Recursion is bounded by kMaxDepth.
class Compiler {
 public:
  using Code = Condition::Code;
  using Node = Condition::Node;

  explicit Compiler(Result<Condition>& out) : out_(out) {}

  void compile(const Value& rule, const Path& path) { node(rule, path, 0, out_.value().root_); }

 private:
  struct Operator {
    const char* name;
    Code code;
    std::uint16_t least;
    std::uint16_t most;
  };

  static constexpr Operator kOperators[] = {{"!", Code::negate, 1, 1},
                                            {"!!", Code::truth, 1, 1},
                                            {"==", Code::equal, 2, 2},
                                            {"===", Code::strict_equal, 2, 2},
                                            {"!=", Code::not_equal, 2, 2},
                                            {"!==", Code::strict_not_equal, 2, 2},
                                            {"<", Code::less, 2, 3},
                                            {"<=", Code::less_equal, 2, 3},
                                            {">", Code::greater, 2, 2},
                                            {">=", Code::greater_equal, 2, 2},
                                            {"in", Code::in, 2, 2},
                                            {"+", Code::add, 0, 64},
                                            {"-", Code::subtract, 1, 2},
                                            {"ev.count", Code::count, 2, 2},
                                            {"var", Code::var, 0, 2},
                                            {"and", Code::both, 0, UINT16_MAX},
                                            {"or", Code::either, 0, UINT16_MAX},
                                            {"if", Code::branch, 0, UINT16_MAX},
                                            {"?:", Code::branch, 0, UINT16_MAX}};

  bool node(const Value& json, const Path& path, std::size_t depth, Node& out) {
    if (depth > kMaxDepth) return fail("rule.tooDeep", path, "at most 32 levels", "more");
    if (++nodes_ > kMaxNodes) return fail("rule.tooLarge", path, "at most 512 nodes", "more");
    out.constant = Value();
    if (json.is_array()) {
      out.code = Code::list;
      return arguments(json, path, depth, out);
    }
    if (!json.is_object()) {
      out.constant = json;
      return true;
    }
    if (json.members().size() != 1) {
      return fail("rule.arguments", path, "an object with one operator",
                  base::count_text(json.members().size()) + " members");
    }
    const Member& call = json.members()[0];
    return operation(call.key, call.value, Path{&path, call.key, 0}, depth, out);
  }

  /// JsonLogic lets a single argument stand without its array.
  bool arguments(const Value& json, const Path& path, std::size_t depth, Node& out) {
    if (!json.is_array()) return node(json, path, depth + 1, out.arguments.emplace_back());
    for (std::size_t i = 0; i < json.items().size(); ++i) {
      if (!node(json.items()[i], Path{&path, {}, i}, depth + 1, out.arguments.emplace_back())) return false;
    }
    return true;
  }

  bool operation(const std::string& name, const Value& json, const Path& path, std::size_t depth, Node& out) {
    for (const Operator& known : kOperators) {
      if (name != known.name) continue;
      const std::size_t count = json.is_array() ? json.items().size() : 1;
      if (count < known.least || count > known.most) {
        const std::string expected = base::count_text(known.least) + " to " + base::count_text(known.most);
        return fail("rule.arguments", path, expected.c_str(), base::count_text(count) + " arguments");
      }
      if (known.code == Code::count && !check_window(json.items(), path)) return false;
      out.code = known.code;
      if (!arguments(json, path, depth, out)) return false;
      if (known.code == Code::var && count == 0) out.arguments.emplace_back().constant = Value("");
      return true;
    }
    return fail("rule.unknownOperator", path, "an operator of the condition language", name);
  }

  bool check_window(std::span<const Value> arguments, const Path& path) {
    if (!arguments[0].is_string()) return fail("rule.arguments", Path{&path, {}, 0}, "the name of an event", "");
    if (is_window(arguments[1].text_or())) return true;
    return fail("rule.arguments", Path{&path, {}, 1}, "a window: 30m, 12h, 7d, session, page or lifetime",
                arguments[1].text());
  }

  bool fail(const char* code, const Path& path, const char* expected, const std::string& found) {
    out_.fail(Error(code, path.pointer(), expected, found));
    return false;
  }

  Result<Condition>& out_;
  std::size_t nodes_ = 0;
};

Result<Condition> Condition::compile(const Value& rule, const std::string& pointer) {
  Result<Condition> condition;
  Compiler(condition).compile(rule, Path{nullptr, pointer, 0});
  return condition;
}

}  // namespace waymark::rules
