#include "rules/roots/roots.h"

namespace waymark::rules::roots {

Value texts(const std::vector<std::string>& list) {
  Value array = Value::array();
  for (const std::string& text : list) array.push(Value(text));
  return array;
}

}  // namespace waymark::rules::roots
