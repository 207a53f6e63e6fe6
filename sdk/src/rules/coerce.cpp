#include "rules/coerce.h"

#include <cmath>
#include <limits>
#include <string_view>

#include "json/number.h"
#include "json/write.h"

namespace waymark::rules {
namespace {

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\v\f";
  const std::size_t first = text.find_first_not_of(kSpace);
  return first == std::string_view::npos ? std::string_view()
                                         : text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

/// Arrays and objects compare by their text, as JavaScript's ToPrimitive makes it.
Value primitive(const Value& value) { return value.is_array() || value.is_object() ? Value(to_text(value)) : value; }

}  // namespace

bool truthy(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::null:
      return false;
    case Value::Kind::boolean:
      return value.boolean_or(false);
    case Value::Kind::number:
      return value.number_or(0) != 0 && !std::isnan(value.number_or(0));
    case Value::Kind::string:
      return !value.text_or().empty();
    case Value::Kind::array:
      return !value.items().empty();
    case Value::Kind::object:
      return true;
  }
  return false;
}

double to_number(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::null:
      return 0;
    case Value::Kind::boolean:
      return value.boolean_or(false) ? 1 : 0;
    case Value::Kind::number:
      return value.number_or(0);
    case Value::Kind::string: {
      const std::string_view text = trim(value.text_or());
      return text.empty() ? 0 : json::number_from(text);
    }
    case Value::Kind::array:
    case Value::Kind::object:
      return to_number(primitive(value));
  }
  return std::numeric_limits<double>::quiet_NaN();
}

std::string to_text(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::string:
      return std::string(value.text_or());
    case Value::Kind::array: {
      std::string text;
      bool first = true;
      for (const Value& item : value.items()) {
        if (!first) text.push_back(',');
        first = false;
        if (!item.is_null()) text.append(to_text(item));
      }
      return text;
    }
    case Value::Kind::object:
      return "[object Object]";
    case Value::Kind::null:
    case Value::Kind::boolean:
    case Value::Kind::number:
      return json::write(value);
  }
  return {};
}

bool loosely_equal(const Value& left, const Value& right) {
  if (left.kind() == right.kind()) return strictly_equal(left, right);
  if (left.is_null() || right.is_null()) return false;
  const Value a = primitive(left);
  const Value b = primitive(right);
  if (a.is_string() && b.is_string()) return a.text_or() == b.text_or();
  return to_number(a) == to_number(b);
}

bool strictly_equal(const Value& left, const Value& right) {
  if (left.kind() != right.kind()) return false;
  // Two arrays or objects are never the same one in JavaScript.
  if (left.is_array() || left.is_object()) return false;
  return left == right;
}

bool less_than(const Value& left, const Value& right) {
  const Value a = primitive(left);
  const Value b = primitive(right);
  if (a.is_string() && b.is_string()) return a.text_or() < b.text_or();
  return to_number(a) < to_number(b);
}

bool less_or_equal(const Value& left, const Value& right) {
  const Value a = primitive(left);
  const Value b = primitive(right);
  if (a.is_string() && b.is_string()) return a.text_or() <= b.text_or();
  return to_number(a) <= to_number(b);
}

}  // namespace waymark::rules
