#pragma once

#include <span>
#include <string>
#include <string_view>

#include "waymark/value.h"

namespace waymark::rules {

/// A value while it is computed with: scalars by themselves, texts, lists and objects by reference to who owns them (a
/// constant of the program, the facts, or what the machine made on its way). Copying one is copying two words.
struct Operand {
  Value::Kind kind = Value::Kind::null;
  bool missing = false;  ///< Null because there is nothing at the path that was asked for.
  union {
    double number = 0;
    bool boolean;
    const Value* value;
  };

  Operand() {}
  Operand(const Value& of) : kind(of.kind()) {
    if (kind == Value::Kind::boolean) {
      boolean = of.boolean_or(false);
    } else if (kind == Value::Kind::number) {
      number = of.number_or(0);
    } else if (kind != Value::Kind::null) {
      value = &of;
    }
  }
  static Operand of_number(double number) {
    Operand out;
    out.kind = Value::Kind::number;
    out.number = number;
    return out;
  }
  static Operand of_boolean(bool boolean) {
    Operand out;
    out.kind = Value::Kind::boolean;
    out.boolean = boolean;
    return out;
  }
  static Operand nothing() {
    Operand out;
    out.missing = true;
    return out;
  }

  bool is_null() const { return kind == Value::Kind::null; }
  bool is_number() const { return kind == Value::Kind::number; }
  bool is_string() const { return kind == Value::Kind::string; }
  bool is_array() const { return kind == Value::Kind::array; }
  bool is_object() const { return kind == Value::Kind::object; }
  /// An array or an object.
  bool is_compound() const { return kind >= Value::Kind::array; }
  /// The text of a string, empty for any other kind.
  std::string_view text() const { return is_string() ? std::string_view(value->text()) : std::string_view(); }
  std::span<const Value> items() const { return is_array() ? value->items() : std::span<const Value>(); }
  /// A copy that owns its parts.
  Value copy() const;
};

}  // namespace waymark::rules
