#include "support/json_help.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "json/parse.h"
#include "json/write.h"

namespace waymark::test {
namespace {

bool holds_operator(const Member& operation, const Value& actual) {
  const std::string& name = operation.key;
  const Value& wanted = operation.value;
  if (name == "$contains") {
    if (actual.is_string()) return actual.text_or().find(wanted.text_or()) != std::string_view::npos;
    const auto items = actual.items();
    return std::any_of(items.begin(), items.end(), [&](const Value& item) { return includes(wanted, item); });
  }
  if (name == "$length") return actual.is_array() && static_cast<double>(actual.items().size()) == wanted.number_or(-1);
  if (name == "$atLeast") return actual.is_number() && actual.number_or(0) >= wanted.number_or(0);
  if (name == "$atMost") return actual.is_number() && actual.number_or(0) <= wanted.number_or(0);
  broken_test("no such matcher: " + name);
}

int digits(std::string_view text, std::size_t at, std::size_t count) {
  int number = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (i >= text.size() || text[i] < '0' || text[i] > '9') broken_test("not a time: " + std::string(text));
    number = number * 10 + (text[i] - '0');
  }
  return number;
}

/// Days from 1970-01-01 to a civil date.
TimeMs days_to(int year, int month, int day) {
  static constexpr int kBefore[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  const auto leap = [](int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; };
  TimeMs days = 0;
  for (int y = 1970; y < year; ++y) days += leap(y) ? 366 : 365;
  return days + kBefore[month - 1] + (month > 2 && leap(year) ? 1 : 0) + day - 1;
}

}  // namespace

void broken_test(const std::string& why) {
  std::fprintf(stderr, "broken test: %s\n", why.c_str());
  std::abort();
}

std::string told(const Error& error) {
  return error.pointer.empty() ? std::string(error.code) : std::string(error.code) + " " + error.pointer;
}

Value parse_exactly(std::string_view text) {
  Result<Value> parsed = json::parse(text);
  if (!parsed.ok()) broken_test("not JSON (" + parsed.error().found + "): " + std::string(text.substr(0, 200)));
  return std::move(parsed.value());
}

Value json(std::string_view text) {
  std::string quoted(text);
  std::replace(quoted.begin(), quoted.end(), '\'', '"');
  return parse_exactly(quoted);
}

Value with(Value whole, std::string_view more) {
  const Value members = json(more);
  for (const Member& member : members.members()) whole.set(member.key, member.value);
  return whole;
}

std::string text_of(const Value& value) { return json::write(value); }

bool file_exists(const std::string& path) { return std::ifstream(std::string(WAYMARK_SOURCE_DIR) + "/" + path).good(); }

std::string read_file(const std::string& path) {
  std::ifstream file(std::string(WAYMARK_SOURCE_DIR) + "/" + path, std::ios::binary);
  if (!file) broken_test("no such file: " + path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

bool same(const Value& left, const Value& right) {
  if (left.kind() != right.kind()) return false;
  if (left.is_array()) {
    return std::equal(left.items().begin(), left.items().end(), right.items().begin(), right.items().end(), same);
  }
  if (!left.is_object()) return left == right;
  if (left.members().size() != right.members().size()) return false;
  return std::all_of(left.members().begin(), left.members().end(), [&](const Member& member) {
    const Value* other = right.find(member.key);
    return other && same(member.value, *other);
  });
}

bool includes(const Value& pattern, const Value& actual) {
  if (pattern.is_array()) {
    return actual.is_array() &&
           std::equal(pattern.items().begin(), pattern.items().end(), actual.items().begin(), actual.items().end(),
                      [](const Value& wanted, const Value& item) { return includes(wanted, item); });
  }
  if (!pattern.is_object()) return pattern == actual;
  for (const Member& member : pattern.members()) {
    if (member.key.starts_with('$')) {
      if (!holds_operator(member, actual)) return false;
      continue;
    }
    const Value* found = actual.find(member.key);
    const bool absent = member.value["$absent"].boolean_or(false);
    if (absent ? found != nullptr : !found || !includes(member.value, *found)) return false;
  }
  return actual.is_object() || (!pattern.members().empty() && pattern.members()[0].key.starts_with('$'));
}

TimeMs time_of(std::string_view iso) {
  TimeMs at = days_to(digits(iso, 0, 4), digits(iso, 5, 2), digits(iso, 8, 2)) * kDayMs + digits(iso, 11, 2) * kHourMs +
              digits(iso, 14, 2) * kMinuteMs + digits(iso, 17, 2) * kSecondMs;
  std::size_t rest = 19;
  if (rest < iso.size() && iso[rest] == '.') {
    at += digits(iso, rest + 1, 3);
    rest += 4;
  }
  const std::string_view zone = iso.substr(std::min(rest, iso.size()));
  if (zone == "Z") return at;
  if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-')) broken_test("not a time: " + std::string(iso));
  const TimeMs offset = digits(zone, 1, 2) * kHourMs + digits(zone, 4, 2) * kMinuteMs;
  return zone[0] == '+' ? at - offset : at + offset;
}

}  // namespace waymark::test
