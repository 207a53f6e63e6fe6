#include <array>
#include <string_view>
#include <utility>

#include "rules/condition.h"

namespace waymark::rules {

/// Turns the tree into a program, children before parents. Recursion is bounded by kMaxDepth.
class Compiler {
 public:
  using Code = Condition::Code;

  Condition take() { return std::move(out_); }
  Error& error() { return error_; }

  bool node(const Value& node, const std::string& pointer, std::size_t depth) {
    if (depth > kMaxDepth) return fail("rule.tooDeep", pointer, "at most 32 levels", "more");
    if (++nodes_ > kMaxNodes) return fail("rule.tooLarge", pointer, "at most 512 nodes", "more");
    if (node.is_array()) {
      for (std::size_t i = 0; i < node.items().size(); ++i) {
        if (!this->node(node.items()[i], pointer + "/" + std::to_string(i), depth + 1)) return false;
      }
      emit(Code::list, node.items().size());
      return true;
    }
    if (!node.is_object()) return constant(node);
    if (node.members().size() != 1) {
      return fail("rule.arguments", pointer, "an object with one operator",
                  std::to_string(node.members().size()) + " members");
    }
    const Member& call = node.members()[0];
    return operation(call.key, call.value, pointer + "/" + call.key, depth);
  }

 private:
  struct Operator {
    std::string_view name;
    Code code;
    std::size_t least;
    std::size_t most;
  };

  static constexpr std::array<Operator, 15> kOperators = {{{"!", Code::negate, 1, 1},
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
                                                           {"var", Code::var, 0, 2}}};

  /// JsonLogic lets a single argument stand without its array.
  static std::span<const Value> arguments_of(const Value& value) {
    return value.is_array() ? value.items() : std::span<const Value>(&value, 1);
  }

  bool operation(const std::string& name, const Value& value, const std::string& pointer, std::size_t depth) {
    const auto arguments = arguments_of(value);
    const auto argument = [&](std::size_t i) {
      return node(arguments[i], value.is_array() ? pointer + "/" + std::to_string(i) : pointer, depth + 1);
    };
    if (name == "and" || name == "or") {
      return shortcut(name == "and" ? Code::keep_if_false : Code::keep_if_true, arguments.size(), argument);
    }
    if (name == "if" || name == "?:") return branch(arguments.size(), argument);
    for (const Operator& known : kOperators) {
      if (known.name != name) continue;
      if (arguments.size() < known.least || arguments.size() > known.most) {
        const std::string expected = std::to_string(known.least) + " to " + std::to_string(known.most);
        return fail("rule.arguments", pointer, expected.c_str(), std::to_string(arguments.size()) + " arguments");
      }
      if (known.code == Code::count && !check_window(arguments, pointer)) return false;
      for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (!argument(i)) return false;
      }
      // `var` always pops a path and a default.
      for (std::size_t i = arguments.size(); known.code == Code::var && i < 2; ++i) {
        constant(i == 0 ? Value("") : Value());
      }
      emit(known.code, arguments.size());
      return true;
    }
    return fail("rule.unknownOperator", pointer, "an operator of the condition language", name);
  }

  bool check_window(std::span<const Value> arguments, const std::string& pointer) {
    if (!arguments[0].is_string()) return fail("rule.arguments", pointer + "/0", "the name of an event", "");
    if (!is_window(arguments[1].text_or())) {
      return fail("rule.arguments", pointer + "/1", "a window: 30m, 12h, 7d, session, page or lifetime",
                  arguments[1].text());
    }
    return true;
  }

  template <class Argument>
  bool shortcut(Code keep, std::size_t count, Argument argument) {
    if (count == 0) return constant(Value());
    std::vector<std::size_t> jumps;
    for (std::size_t i = 0; i < count; ++i) {
      if (!argument(i)) return false;
      if (i + 1 < count) jumps.push_back(emit(keep, 0));
    }
    for (std::size_t jump : jumps) land(jump);
    return true;
  }

  /// if c1 then v1 else if c2 then v2 … else v
  template <class Argument>
  bool branch(std::size_t count, Argument argument) {
    std::vector<std::size_t> ends;
    std::size_t i = 0;
    for (; i + 1 < count; i += 2) {
      if (!argument(i)) return false;
      const std::size_t skip = emit(Code::jump_if_false, 0);
      if (!argument(i + 1)) return false;
      ends.push_back(emit(Code::jump, 0));
      land(skip);
    }
    if (i < count ? !argument(i) : !constant(Value())) return false;
    for (std::size_t end : ends) land(end);
    return true;
  }

  bool constant(const Value& value) {
    emit(Code::constant, out_.constants_.size());
    out_.constants_.push_back(value);
    return true;
  }

  std::size_t emit(Code code, std::size_t arg) {
    out_.program_.push_back({code, static_cast<std::uint32_t>(arg)});
    return out_.program_.size() - 1;
  }

  void land(std::size_t jump) { out_.program_[jump].arg = static_cast<std::uint32_t>(out_.program_.size()); }

  bool fail(const char* code, const std::string& pointer, const char* expected, const std::string& found) {
    error_ = Error(code, pointer, expected, found);
    return false;
  }

  Condition out_;
  Error error_{"", ""};
  std::size_t nodes_ = 0;
};

Result<Condition> Condition::compile(const Value& rule, const std::string& pointer) {
  Compiler compiler;
  if (!compiler.node(rule, pointer, 0)) return compiler.error();
  return compiler.take();
}

}  // namespace waymark::rules
