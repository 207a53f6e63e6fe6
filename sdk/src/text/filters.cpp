#include "text/filters.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

#include "base/utf8.h"
#include "json/number.h"
#include "text/expression.h"
#include "text/letters.h"
#include "text/locale.h"

namespace waymark::text {
namespace {

enum class Filter {
  upcase,
  downcase,
  capitalize,
  truncate,
  plus,
  minus,
  times,
  divided_by,
  round,
  at_least,
  at_most,
  money,
  date,
  join,
  first,
  size,
  escape,
};
constexpr std::string_view kFilters[] = {"upcase", "downcase",   "capitalize", "truncate", "plus",    "minus",
                                         "times",  "divided_by", "round",      "at_least", "at_most", "money",
                                         "date",   "join",       "first",      "size",     "escape"};

/// As Liquid rounds: a half goes away from zero.
double rounded(double number, double digits) {
  double scale = 1;
  for (double i = 0; i < digits && i < 15; ++i) scale *= 10;
  const double size = std::floor(std::fabs(number) * scale + 0.5) / scale;
  return number < 0 ? -size : size;
}

double arithmetic(Filter filter, double a, double b) {
  switch (filter) {
    case Filter::plus:
      return a + b;
    case Filter::minus:
      return a - b;
    case Filter::times:
      return a * b;
    case Filter::divided_by:
      return a / b;
    case Filter::at_least:
      return a < b ? b : a;
    case Filter::at_most:
      return a > b ? b : a;
    default:
      return rounded(a, b);
  }
}

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (c & 0xC0) != 0x80 ? 1U : 0U;
  return count;
}

std::string truncated(const std::string& text, double most, std::string_view end) {
  if (static_cast<double>(characters(text)) <= most) return text;
  const auto kept = static_cast<std::size_t>(std::max(0.0, std::ceil(most - static_cast<double>(characters(end)))));
  std::size_t at = 0;
  for (std::size_t i = 0; i < kept; ++i) at += base::utf8_length(std::string_view(text).substr(at));
  return text.substr(0, at).append(end);
}

}  // namespace

double number_of(const Value& value) {
  if (value.is_string()) return json::number_from(value.text());
  return value.number_or(std::numeric_limits<double>::quiet_NaN());
}

bool apply(std::string_view name, Value& value, std::span<const Value> arguments, const Facts& facts) {
  std::size_t index = 0;
  while (index < std::size(kFilters) && kFilters[index] != name) ++index;
  if (index == std::size(kFilters)) return false;
  const auto filter = static_cast<Filter>(index);
  const Value none;
  const Value& argument = arguments.empty() ? none : arguments[0];
  if (filter >= Filter::plus && filter <= Filter::at_most) {
    const double result =
        arithmetic(filter, number_of(value), argument.is_null() && filter == Filter::round ? 0 : number_of(argument));
    value = std::isfinite(result) ? Value(result) : Value();
    return true;
  }
  if (value.is_null()) return true;
  switch (filter) {
    case Filter::upcase:
    case Filter::downcase:
      value = Value(cased(text_of(value), filter == Filter::upcase, false));
      break;
    case Filter::capitalize:
      value = Value(cased(text_of(value), true, true));
      break;
    case Filter::truncate:
      value = Value(truncated(text_of(value), argument.number_or(50),
                              arguments.size() > 1 ? arguments[1].text_or() : std::string_view("...")));
      break;
    case Filter::money:
      value = Value(money(number_of(value), argument.text_or(facts.currency), facts.language));
      break;
    case Filter::date:
      value = Value(date(value, argument.text_or(), facts));
      break;
    case Filter::join: {
      std::string out;
      for (const Value& item : value.items()) {
        if (&item != value.items().data()) out += argument.text_or(" ");
        out += text_of(item);
      }
      value = Value(value.is_array() ? std::move(out) : text_of(value));
      break;
    }
    case Filter::first:
      value = value.items().empty() ? Value() : Value(value.items()[0]);
      break;
    case Filter::size:
      value = Value::number(value.is_array() ? value.items().size() : characters(value.text()));
      break;
    default:
      // A text never becomes markup here, so there is nothing to escape it from; those who are used to it may say so.
      break;
  }
  if (value == Value("")) value = Value();
  return true;
}

}  // namespace waymark::text
