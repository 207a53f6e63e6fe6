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

Value Condition::Node::evaluate(const Facts& facts) const {
  const std::size_t count = arguments.size();
  const auto argument = [&](std::size_t i) { return i < count ? arguments[i].evaluate(facts) : Value(); };
  Value result;
  switch (code) {
    case Code::constant:
      return constant;
    case Code::both:
    case Code::either:
      for (const Node& one : arguments) {
        result = one.evaluate(facts);
        if (truthy(result) == (code == Code::either)) break;
      }
      return result;
    case Code::branch: {
      std::size_t i = 0;
      while (i + 1 < count && !truthy(argument(i))) i += 2;
      return argument(i + 1 < count ? i + 1 : i);
    }
    case Code::list:
      result = Value::array();
      for (const Node& one : arguments) result.push(one.evaluate(facts));
      return result;
    case Code::add: {
      double sum = 0;
      for (const Node& one : arguments) sum += to_number(one.evaluate(facts));
      return Value(sum);
    }
    default:
      break;
  }
  const Value first = argument(0);
  const Value second = argument(1);
  switch (code) {
    case Code::var:
      result = facts.lookup(to_text(first));
      return result.is_null() ? second : result;
    case Code::count:
      return Value::number(facts.count(first.text_or(), second.text_or()));
    case Code::subtract:
      return Value(count == 1 ? -to_number(first) : to_number(first) - to_number(second));
    case Code::negate:
      return Value(!truthy(first));
    case Code::truth:
      return Value(truthy(first));
    case Code::equal:
      return Value(loosely_equal(first, second));
    case Code::strict_equal:
      return Value(strictly_equal(first, second));
    case Code::not_equal:
      return Value(!loosely_equal(first, second));
    case Code::strict_not_equal:
      return Value(!strictly_equal(first, second));
    case Code::less:
      return Value(less_than(first, second) && (count < 3 || less_than(second, argument(2))));
    case Code::less_equal:
      return Value(less_or_equal(first, second) && (count < 3 || less_or_equal(second, argument(2))));
    case Code::greater:
      return Value(less_than(second, first));
    case Code::greater_equal:
      return Value(less_or_equal(second, first));
    case Code::in:
      return Value(contains(first, second));
    default:
      return result;
  }
}

bool Condition::holds(const Facts& facts) const { return truthy(evaluate(facts)); }

}  // namespace waymark::rules
