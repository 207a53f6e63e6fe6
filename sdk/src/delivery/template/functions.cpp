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

constexpr unsigned char kAny = 255;

// clang-format off
constexpr Signature kOperations[] = {
    {"first", 1, kAny}, {"if", 2, kAny}, {"match", 2, 2}, {"each", 2, 2}, {"object", 3, 3}, {"with", 2, 2},
    {"use", 1, 2}, {"literal", 0, kAny},
    {"eq", 2, 2}, {"in", 2, 2}, {"less", 2, 2}, {"not", 1, 1}, {"all", 1, kAny}, {"any", 1, kAny}, {"or", 2, 2},
    {"merge", 1, kAny}, {"concat", 1, kAny}, {"sum", 1, kAny}, {"type", 1, 1},
    {"join", 2, 2}, {"pick", 2, kAny}, {"omit", 2, kAny}, {"rename", 2, 2}, {"get", 2, 2}, {"times", 2, 2},
    {"over", 2, 2}, {"floor", 1, 1}, {"round", 1, 2}, {"number", 1, 1}, {"text", 1, 1}, {"json", 1, 1},
    {"iso", 1, 1}, {"lower", 1, 1}, {"snake", 1, 1}, {"cut", 2, 2}, {"length", 1, 1}, {"split", 2, 2}, {"url", 1, 1},
    {"query", 1, 1}, {"base64", 1, 1}, {"hash", 1, 1}, {"host", 1, 1}, {"param", 2, 2}, {"some", 1, 1}};
// clang-format on

/// Whole numbers below are exact.
constexpr double kMaxWhole = 9007199254740992.0;  // 2^53

/// The number, or the one a text spells; NaN for anything else.
double number_of(const Value& value) {
  return value.is_string() ? json::number_from(value.text_or()) : value.number_or(NAN);
}

Value finite(double number) { return std::isfinite(number) ? Value(number) : Value(); }

/// Elements of a list, or the value itself.
std::span<const Value> spread(const Value& value) {
  return value.is_array() ? value.items() : std::span<const Value>(&value, 1);
}

bool contains(const Value& where, const Value& what) {
  if (where.is_object()) return where.find(what.text_or()) != nullptr;
  if (where.is_string()) return what.is_string() && where.text().find(what.text()) != std::string::npos;
  for (const Value& item : where.items()) {
    if (item == what) return true;
  }
  return false;
}

/// Members of `from` that are named (pick), that are not (omit), or all of them under other names (rename).
Value choose(Operation function, const std::vector<Value>& arguments, Budget& budget) {
  Value out = Value::object();
  for (const Member& member : arguments[0].members()) {
    const Value* to = arguments[1].find(member.key);
    bool named = false;
    for (std::size_t i = 1; i < arguments.size(); ++i) {
      for (const Value& name : spread(arguments[i])) named |= name.text_or() == member.key;
    }
    if (!budget.spend(arguments.size())) break;
    if (function == Operation::rename) {
      set_member(out, to ? to->text_or() : std::string_view(member.key), member.value, budget);
    } else if (named == (function == Operation::pick)) {
      out.append_member(member.key, member.value);
    }
  }
  return out;
}

/// At most `limit` characters, elements or members; all where it is no number.
Value cut(Value value, double limit) {
  if (std::isnan(limit)) return value;
  const auto count = static_cast<std::size_t>(std::clamp(limit, 0.0, 1e9));
  if (!value.is_string()) {
    value.truncate(count);
    return value;
  }
  const std::string_view text = value.text_or();
  std::size_t at = 0;
  for (std::size_t i = 0; i < count && at < text.size(); ++i) {
    at += std::max<std::size_t>(base::utf8_length(text.substr(at)), 1);
  }
  return Value(text.substr(0, at));
}

Value length(const Value& value) {
  return Value::number(value.text().size() + value.items().size() + value.members().size());
}

const char* type_of(const Value& value) {
  static constexpr char kNames[][9] = {"null", "boolean", "number", "string", "array", "object"};
  const double number = value.number_or(0.5);
  if (number == std::floor(number) && std::fabs(number) < kMaxWhole) return "integer";
  return kNames[static_cast<int>(value.kind())];
}

Value join(const Value& list, std::string_view separator, Budget& budget) {
  std::string out;
  for (const Value& item : list.items()) {
    if (!budget.spend(1 + separator.size() / 32)) break;
    if (!out.empty()) out.append(separator);
    out.append(text_of(item));
  }
  return Value(std::move(out));
}

Value split(std::string_view text, std::string_view separator) {
  Value out = Value::array();
  while (true) {
    const std::size_t end = separator.empty() ? std::string_view::npos : text.find(separator);
    out.push(Value(text.substr(0, end)));
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + separator.size());
  }
}

}  // namespace

bool Budget::spend_copy(const Value& value, std::size_t depth) {
  if (!spend(1 + value.text().size() / 32) || depth > kMaxTemplateDepth) return spend(SIZE_MAX);
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
  if (value.is_null()) return {};
  return value.is_string() ? value.text() : json::write(value);
}

bool holds(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::boolean:
      return value.boolean_or(false);
    case Value::Kind::number:
      return true;
    default:
      return length(value).number_or(0) > 0;
  }
}

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

Value call(Operation function, std::vector<Value>& arguments, Budget& budget) {
  Value& value = arguments[0];
  if (function >= kFirstStrict && value.is_null()) return {};
  const Value& other = arguments.back();
  switch (function) {
    case Operation::eq:
      return value == other;
    case Operation::in:
      return contains(other, value);
    case Operation::less:
      return number_of(value) < number_of(other);
    case Operation::no:
      return !holds(value);
    case Operation::all:
    case Operation::any: {
      const bool any = function == Operation::any;
      for (const Value& argument : arguments) {
        if (holds(argument) == any) return any;
      }
      return !any;
    }
    case Operation::alternative:
      return std::move(arguments[value.is_null() ? 1 : 0]);
    case Operation::merge: {
      Value out;
      for (const Value& argument : arguments) {
        for (const Member& member : argument.members()) set_member(out, member.key, member.value, budget);
        if (argument.is_object() && out.is_null()) out = Value::object();
      }
      return out;
    }
    case Operation::concat: {
      Value out = Value::array();
      for (const Value& argument : arguments) {
        for (const Value& item : spread(argument)) {
          if (!item.is_null()) out.push(item);
        }
      }
      return out;
    }
    case Operation::sum: {
      double total = NAN;
      for (const Value& argument : arguments) {
        for (const Value& item : spread(argument)) {
          const double number = number_of(item);
          if (!std::isnan(number)) total = std::isnan(total) ? number : total + number;
        }
      }
      return finite(total);
    }
    case Operation::type:
      return type_of(value);
    case Operation::join:
      return join(value, other.text_or(), budget);
    case Operation::pick:
    case Operation::omit:
    case Operation::rename:
      return choose(function, arguments, budget);
    case Operation::get: {
      const Value* found = child(value, text_of(other));
      return found ? *found : Value();
    }
    case Operation::times:
      return finite(number_of(value) * number_of(other));
    case Operation::over:
      return finite(number_of(value) / number_of(other));
    case Operation::floor:
      return finite(std::floor(number_of(value)));
    case Operation::round: {
      double scale = 1;
      for (double digits = arguments.size() > 1 ? number_of(other) : 0; digits >= 1 && scale < 1e15; --digits) {
        scale *= 10;
      }
      return finite(std::floor(number_of(value) * scale + 0.5) / scale);
    }
    case Operation::number:
      return finite(number_of(value));
    case Operation::text:
      return text_of(value);
    case Operation::json:
      return json::write(value);
    case Operation::iso: {
      const double at = number_of(value);
      return std::fabs(at) < kMaxWhole ? Value(base::iso_time(static_cast<TimeMs>(at))) : Value();
    }
    case Operation::lower:
      return lower_case(text_of(value));
    case Operation::snake:
      return snake_case(text_of(value));
    case Operation::cut:
      return cut(std::move(value), number_of(other));
    case Operation::length:
      return length(value);
    case Operation::split:
      return split(value.text_or(), other.text_or());
    case Operation::url:
      return url_encoded(text_of(value));
    case Operation::query:
      return query_of(value);
    case Operation::base64:
      return base64_of(text_of(value));
    case Operation::hash:
      return hash_of(text_of(value));
    case Operation::host:
      return event::split_url(value.text_or()).host;
    case Operation::param: {
      const Value all = event::query_parameters(event::split_url(value.text_or()).query);
      const Value* found = all.find(other.text_or());
      return found ? *found : Value();
    }
    case Operation::some:
      if (value.is_null() || (!value.is_number() && value.kind() != Value::Kind::boolean && !holds(value))) return {};
      return std::move(value);
    default:
      return {};
  }
}

}  // namespace waymark::delivery
