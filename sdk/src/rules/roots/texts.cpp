#include "rules/roots/roots.h"

#include <utility>

namespace waymark::rules::roots {

void Members::add(const char* key, std::string_view text) {
  if (wants(key) && !text.empty()) append_member(key, Value(text));
}

void Members::add_number(const char* key, double number) { append_member(key, Value(number)); }

void Members::append_member(const char* key, Value member) {
  if (only.empty()) return value.append_member(key, std::move(member));
  if (only != key) return;
  value = std::move(member);
  found = true;
}

Value texts(const std::vector<std::string>& list) {
  Value array = Value::array();
  for (const std::string& text : list) array.push(Value(text));
  return array;
}

}  // namespace waymark::rules::roots
