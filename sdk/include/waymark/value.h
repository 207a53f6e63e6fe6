#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace waymark {

struct Member;

/// A JSON value that owns all of its parts. Reading by the wrong kind gives a default, never an error:
/// who needs to know asks `kind()` first. Objects keep the order their members were set in.
class Value {
 public:
  enum class Kind { null, boolean, number, string, array, object };

  Value() = default;
  Value(bool boolean) : data_(boolean) {}
  Value(double number) : data_(number) {}
  Value(std::string text) : data_(std::move(text)) {}
  Value(std::string_view text) : data_(std::string(text)) {}
  Value(const char* text) : data_(std::string(text)) {}
  static Value array();
  static Value object();
  /// Whole numbers up to 2^53 are exact; larger ones are rounded as in JavaScript.
  template <class Integer>
  static Value number(Integer n) {
    return Value(static_cast<double>(n));
  }

  Kind kind() const { return static_cast<Kind>(data_.index()); }
  bool is_null() const { return kind() == Kind::null; }
  bool is_number() const { return kind() == Kind::number; }
  bool is_string() const { return kind() == Kind::string; }
  bool is_array() const { return kind() == Kind::array; }
  bool is_object() const { return kind() == Kind::object; }

  bool boolean_or(bool fallback) const;
  double number_or(double fallback) const;
  /// The text of a string, `fallback` for any other kind. Valid while this value is unchanged.
  std::string_view text_or(std::string_view fallback = {}) const;
  std::span<const Value> items() const;
  std::span<Value> items();
  std::span<const Member> members() const;
  std::span<Member> members();

  /// The member of an object, or null where there is none (or this is no object).
  const Value* find(std::string_view key) const;
  /// The same, reading a missing member as JSON null.
  const Value& operator[](std::string_view key) const;
  /// Sets or replaces a member; a value of another kind becomes an object first.
  void set(std::string_view key, Value value);
  /// Adds a member that is known to be new; constant time.
  void append_member(std::string key, Value value);
  /// Adds an element; a value of another kind becomes an array first.
  void push(Value value);
  bool erase(std::string_view key);

  friend bool operator==(const Value& left, const Value& right) { return left.equals(right); }

 private:
  bool equals(const Value& other) const;

  std::variant<std::monostate, bool, double, std::string, std::vector<Value>, std::vector<Member>> data_;
};

struct Member {
  std::string key;
  Value value;
};

}  // namespace waymark
