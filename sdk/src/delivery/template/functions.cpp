#include "delivery/template/functions.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "base/iso_time.h"
#include "base/utf8.h"
#include "delivery/template/encodings.h"
#include "event/url.h"
#include "json/number.h"
#include "json/write.h"

namespace waymark::delivery {
namespace {

constexpr unsigned char kMany = 255;

// clang-format off
constexpr Signature kOperations[] = {
    {"first", 1, kMany}, {"if", 2, kMany}, {"match", 2, 2}, {"each", 2, 2}, {"object", 3, 3}, {"with", 2, 2},
    {"use", 1, 2}, {"literal", 1, 1},
    {"eq", 2, 2}, {"in", 2, 2}, {"less", 2, 2}, {"not", 1, 1}, {"all", 1, kMany}, {"any", 1, kMany},
    {"or", 2, 2}, {"merge", 1, kMany}, {"concat", 1, kMany}, {"sum", 1, kMany}, {"type", 1, 1},
    {"join", 2, 2}, {"pick", 2, kMany}, {"omit", 2, kMany}, {"rename", 2, 2}, {"get", 2, 2}, {"cut", 2, 2},
    {"length", 1, 1}, {"host", 1, 1}, {"param", 2, 2}, {"some", 1, 1},
    {"number", 1, 1}, {"times", 2, 2}, {"over", 2, 2}, {"floor", 1, 1}, {"round", 2, 2},
    {"iso", 1, 1}, {"text", 1, 1}, {"json", 1, 1}, {"lower", 1, 1}, {"snake", 1, 1}, {"url", 1, 1}, {"query", 1, 1},
    {"hash", 1, 1}};
// clang-format on

/// Whole numbers below are exact.
constexpr double kMaxWhole = 9007199254740992.0;  // 2^53

/// The number, or the one a text spells; NaN for anything else.
double number_of(const Value& value) {
  return value.is_string() ? json::number_from(value.text_or()) : value.number_or(NAN);
}

/// Elements of a list, or the value itself.
std::span<const Value> spread(const Value& value) {
  return value.is_array() ? value.items() : std::span<const Value>(&value, 1);
}

std::size_t length(const Value& value) { return value.text().size() + value.items().size() + value.members().size(); }

bool contains(const Value& where, const Value& what) {
  if (where.find(what.text())) return true;
  if (where.is_string()) return what.is_string() && where.text().find(what.text()) != std::string::npos;
  for (const Value& item : where.items()) {
    if (item == what) return true;
  }
  return false;
}

bool answer(Operation function, std::span<const Value> arguments) {
  const Value& value = arguments[0];
  const Value& other = arguments.back();
  if (function == Operation::eq) return value == other;
  if (function == Operation::in) return contains(other, value);
  if (function == Operation::less) return number_of(value) < number_of(other);
  if (function == Operation::no) return !holds(value);
  const bool any = function == Operation::any;
  for (const Value& argument : arguments) {
    if (holds(argument) == any) return any;
  }
  return !any;
}

/// Members of the first that are named (pick), that are not (omit), or all of them under other names (rename).
Value choose(Operation function, std::span<const Value> arguments, Budget& budget) {
  Value out = Value::object();
  for (const Member& member : arguments[0].members()) {
    bool named = false;
    for (std::size_t i = 1; i < arguments.size(); ++i) {
      for (const Value& name : spread(arguments[i])) named |= name.text() == member.key;
    }
    const Value* to = arguments[1].find(member.key);
    if (function == Operation::rename || named == (function == Operation::pick)) {
      set_member(out, to ? to->text() : member.key, member.value, budget);
    }
  }
  return out;
}

/// All members of objects, the later over the earlier; or all elements, in one list.
Value gathered(Operation function, std::span<const Value> arguments, Budget& budget) {
  Value out;
  if (function == Operation::concat) out = Value::array();
  for (const Value& argument : arguments) {
    if (function == Operation::merge) {
      if (argument.is_object() && out.is_null()) out = Value::object();
      for (const Member& member : argument.members()) set_member(out, member.key, member.value, budget);
    } else {
      for (const Value& item : spread(argument)) {
        if (!item.is_null()) out.push(item);
      }
    }
  }
  return out;
}

double sum(std::span<const Value> arguments) {
  double total = NAN;
  for (const Value& argument : arguments) {
    for (const Value& item : spread(argument)) {
      const double number = number_of(item);
      if (number == number) total = total == total ? total + number : number;
    }
  }
  return total;
}

/// At most so many characters, elements or members; all where it is no number.
void cut(Value& value, double limit) {
  if (limit != limit) return;
  const auto count = static_cast<std::size_t>(std::clamp(limit, 0.0, 1e9));
  value.truncate(count);
  const std::string& text = value.text();
  std::size_t at = 0;
  for (std::size_t i = 0; i < count && at < text.size(); ++i) {
    at += std::max<std::size_t>(base::utf8_length(std::string_view(text).substr(at)), 1);
  }
  if (at < text.size()) value = Value(std::string_view(text).substr(0, at));
}

std::string joined(const Value& list, const std::string& separator, Budget& budget) {
  std::string out;
  for (const Value& item : list.items()) {
    if (!budget.spend(1 + separator.size() / 32)) break;
    if (&item != list.items().data()) out.append(separator);
    out.append(text_of(item));
  }
  return out;
}

const char* type_of(const Value& value) {
  static constexpr char kNames[][8] = {"null", "boolean", "number", "string", "array", "object"};
  const double number = value.number_or(0.5);
  if (number == std::floor(number) && std::fabs(number) < kMaxWhole) return "integer";
  return kNames[static_cast<int>(value.kind())];
}

double computed(Operation function, double a, double b) {
  switch (function) {
    case Operation::times:
      return a * b;
    case Operation::over:
      return a / b;
    case Operation::floor:
      return std::floor(a);
    case Operation::round: {
      double scale = 1;
      for (; b >= 1 && scale < 1e15; --b) scale *= 10;
      return std::floor(a * scale + 0.5) / scale;
    }
    default:
      return a;
  }
}

std::string spelled(Operation function, const Value& value) {
  std::string text = text_of(value);
  switch (function) {
    case Operation::json:
      return json::write(value);
    case Operation::lower:
      return lower_case(text);
    case Operation::snake:
      return snake_case(text);
    case Operation::url:
      return url_encoded(text);
    case Operation::query:
      return query_of(value);
    case Operation::hash:
      return hash_of(text);
    default:
      return text;
  }
}

}  // namespace

bool Budget::spend_copy(const Value& value, std::size_t depth) {
  if (!spend(depth > kMaxTemplateDepth ? SIZE_MAX : 1 + value.text().size() / 32)) return false;
  for (const Value& item : value.items()) {
    if (!spend_copy(item, depth + 1)) return false;
  }
  for (const Member& member : value.members()) {
    if (!spend_copy(member.value, depth + 1)) return false;
  }
  return true;
}

const Signature* find_operation(std::string_view name) {
  for (const Signature& known : kOperations) {
    if (name == known.name) return &known;
  }
  return nullptr;
}

Operation operation_of(const Signature& signature) { return static_cast<Operation>(&signature - kOperations); }

std::string text_of(const Value& value) {
  return value.is_string() || value.is_null() ? value.text() : json::write(value);
}

bool holds(const Value& value) { return value.is_number() || value.boolean_or(false) || length(value) > 0; }

const Value* child(const Value& value, std::string_view name) {
  if (!value.is_array()) return value.find(name);
  const double index = json::number_from(name);
  return index >= 0 && index < static_cast<double>(value.items().size())
             ? &value.items()[static_cast<std::size_t>(index)]
             : nullptr;
}

void set_member(Value& object, std::string_view key, Value value, Budget& budget) {
  if (budget.spend(object.members().size() / 16)) object.set(key, std::move(value));
}

Value call(Operation function, std::span<Value> arguments, Budget& budget) {
  Value& value = arguments.front();
  const Value& other = arguments.back();
  if (function < Operation::alternative) return answer(function, arguments);
  if (function >= Operation::join && value.is_null()) return {};
  if (function >= Operation::text) return spelled(function, value);
  double number = 0;
  switch (function) {
    case Operation::alternative:
      return std::move(value.is_null() ? arguments[1] : value);
    case Operation::merge:
    case Operation::concat:
      return gathered(function, arguments, budget);
    case Operation::sum:
      number = sum(arguments);
      break;
    case Operation::type:
      return type_of(value);
    case Operation::join:
      return joined(value, other.text(), budget);
    case Operation::pick:
    case Operation::omit:
    case Operation::rename:
      return choose(function, arguments, budget);
    case Operation::get: {
      const Value* found = child(value, text_of(other));
      return found ? *found : Value();
    }
    case Operation::cut:
      cut(value, number_of(other));
      return std::move(value);
    case Operation::length:
      number = static_cast<double>(length(value));
      break;
    case Operation::host:
      return event::split_url(value.text()).host;
    case Operation::param:
      return event::query_parameters(event::split_url(value.text()).query)[other.text()];
    case Operation::some:
      if (value.kind() >= Value::Kind::string && !holds(value)) return {};
      return std::move(value);
    case Operation::iso:
      number = number_of(value);
      if (!(std::fabs(number) < kMaxWhole)) return {};
      return base::iso_time(static_cast<TimeMs>(number));
    default:
      number = computed(function, number_of(value), number_of(other));
  }
  return std::isfinite(number) ? Value(number) : Value();
}

}  // namespace waymark::delivery
