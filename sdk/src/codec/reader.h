#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "event/names.h"
#include "waymark/error.h"
#include "waymark/value.h"

namespace waymark::codec {

/// Longest excerpt of a wrong value in an error, in bytes.
inline constexpr std::size_t kMaxFoundBytes = 60;

/// A value as an error shows it: shortened JSON.
std::string found_text(const Value& value);

/// Reads the members of one object by type. What is missing gives the fallback; what is wrong gives the
/// fallback and an error with its pointer, what was expected and what was found.
class Reader {
 public:
  Reader(const Value& object, std::string pointer, const char* code, std::vector<Error>& errors);

  std::string text(std::string_view key, std::string_view fallback = {});
  /// Must be there and not empty.
  std::string required_text(std::string_view key);
  bool boolean(std::string_view key, bool fallback);
  double number(std::string_view key, double least, double most, double fallback);
  std::vector<std::string> texts(std::string_view key, std::vector<std::string> fallback);
  /// The member as an array, empty where it is missing.
  std::span<const Value> items(std::string_view key);
  /// The member as an object; an empty one where it is missing.
  Reader object(std::string_view key);
  /// Any value; null where it is missing.
  const Value& any(std::string_view key);

  template <class Enum>
  std::optional<Enum> optional_enum(std::string_view key) {
    const Value& value = any(key);
    if (value.is_null()) return std::nullopt;
    std::optional<Enum> known = event::from_text<Enum>(value.text_or());
    if (!known) fail(key, one_of(event::names_of(Enum{})), value);
    return known;
  }

  template <class Enum>
  Enum enumeration(std::string_view key, Enum fallback) {
    return optional_enum<Enum>(key).value_or(fallback);
  }

  template <class Enum>
  Enum required_enum(std::string_view key) {
    const std::optional<Enum> known = optional_enum<Enum>(key);
    if (!known && any(key).is_null()) fail(key, one_of(event::names_of(Enum{})), Value());
    return known.value_or(Enum{});
  }

  bool has(std::string_view key) const { return value_.find(key) != nullptr; }
  void fail(std::string_view key, std::string expected, const Value& found);
  /// Adds a warning for every member nobody has asked for.
  void warn_unknown(std::vector<Error>& warnings) const;

  const Value& value() const { return value_; }
  std::vector<Error>& errors() { return errors_; }
  const std::string& pointer() const { return pointer_; }
  std::string at(std::string_view key) const { return pointer_ + "/" + std::string(key); }

 private:
  static std::string one_of(event::Names names);

  const Value& value_;
  std::string pointer_;
  const char* code_;
  std::vector<Error>& errors_;
  std::uint64_t asked_ = 0;  ///< One bit a member, by its place; members past the 64th count as asked for.
};

}  // namespace waymark::codec
