#include "rules/operators.h"

namespace waymark::rules {
namespace {

constexpr std::uint8_t kAny = 255;

template <class Enum>
constexpr std::uint8_t number(Enum value) {
  return static_cast<std::uint8_t>(value);
}

constexpr Operator kOperators[] = {
    {"var", Form::var, 0, 0, 2},
    {"==", Form::compare, number(Relation::equal), 2, kAny},
    {"===", Form::compare, number(Relation::strict_equal), 2, kAny},
    {"!=", Form::compare, number(Relation::not_equal), 2, kAny},
    {"!==", Form::compare, number(Relation::strict_not_equal), 2, kAny},
    {"<", Form::compare, number(Relation::less), 2, kAny},
    {"<=", Form::compare, number(Relation::less_equal), 2, kAny},
    {">", Form::compare, number(Relation::greater), 2, kAny},
    {">=", Form::compare, number(Relation::greater_equal), 2, kAny},
    {"and", Form::both, 0, 0, kAny},
    {"or", Form::either, 0, 0, kAny},
    {"!", Form::single, number(Function::negate), 1, 1},
    {"!!", Form::single, number(Function::truth), 1, 1},
    {"in", Form::call, number(Function::in), 2, 2},
    {"if", Form::branch, 0, 0, kAny},
    {"?:", Form::branch, 0, 0, kAny},
    {"??", Form::some, 0, 0, kAny},
    {"val", Form::val, number(Function::val), 0, kAny},
    {"exists", Form::val, number(Function::exists), 1, kAny},
    {"missing", Form::call, number(Function::missing), 0, kAny},
    {"missing_some", Form::call, number(Function::missing_some), 2, 2},
    {"+", Form::unary, number(Function::add), 0, kAny},
    {"-", Form::unary, number(Function::subtract), 1, kAny},
    {"*", Form::call, number(Function::multiply), 0, kAny},
    {"/", Form::call, number(Function::divide), 1, kAny},
    {"%", Form::call, number(Function::modulo), 2, kAny},
    {"max", Form::call, number(Function::greatest), 1, kAny},
    {"min", Form::call, number(Function::least), 1, kAny},
    {"cat", Form::unary, number(Function::concatenate), 0, kAny},
    {"substr", Form::call, number(Function::substring), 2, 3},
    {"merge", Form::call, number(Function::merge), 0, kAny},
    {"length", Form::single, number(Function::length), 1, 1},
    {"log", Form::single, number(Function::same), 1, 1},
    {"map", Form::iterate, number(Iterator::map), 2, 2},
    {"filter", Form::iterate, number(Iterator::filter), 2, 2},
    {"reduce", Form::iterate, number(Iterator::reduce), 2, 3},
    {"all", Form::iterate, number(Iterator::all), 2, 2},
    {"some", Form::iterate, number(Iterator::some), 2, 2},
    {"none", Form::iterate, number(Iterator::none), 2, 2},
    {"try", Form::attempt, 0, 1, kAny},
    {"throw", Form::single, number(Function::raise), 1, 1},
    {"preserve", Form::constant, 0, 0, kAny},
    {"startsWith", Form::call, number(Function::starts_with), 2, 2},
    {"endsWith", Form::call, number(Function::ends_with), 2, 2},
    {"containsCi", Form::call, number(Function::contains_ci), 2, 2},
    {"matches", Form::matches, 0, 2, 3},
    {"semver", Form::call, number(Function::semver), 3, 3},
    {"dateBetween", Form::call, number(Function::date_between), 2, 3},
    {"timeIn", Form::call, number(Function::time_in), 2, 3},
    {"bucket", Form::call, number(Function::bucket), 2, 3},
    {"seg", Form::segment, 0, 1, 1},
};

}  // namespace

const Operator* find_operator(std::string_view name) {
  for (const Operator& known : kOperators) {
    if (name == known.name) return &known;
  }
  return nullptr;
}

}  // namespace waymark::rules
