#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "base/iso_time.h"
#include "base/letters.h"
#include "base/utf16.h"
#include "json/write.h"
#include "rules/experiment.h"
#include "rules/machine.h"
#include "rules/version.h"

/// What `call` can do: the operators that want all of their arguments. Behaviour as json-logic-engine 5's, which the
/// compatibility suite of json-logic/compat-tables describes.
namespace waymark::rules {
namespace {

Operand boolean(bool value) { return Operand::of_boolean(value); }

/// Letters of a path as people write them.
constexpr std::size_t kMaxPlainPath = 64;

/// Steps that looking for a text in another takes: nothing worth counting but for long ones.
std::size_t search_steps(std::string_view text, std::string_view part) {
  return text.size() / 64 * (1 + part.size() / 64);
}

}  // namespace

/// Arguments are the operands on top, or the elements of the list on top where the instruction says so.
void Machine::call(const Instruction& instruction) {
  std::size_t count = instruction.count;
  if (instruction.flag & kSpread) {
    const Operand list = pop();
    if (list.is_array()) {
      count = list.items().size();
      if (!spend(count / 8) || top_ + count > kMaxStack) {
        fail(Fault::too_much);
        return;
      }
      for (const Value& item : list.items()) push(item);
    } else {
      push(list);
      count = 1;
    }
  }
  const std::span<const Operand> arguments(stack_ + (top_ - count), count);
  const Operand result = apply(static_cast<Function>(instruction.at), arguments, instruction.flag);
  top_ -= count;
  push(result);
}

[[gnu::noinline]] Operand Machine::apply(Function function, std::span<const Operand> arguments, std::uint8_t flag) {
  const auto argument = [&](std::size_t i) { return i < arguments.size() ? arguments[i] : Operand::nothing(); };
  const Operand first = argument(0);
  const Operand second = argument(1);
  switch (function) {
    case Function::add:
    case Function::subtract:
    case Function::multiply:
    case Function::divide:
    case Function::modulo:
      return arithmetic(function, arguments);
    case Function::greatest:
    case Function::least:
      return extreme(function, arguments);
    case Function::in:
      return boolean(contains(first, second));
    case Function::segment:
      return boolean((facts_ && facts_->in_segment(to_text(first))) || contains(first, second));
    case Function::concatenate: {
      std::string text;
      for (const Operand& part : arguments) {
        if (part.is_string()) {
          text.append(part.text());
        } else if (!part.is_null()) {
          text.append(to_text(part));
        }
        if (!spend(text.size() / 16)) return Operand();
      }
      return keep(Value(std::move(text)));
    }
    case Function::substring:
      return substring(arguments);
    case Function::merge: {
      Value list = Value::array();
      for (const Operand& part : arguments) {
        // A list that is made costs more than one that is looked through.
        if (!spend(part.items().size() * 3)) return Operand();
        if (!part.is_array()) list.push(copy(part));
        for (const Value& item : part.items()) list.push(copy(item));
      }
      return keep(std::move(list));
    }
    case Function::missing:
      return missing(first.is_array() ? std::span<const Operand>() : arguments, first.items());
    case Function::missing_some: {
      const Operand lacking = missing({}, second.items());
      const auto there = static_cast<double>(second.items().size() - lacking.items().size());
      return there >= to_number(first) ? keep(Value::array()) : lacking;
    }
    case Function::length:
      spend(first.text().size() / 16);
      if (first.is_string()) return Operand::of_number(static_cast<double>(base::utf16_length(first.text())));
      if (!first.is_compound()) return fail(Fault::arguments);
      return Operand::of_number(
          static_cast<double>(first.is_array() ? first.items().size() : first.value->members().size()));
    case Function::negate:
    case Function::truth:
      return boolean(truthy(first) == (function == Function::truth));
    case Function::raise:
      return raise(first.is_object() ? Operand((*first.value)["type"]) : first);
    case Function::same:
      return first;
    case Function::var: {
      const Operand found = resolve(path_of(arguments.first(std::min<std::size_t>(arguments.size(), 1)), true));
      return found.missing ? second : found;
    }
    case Function::val:
      return resolve(path_of(arguments, false));
    case Function::exists:
      return boolean(!resolve(path_of(arguments, false)).missing);
    case Function::found:
      return boolean(!first.missing);
    case Function::starts_with:
    case Function::ends_with:
    case Function::contains_ci:
      return text_test(function, first, second);
    case Function::semver:
      return boolean(version_related(version_text(first), to_text(second), version_text(argument(2))));
    case Function::date_between:
    case Function::time_in:
      return moment(function, arguments);
    case Function::bucket: {
      const std::optional<double> n =
          bucket(to_text(first), to_text(second), arguments.size() > 2 ? static_cast<int>(to_number(argument(2))) : 2);
      return n && !second.is_null() ? Operand::of_number(*n) : Operand();
    }
    default:
      return growthbook(function, first, second, flag);
  }
}

/// Text by text from the left; a list or an object is no number.
Operand Machine::arithmetic(Function function, std::span<const Operand> arguments) {
  const std::size_t count = arguments.size();
  const std::size_t least =
      function == Function::modulo ? 2 : function == Function::subtract || function == Function::divide;
  double result = function == Function::multiply ? 1 : 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (arguments[i].is_compound()) return fail(Fault::not_a_number);
    const double number = to_number(arguments[i]);
    const bool starts = i == 0 && function >= Function::subtract && function != Function::multiply && count > 1;
    if (starts) {
      result = number;
    } else if (function == Function::add) {
      result += number;
    } else if (function == Function::subtract) {
      result -= number;
    } else if (function == Function::multiply) {
      result *= number;
    } else if (function == Function::modulo) {
      result = std::fmod(result, number);
    } else {
      if (number == 0) return fail(Fault::not_a_number);
      result = (count == 1 ? 1 : result) / number;
    }
  }
  if (count < least) return fail(Fault::arguments);
  const bool whole = !std::isnan(result) && (function != Function::divide || !std::isinf(result));
  return whole ? Operand::of_number(result + 0.0) : fail(Fault::not_a_number);
}

[[gnu::noinline]] Operand Machine::extreme(Function function, std::span<const Operand> arguments) {
  Operand best;
  for (const Operand& one : arguments) {
    if (!one.is_number()) return fail(Fault::arguments);
    const bool better = function == Function::greatest ? one.number > best.number : one.number < best.number;
    if (best.is_null() || better) best = one;
  }
  return best.is_null() ? fail(Fault::arguments) : best;
}

bool Machine::contains(const Operand& needle, const Operand& haystack) {
  // Nothing is in an empty text, not even another one: both engines take it for no list.
  if (!haystack.text().empty()) {
    std::string made;
    const std::string_view part = needle.is_string() ? needle.text() : (made = to_text(needle));
    return spend(search_steps(haystack.text(), part)) && haystack.text().find(part) != std::string_view::npos;
  }
  spend(haystack.items().size() / 8);
  return strictly_among(needle, haystack.items());
}

/// JavaScript's substr, and a negative length as an end counted from the back.
[[gnu::noinline]] Operand Machine::substring(std::span<const Operand> arguments) {
  const std::string text = arguments.empty() ? std::string() : to_text(arguments[0]);
  if (!spend(text.size() / 3)) return Operand();
  const auto size = static_cast<double>(base::utf16_length(text));
  const auto whole = [&](std::size_t i, double otherwise) {
    const double number = i < arguments.size() ? to_number(arguments[i]) : otherwise;
    return std::isnan(number) ? 0 : std::trunc(number);
  };
  double from = whole(1, 0);
  if (from < 0) from = std::max(0.0, size + from);
  from = std::min(from, size);
  const double length = whole(2, size);
  const double to = length < 0 ? size + length : std::min(size, from + length);
  if (to <= from) return keep(Value(""));
  const std::size_t begin = base::utf16_offset(text, static_cast<std::size_t>(from));
  const std::size_t end = base::utf16_offset(text, static_cast<std::size_t>(to));
  return keep(Value(std::string_view(text).substr(begin, end - begin)));
}

/// Of the paths named those that lead nowhere.
[[gnu::noinline]] Operand Machine::missing(std::span<const Operand> names, std::span<const Value> listed) {
  Value lacking = Value::array();
  const auto look = [&](const Operand& name) {
    if (spend(4) && resolve(path_of(std::span(&name, 1), true)).missing) lacking.push(name.copy());
  };
  for (const Operand& name : names) look(name);
  for (const Value& name : listed) look(name);
  return keep(std::move(lacking));
}

[[gnu::noinline]] Operand Machine::text_test(Function function, const Operand& value, const Operand& wanted) {
  // Nothing begins, ends or contains nothing.
  if (value.is_null() || wanted.is_null()) return boolean(false);
  std::string text = to_text(value);
  std::string part = to_text(wanted);
  if (!spend((text.size() + part.size()) / 64)) return Operand();
  if (function == Function::starts_with) return boolean(text.starts_with(part));
  if (function == Function::ends_with) return boolean(text.ends_with(part));
  if (!spend(text.size() + part.size())) return Operand();
  text = base::mapped(text, base::plain);
  part = base::mapped(part, base::plain);
  return boolean(spend(search_steps(text, part)) && text.find(part) != std::string::npos);
}

/// Both compare texts: `2026-11-22T14:05` as far as the bounds are written, in the site's zone.
[[gnu::noinline]] Operand Machine::moment(Function function, std::span<const Operand> arguments) {
  const auto local = [&](const Operand& value) {
    if (value.is_string()) return to_text(value);
    if (value.is_null() && !facts_) return std::string();
    const double ms = value.is_number() ? value.number : facts_ ? static_cast<double>(facts_->now) : 0;
    const TimeMs offset = facts_ ? facts_->page.site_offset_minutes * kMinuteMs : 0;
    return base::iso_time(static_cast<TimeMs>(std::clamp(ms, -1e14, 1e15)) + offset);
  };
  const bool dates = function == Function::date_between;
  if (arguments.size() < 2) return fail(Fault::arguments);
  const std::size_t first = dates && arguments.size() > 2 ? 1 : 0;
  const Operand value = dates ? (first ? arguments[0] : Operand()) : (arguments.size() > 2 ? arguments[2] : Operand());
  if (first && value.is_null()) return boolean(false);
  std::string now = local(value);
  if (!dates && !value.is_string() && now.size() > 11) now.erase(0, 11);
  const std::string from = to_text(arguments[first]);
  const std::string to = to_text(arguments[first + 1]);
  const bool begun = arguments[first].is_null() || now.substr(0, from.size()) >= from;
  const bool over =
      !arguments[first + 1].is_null() && (dates ? now.substr(0, to.size()) > to : now.substr(0, to.size()) >= to);
  // 22:00 to 06:00 goes over midnight.
  return boolean(!dates && from > to ? begun || !over : begun && !over);
}

[[gnu::noinline]] Way Machine::path_of(std::span<const Operand> arguments, bool dotted) {
  Way path;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Operand& part = arguments[i];
    if (i == 0 && climbs(part) && !dotted) {
      path.climb = climb_in(part);
      continue;
    }
    // Each letter may be a part. What is no longer than paths are is no work worth counting.
    const std::string key = to_text(part);
    if (key.size() > kMaxPlainPath && !spend(key.size() * 2)) break;
    if (!dotted) {
      path.parts.push_back(key);
    } else if (!part.is_null()) {
      path = dotted_way(key);
    }
  }
  return path;
}

}  // namespace waymark::rules
