#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace waymark {

struct Member;

/// A JSON value that owns all of its parts. Reading by the wrong kind gives a default, never an error:
/// who needs to know asks `kind()` first. Objects keep the order their members were set in.
/// (No std::variant inside, and next to nothing inline: both would be Wasm at every use.)
class Value {
 public:
  enum class Kind : unsigned char { null, boolean, number, string, array, object };

  Value() {}
  Value(bool boolean) : kind_(Kind::boolean) { data_.boolean = boolean; }
  Value(double number) : kind_(Kind::number) { data_.number = number; }
  Value(std::string&& text);
  Value(const std::string& text) : Value(std::string(text)) {}
  Value(std::string_view text);
  Value(const char* text);
  Value(const Value& other);
  Value(Value&& other) noexcept;
  Value& operator=(const Value& other);
  Value& operator=(Value&& other) noexcept;
  ~Value() {
    if (kind_ >= Kind::string) destroy();
  }
  static Value array();
  static Value object();
  /// An object of these members, whose keys are different ones.
  static Value of(std::vector<Member>&& members);
  /// Whole numbers up to 2^53 are exact; larger ones are rounded as in JavaScript.
  template <class Integer>
  static Value number(Integer n) {
    return Value(static_cast<double>(n));
  }

  Kind kind() const { return kind_; }
  bool is_null() const { return kind_ == Kind::null; }
  bool is_number() const { return kind_ == Kind::number; }
  bool is_string() const { return kind_ == Kind::string; }
  bool is_array() const { return kind_ == Kind::array; }
  bool is_object() const { return kind_ == Kind::object; }

  bool boolean_or(bool fallback) const { return kind_ == Kind::boolean ? data_.boolean : fallback; }
  double number_or(double fallback) const { return kind_ == Kind::number ? data_.number : fallback; }
  /// The text of a string, empty for any other kind. Valid while this value is unchanged.
  const std::string& text() const;
  std::string_view text_or(std::string_view fallback = {}) const;
  std::span<const Value> items() const;
  std::span<Value> items();
  std::span<const Member> members() const;
  std::span<Member> members();

  /// The member of an object, or null where there is none (or this is no object).
  const Value* find(std::string_view key) const;
  /// The same, reading a missing member as JSON null.
  const Value& operator[](const char* key) const;
  const Value& operator[](const std::string& key) const;
  /// Sets or replaces a member; a value of another kind becomes an object first.
  void set(std::string_view key, Value value);
  /// Adds a member that is known to be new.
  void append_member(std::string key, Value value);
  /// The same for a text that is not empty, and for a number.
  void add(const char* key, std::string_view text);
  void add(const char* key, const std::string& text);
  void add_number(const char* key, double number);
  /// Adds an element; a value of another kind becomes an array first.
  void push(Value value);
  bool erase(std::string_view key);
  /// Keeps the first `count` members or elements; true where some went.
  bool truncate(std::size_t count);

  friend bool operator==(const Value& left, const Value& right) { return left.equals(right); }

 private:
  bool equals(const Value& other) const;
  void destroy();
  void become(Kind kind);

  Kind kind_ = Kind::null;
  union Data {
    double number = 0;
    bool boolean;
    std::string* text;
    std::vector<Value>* items;
    std::vector<Member>* members;
  } data_;
};

struct Member {
  std::string key;
  Value value;
};

}  // namespace waymark
