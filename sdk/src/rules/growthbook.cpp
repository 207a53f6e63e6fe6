#include <string>
#include <string_view>

#include "base/letters.h"
#include "json/write.h"
#include "rules/machine.h"
#include "rules/version.h"

namespace waymark::rules {
namespace {

Operand boolean(bool value) { return Operand::of_boolean(value); }

}  // namespace

/// GrowthBook's tests, with its looseness (packages/sdk-js, mongrule.ts).
Operand Machine::growthbook(Function function, const Operand& value, const Operand& wanted, std::uint8_t flag) {
  switch (function) {
    case Function::is_text:
      if (value.is_string()) return boolean(value.text() == wanted.text());
      return boolean(to_text(value) == wanted.text());
    case Function::is_text_ci:
      return boolean(base::mapped(to_text(value), base::lower) == wanted.text());
    case Function::is_number:
      return boolean(to_number(value) == wanted.number);
    case Function::is_boolean:
      return boolean(!value.is_null() && (value.is_compound() || truthy(value)) == wanted.boolean);
    case Function::is_json:
      return boolean(spend(weight(value)) && json::write(value.copy()) == json::write(wanted.copy()));
    case Function::is_type: {
      static constexpr std::string_view kTypes[] = {"null", "boolean", "number", "string", "array", "object"};
      return boolean(wanted.text() == kTypes[static_cast<std::size_t>(value.kind)]);
    }
    case Function::among:
      spend((1 + value.items().size()) * wanted.items().size() / 8);
      if (!value.is_array()) return boolean(strictly_among(value, wanted.items()));
      for (const Value& item : value.items()) {
        if (steps_ >= 0 && strictly_among(item, wanted.items())) return boolean(true);
      }
      return boolean(false);
    case Function::among_ci: {
      const auto one_of = [&](const Operand& item) {
        if (!item.is_string()) return strictly_among(item, wanted.items());
        spend(item.text().size() / 4 + wanted.items().size() / 8);
        // The list's are in lower case already.
        const std::string text = base::mapped(item.text(), base::lower);
        for (const Value& other : wanted.items()) {
          if (other.is_string() && other.text() == text) return true;
        }
        return false;
      };
      if (!value.is_array()) return boolean(one_of(value));
      for (const Value& item : value.items()) {
        if (steps_ >= 0 && one_of(item)) return boolean(true);
      }
      return boolean(false);
    }
    case Function::ordered:
      if (flag >> 1 == static_cast<int>(Relation::strict_equal)) return boolean(strictly_equal(value, wanted));
      if (flag >> 1 == static_cast<int>(Relation::strict_not_equal)) return boolean(!strictly_equal(value, wanted));
      return boolean(rules::ordered(static_cast<Relation>(flag >> 1), value, wanted));
    case Function::version: {
      const int order = compare_versions(version_text(value), version_text(wanted));
      return boolean(
          rules::ordered(static_cast<Relation>(flag >> 1), Operand::of_number(order), Operand::of_number(0)));
    }
    default:
      return fail(Fault::arguments);
  }
}

}  // namespace waymark::rules
