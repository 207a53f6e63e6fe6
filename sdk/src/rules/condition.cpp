#include "rules/condition.h"

#include <string_view>
#include <utility>

#include "rules/coerce.h"

namespace waymark::rules {
namespace {

bool contains(const Value& needle, const Value& haystack) {
  if (haystack.is_string()) return haystack.text_or().find(to_text(needle)) != std::string_view::npos;
  for (const Value& item : haystack.items()) {
    if (strictly_equal(item, needle)) return true;
  }
  return false;
}

}  // namespace

void Condition::step(const Instruction& instruction, std::vector<Value>& stack, const Facts& facts) {
  const std::size_t arity = instruction.code == Code::add || instruction.code == Code::list ||
                                    instruction.code == Code::subtract || instruction.code == Code::less ||
                                    instruction.code == Code::less_equal
                                ? instruction.arg
                            : instruction.code == Code::negate || instruction.code == Code::truth ? 1
                                                                                                  : 2;
  const std::size_t base = stack.size() - arity;
  const auto at = [&](std::size_t i) -> const Value& { return stack[base + i]; };
  Value result;
  switch (instruction.code) {
    case Code::var: {
      result = facts.lookup(to_text(at(0)));
      if (result.is_null()) result = at(1);
      break;
    }
    case Code::negate:
      result = Value(!truthy(at(0)));
      break;
    case Code::truth:
      result = Value(truthy(at(0)));
      break;
    case Code::equal:
      result = Value(loosely_equal(at(0), at(1)));
      break;
    case Code::strict_equal:
      result = Value(strictly_equal(at(0), at(1)));
      break;
    case Code::not_equal:
      result = Value(!loosely_equal(at(0), at(1)));
      break;
    case Code::strict_not_equal:
      result = Value(!strictly_equal(at(0), at(1)));
      break;
    case Code::less:
      result = Value(less_than(at(0), at(1)) && (arity < 3 || less_than(at(1), at(2))));
      break;
    case Code::less_equal:
      result = Value(less_or_equal(at(0), at(1)) && (arity < 3 || less_or_equal(at(1), at(2))));
      break;
    case Code::greater:
      result = Value(less_than(at(1), at(0)));
      break;
    case Code::greater_equal:
      result = Value(less_or_equal(at(1), at(0)));
      break;
    case Code::in:
      result = Value(contains(at(0), at(1)));
      break;
    case Code::add: {
      double sum = 0;
      for (std::size_t i = 0; i < arity; ++i) sum += to_number(at(i));
      result = Value(sum);
      break;
    }
    case Code::subtract:
      result = Value(arity == 1 ? -to_number(at(0)) : to_number(at(0)) - to_number(at(1)));
      break;
    case Code::list:
      result = Value::array();
      for (std::size_t i = 0; i < arity; ++i) result.push(std::move(stack[base + i]));
      break;
    case Code::count:
      result = Value::number(facts.count(at(0).text_or(), at(1).text_or()));
      break;
    case Code::constant:
    case Code::jump:
    case Code::jump_if_false:
    case Code::keep_if_false:
    case Code::keep_if_true:
      break;
  }
  stack.resize(base);
  stack.push_back(std::move(result));
}

Value Condition::evaluate(const Facts& facts) const {
  std::vector<Value> stack;
  for (std::size_t at = 0; at < program_.size(); ++at) {
    const Instruction& instruction = program_[at];
    switch (instruction.code) {
      case Code::constant:
        stack.push_back(constants_[instruction.arg]);
        break;
      case Code::jump:
        at = instruction.arg - 1;
        break;
      case Code::jump_if_false: {
        const bool jump = !truthy(stack.back());
        stack.pop_back();
        if (jump) at = instruction.arg - 1;
        break;
      }
      case Code::keep_if_false:
      case Code::keep_if_true:
        if (truthy(stack.back()) == (instruction.code == Code::keep_if_true)) {
          at = instruction.arg - 1;
        } else {
          stack.pop_back();
        }
        break;
      default:
        step(instruction, stack, facts);
    }
  }
  return stack.empty() ? Value(true) : std::move(stack.back());
}

bool Condition::holds(const Facts& facts) const { return truthy(evaluate(facts)); }

}  // namespace waymark::rules
