#include "constant.h"

#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <utility>

#include "json_text.h"

namespace waymark::tool {
namespace {

/// Numbers that something compared may still be.
struct Range {
  double from = -std::numeric_limits<double>::infinity();
  double to = std::numeric_limits<double>::infinity();
  bool from_in = true;
  bool to_in = true;

  void above(double number, bool itself) {
    if (number < from || (number == from && !from_in)) return;
    from_in = itself && (number > from || from_in);
    from = number;
  }
  void below(double number, bool itself) {
    if (number > to || (number == to && !to_in)) return;
    to_in = itself && (number < to || to_in);
    to = number;
  }
  bool empty() const { return from > to || (from == to && !(from_in && to_in)); }
};

using Ranges = std::map<std::string, Range, std::less<>>;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// Narrows what one side may be by a comparison with a number; nothing by any other.
void narrow(std::string_view name, std::string_view arguments, Ranges& ranges) {
  const auto sides = items_of(arguments);
  if (sides.size() != 2) return;
  const double left = number_of(sides[0], kNone);
  const double right = number_of(sides[1], kNone);
  const bool turned = left == left;
  if (turned == (right == right)) return;
  const std::string_view asked = sides[turned ? 1 : 0];
  if (!is_object(asked)) return;
  const double number = turned ? left : right;
  Range& range = ranges[std::string(asked)];
  const bool equal = name == "==" || name == "===";
  const bool itself = equal || name == "<=" || name == ">=";
  const bool greater = name == ">" || name == ">=";
  const bool less = name == "<" || name == "<=";
  if (equal || (turned ? less : greater)) range.above(number, itself);
  if (equal || (turned ? greater : less)) range.below(number, itself);
}

/// All comparisons that must hold for a condition to.
void narrow_all(std::string_view condition, Ranges& ranges) {
  for (const auto& [name, arguments] : members_of(condition)) {
    if (name == "and") {
      for (const std::string_view part : items_of(arguments)) narrow_all(part, ranges);
    } else {
      narrow(name, arguments, ranges);
    }
  }
}

Constant opposite(Constant constant) {
  return constant == Constant::no ? constant : constant == Constant::never ? Constant::always : Constant::never;
}

}  // namespace

Constant constant_of(std::string_view condition) {
  if (condition.empty()) return Constant::no;
  if (!is_object(condition)) {
    const bool falsy = condition == "false" || condition == "null" || number_of(condition, 1) == 0 ||
                       (is_text(condition) && text_of(condition).empty()) ||
                       (is_array(condition) && items_of(condition).empty());
    // A list is not looked into.
    return falsy ? Constant::never : is_array(condition) ? Constant::no : Constant::always;
  }
  const Members members = members_of(condition);
  if (members.size() != 1) return Constant::no;
  const auto& [name, arguments] = members.front();
  const auto parts = items_of(arguments);
  if (name == "!" || name == "!!") {
    const Constant inner = constant_of(parts.size() == 1 ? parts[0] : arguments);
    return name == "!" ? opposite(inner) : inner;
  }
  if ((name != "and" && name != "or") || parts.empty()) return Constant::no;
  const Constant ends = name == "and" ? Constant::never : Constant::always;
  const auto is = [](Constant wanted) { return [wanted](std::string_view one) { return constant_of(one) == wanted; }; };
  if (std::any_of(parts.begin(), parts.end(), is(ends))) return ends;
  if (std::all_of(parts.begin(), parts.end(), is(opposite(ends)))) return opposite(ends);
  if (name == "or") return Constant::no;
  Ranges ranges;
  narrow_all(condition, ranges);
  const bool contradicts =
      std::any_of(ranges.begin(), ranges.end(), [](const auto& one) { return one.second.empty(); });
  return contradicts ? Constant::never : Constant::no;
}

}  // namespace waymark::tool
