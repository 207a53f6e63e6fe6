#include "rules/coerce.h"

#include <cmath>
#include <limits>

#include "base/decimal.h"
#include "base/utf16.h"
#include "json/write.h"

namespace waymark::rules {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\v\f";
  const std::size_t first = text.find_first_not_of(kSpace);
  return first == std::string_view::npos ? std::string_view()
                                         : text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
  return end - at;
}

double hexadecimal(std::string_view digits) {
  double value = 0;
  for (const char c : digits) {
    const char letter = static_cast<char>(c | 0x20);
    if (c >= '0' && c <= '9') {
      value = value * 16 + (c - '0');
    } else if (letter >= 'a' && letter <= 'f') {
      value = value * 16 + (letter - 'a' + 10);
    } else {
      return kNaN;
    }
  }
  return digits.empty() ? kNaN : value;
}

/// StringToNumber: decimals with a sign, with digits on one side of the point at least; Infinity; 0x.
double number_in(std::string_view text) {
  text = trim(text);
  if (text.empty()) return 0;
  if (text.size() > 2 && text[0] == '0' && (text[1] | 0x20) == 'x') return hexadecimal(text.substr(2));
  const bool negative = text[0] == '-';
  if (negative || text[0] == '+') text.remove_prefix(1);
  if (text == "Infinity") return negative ? -kInfinity : kInfinity;
  // Written again as JSON would, which is what the reader of decimals takes.
  const std::size_t whole = digits_at(text, 0);
  std::string decimal = negative ? "-" : "";
  decimal += whole ? text.substr(0, whole) : "0";
  std::size_t at = whole;
  std::size_t fraction = 0;
  if (at < text.size() && text[at] == '.') {
    fraction = digits_at(text, ++at);
    if (fraction) decimal.append(text.substr(at - 1, fraction + 1));
    at += fraction;
  }
  if (whole + fraction == 0) return kNaN;
  if (at < text.size() && (text[at] | 0x20) == 'e') {
    const std::size_t from = at++;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    const std::size_t exponent = digits_at(text, at);
    if (!exponent) return kNaN;
    at += exponent;
    decimal += text.substr(from, at - from);
  }
  return at == text.size() ? base::decimal_to_double(decimal) : kNaN;
}

/// A text or null, which JavaScript compares without losing anything.
bool plain(const Operand& value) { return value.is_string() || value.is_null(); }

bool holds(Relation relation, int order) {
  switch (relation) {
    case Relation::less:
      return order < 0;
    case Relation::less_equal:
      return order <= 0;
    case Relation::greater:
      return order > 0;
    case Relation::greater_equal:
      return order >= 0;
    case Relation::not_equal:
      return order != 0;
    default:
      return order == 0;
  }
}

}  // namespace

Value Operand::copy() const {
  switch (kind) {
    case Value::Kind::null:
      return Value();
    case Value::Kind::boolean:
      return Value(boolean);
    case Value::Kind::number:
      return Value(number);
    default:
      return *value;
  }
}

bool truthy(const Operand& value) {
  switch (value.kind) {
    case Value::Kind::null:
      return false;
    case Value::Kind::boolean:
      return value.boolean;
    case Value::Kind::number:
      return value.number != 0 && !std::isnan(value.number);
    case Value::Kind::string:
      return !value.value->text().empty();
    case Value::Kind::array:
      return !value.value->items().empty();
    case Value::Kind::object:
      return true;
  }
  return false;
}

double to_number(const Operand& value) {
  switch (value.kind) {
    case Value::Kind::null:
      return 0;
    case Value::Kind::boolean:
      return value.boolean ? 1 : 0;
    case Value::Kind::number:
      return value.number;
    case Value::Kind::string:
      return number_in(value.text());
    case Value::Kind::array:
      return number_in(to_text(value));
    case Value::Kind::object:
      break;
  }
  return kNaN;
}

std::string to_text(const Operand& value) {
  switch (value.kind) {
    case Value::Kind::string:
      return std::string(value.text());
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
    case Value::Kind::number:
      if (std::isnan(value.number)) return "NaN";
      if (std::isinf(value.number)) return value.number < 0 ? "-Infinity" : "Infinity";
      [[fallthrough]];
    default: {
      std::string text = json::write(value.copy());
      // JSON needs no sign in 1e+21, JavaScript's texts have one.
      const std::size_t e = value.is_number() ? text.find('e') : std::string::npos;
      if (e != std::string::npos && text[e + 1] != '-') text.insert(e + 1, 1, '+');
      return text;
    }
  }
}

bool strictly_equal(const Operand& left, const Operand& right) {
  if (left.kind != right.kind) return false;
  switch (left.kind) {
    case Value::Kind::null:
      return true;
    case Value::Kind::boolean:
      return left.boolean == right.boolean;
    case Value::Kind::number:
      return left.number == right.number;
    case Value::Kind::string:
      return left.text() == right.text();
    default:
      // Two lists or objects are equal in JavaScript only where they are one.
      return left.value == right.value;
  }
}

bool strictly_among(const Operand& value, std::span<const Value> list) {
  if (value.is_string()) {
    const std::string& text = value.value->text();
    for (const Value& item : list) {
      if (item.is_string() && item.text() == text) return true;
    }
    return false;
  }
  for (const Value& item : list) {
    if (strictly_equal(item, value)) return true;
  }
  return false;
}

bool ordered(Relation relation, const Operand& left, const Operand& right) {
  const bool texts = (left.is_string() || left.is_compound()) && (right.is_string() || right.is_compound());
  if (texts && left.is_string() && right.is_string()) {
    return holds(relation, base::utf16_compare(left.text(), right.text()));
  }
  if (texts) return holds(relation, base::utf16_compare(to_text(left), to_text(right)));
  return related(relation, to_number(left), to_number(right));
}

bool related(Relation relation, const Operand& left, const Operand& right, bool& failed) {
  if (relation == Relation::strict_equal) return strictly_equal(left, right);
  if (relation == Relation::strict_not_equal) return !strictly_equal(left, right);
  if (left.is_number() && right.is_number()) return related(relation, left.number, right.number);
  if (plain(left) && plain(right)) {
    if (relation > Relation::not_equal) return ordered(relation, left, right);
    return strictly_equal(left, right) == (relation == Relation::equal);
  }
  const double a = to_number(left);
  const double b = to_number(right);
  failed = left.is_compound() || right.is_compound() || std::isnan(a) || (std::isnan(b) && !left.is_null());
  return !failed && related(relation, a, b);
}

}  // namespace waymark::rules
