#include "text/expression.h"

#include <span>

#include "json/number.h"
#include "json/write.h"
#include "text/filters.h"

namespace waymark::text {
namespace {

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/// Everything but false and nothing.
bool holds(const Value& value) { return !value.is_null() && value.boolean_or(true); }

bool contains(const Value& all, const Value& one) {
  if (all.is_string()) return all.text().find(text_of(one)) != std::string::npos;
  for (const Value& item : all.items()) {
    if (item == one) return true;
  }
  return false;
}

/// -1, 0, 1, or 2 where the two cannot be compared.
int order(const Value& a, const Value& b) {
  if (a.is_string() && b.is_string()) {
    const int sign = a.text().compare(b.text());
    return sign < 0 ? -1 : sign > 0 ? 1 : 0;
  }
  const double x = number_of(a);
  const double y = number_of(b);
  return x < y ? -1 : x > y ? 1 : x == y ? 0 : 2;
}

const Value* child(const Value& value, std::string_view name) {
  if (!value.is_array()) return value.find(name);
  const double index = json::number_from(name);
  const auto size = static_cast<double>(value.items().size());
  const double place = index < 0 ? size + index : index;
  return place >= 0 && place < size ? &value.items()[static_cast<std::size_t>(place)] : nullptr;
}

std::string_view take_part(std::string_view& path) {
  const std::size_t end = path.find_first_of(".[");
  const std::string_view part = path.substr(0, end);
  path = end == std::string_view::npos ? std::string_view() : path.substr(end + 1);
  return part.substr(0, part.find(']'));
}

Value walk(const Value& from, std::string_view path) {
  const Value* at = &from;
  while (!path.empty() && at) {
    const std::string_view part = take_part(path);
    if (!part.empty()) at = child(*at, part);
  }
  return at ? *at : Value();
}

}  // namespace

std::string text_of(const Value& value) {
  if (value.is_string()) return value.text();
  std::string out;
  for (const Value& item : value.items()) out += text_of(item);
  if (value.is_number() || value.kind() == Value::Kind::boolean) out = json::write(value);
  return out;
}

std::string_view Expression::skip() {
  while (!rest_.empty() && (rest_[0] == ' ' || (rest_[0] >= '\t' && rest_[0] <= '\r'))) rest_.remove_prefix(1);
  return rest_;
}

bool Expression::take(std::string_view sign) {
  if (!skip().starts_with(sign)) return false;
  rest_.remove_prefix(sign.size());
  return true;
}

std::string_view Expression::word() {
  skip();
  std::size_t size = 0;
  while (size < rest_.size() && is_name(rest_[size])) ++size;
  const std::string_view out = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return out;
}

Value Expression::lookup(std::string_view from) const {
  std::string_view inner = from;
  const std::string_view first = take_part(inner);
  for (const Scope* scope = scope_; scope; scope = scope->up) {
    if (scope->name == first) return walk(scope->value, inner);
  }
  if (first == "items") return walk(facts_.items, inner);
  // `a[0].b` is `a.0.b` to them.
  std::string plain;
  for (const char c : from) {
    if (c != ']') plain += c == '[' ? '.' : c;
  }
  return facts_.lookup(facts_.context, plain);
}

Value Expression::operand() {
  path = {};
  skip();
  const char quote = rest_.empty() ? '\0' : rest_[0];
  if (quote == '"' || quote == '\'') {
    const std::size_t end = rest_.find(quote, 1);
    bad |= end == std::string_view::npos;
    const std::string_view text = bad ? std::string_view() : rest_.substr(1, end - 1);
    rest_.remove_prefix(bad ? rest_.size() : end + 1);
    return Value(text);
  }
  std::size_t size = 0;
  bool inside = false;
  while (size < rest_.size() && (is_name(rest_[size]) || rest_[size] == '.' || rest_[size] == '[' || inside)) {
    inside = rest_[size] == '[' || (inside && rest_[size] != ']');
    ++size;
    if (inside || size == rest_.size() || rest_[size] != ']') continue;
    ++size;
  }
  const std::string_view token = rest_.substr(0, size);
  rest_.remove_prefix(size);
  bad |= token.empty();
  if (token == "true" || token == "false") return Value(token == "true");
  if (token == "nil" || token == "null") return Value();
  const double number = json::number_from(token);
  if (number == number) return Value(number);
  path = token;
  return lookup(token);
}

Value Expression::filtered(int& steps, bool& missing) {
  Value value = operand();
  const std::string_view asked = path;
  missing = !asked.empty() && (value.is_null() || value == Value(""));
  while (take("|")) {
    --steps;
    const std::string_view name = word();
    Value arguments[2];
    std::size_t count = 0;
    if (take(":")) {
      do {
        bad |= count == 2;
        const Value argument = operand();
        if (!bad) arguments[count++] = argument;
      } while (take(","));
    }
    if (name == "default") {
      const bool empty =
          !holds(value) || (value.is_string() && value.text().empty()) || (value.is_array() && value.items().empty());
      bad |= count == 0;
      if (empty) value = arguments[0];
      missing = missing && value.is_null();
    } else if (!apply(name, value, std::span<const Value>(arguments, count), facts_)) {
      bad = true;
    }
  }
  path = asked;
  // What cannot be computed is as good as not there.
  missing = missing || value.is_null() || value.is_object();
  return value;
}

bool Expression::comparison() {
  const Value left = operand();
  for (const char* sign : {"==", "!=", "<=", ">=", "<", ">"}) {
    if (!take(sign)) continue;
    const Value right = operand();
    const bool same = left == right;
    if (sign[1] == '=' && sign[0] != '<' && sign[0] != '>') return same == (sign[0] == '=');
    const int ordered = order(left, right);
    return ordered != 2 && ((sign[1] == '=' && ordered == 0) || ordered == (sign[0] == '<' ? -1 : 1));
  }
  const std::string_view before = rest_;
  if (word() == "contains") return contains(left, operand());
  rest_ = before;
  return holds(left);
}

bool Expression::condition() {
  const bool left = comparison();
  const std::string_view before = rest_;
  const std::string_view joint = word();
  if (joint == "and" || joint == "or") {
    const bool right = condition();
    return joint == "and" ? left && right : left || right;
  }
  rest_ = before;
  return left;
}

}  // namespace waymark::text
