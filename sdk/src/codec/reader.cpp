#include "codec/reader.h"

#include <cmath>

#include "base/utf8.h"
#include "json/write.h"

namespace waymark::codec {
namespace {

const Value& nothing() {
  static const Value value;
  return value;
}

}  // namespace

std::string found_text(const Value& value) {
  // Large things are named, not shown.
  if (value.is_array()) return "an array of " + std::to_string(value.items().size());
  if (value.is_object()) return "an object";
  std::string text = json::write(value.is_string() ? Value(value.text_or().substr(0, kMaxFoundBytes * 2)) : value);
  if (base::utf8_truncate(text, kMaxFoundBytes)) text += "…";
  return text;
}

Reader::Reader(const Value& object, std::string pointer, const char* code, std::vector<Error>& errors)
    : value_(object), pointer_(std::move(pointer)), code_(code), errors_(errors) {
  if (!value_.is_object() && !value_.is_null()) {
    errors_.push_back(Error{code_, pointer_, "This is of another type than expected.", "an object", found_text(value_)});
  }
}

const Value& Reader::any(std::string_view key) {
  const auto members = value_.members();
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (members[i].key != key) continue;
    if (i < 64) asked_ |= std::uint64_t{1} << i;
    return members[i].value;
  }
  return nothing();
}

void Reader::fail(std::string_view key, std::string expected, const Value& found) {
  errors_.push_back(Error{code_, at(key), found.is_null() ? "This is missing." : "This cannot be used.",
                          std::move(expected), found.is_null() ? "nothing" : found_text(found)});
}

std::string Reader::text(std::string_view key, std::string_view fallback) {
  const Value& value = any(key);
  if (!value.is_null() && !value.is_string()) fail(key, "a text", value);
  return std::string(value.text_or(fallback));
}

std::string Reader::required_text(std::string_view key) {
  const Value& value = any(key);
  if (value.text_or().empty()) fail(key, "a text that is not empty", value);
  return std::string(value.text_or());
}

bool Reader::boolean(std::string_view key, bool fallback) {
  const Value& value = any(key);
  if (!value.is_null() && value.kind() != Value::Kind::boolean) fail(key, "true or false", value);
  return value.boolean_or(fallback);
}

double Reader::number(std::string_view key, double least, double most, double fallback) {
  const Value& value = any(key);
  if (value.is_null()) return fallback;
  const double number = value.number_or(NAN);
  if (number >= least && number <= most) return number;
  fail(key, "a number from " + json::write(Value(least)) + " to " + json::write(Value(most)), value);
  return fallback;
}

std::vector<std::string> Reader::texts(std::string_view key, std::vector<std::string> fallback) {
  if (any(key).is_null()) return fallback;
  std::vector<std::string> list;
  for (const Value& item : items(key)) {
    if (item.is_string()) {
      list.emplace_back(item.text_or());
    } else {
      fail(key, "an array of texts", item);
    }
  }
  return list;
}

std::span<const Value> Reader::items(std::string_view key) {
  const Value& value = any(key);
  if (!value.is_null() && !value.is_array()) fail(key, "an array", value);
  return value.items();
}

Reader Reader::object(std::string_view key) { return Reader(any(key), at(key), code_, errors_); }

void Reader::warn_unknown(std::vector<Error>& warnings) const {
  const auto members = value_.members();
  for (std::size_t i = 0; i < members.size() && i < 64; ++i) {
    if (asked_ & (std::uint64_t{1} << i)) continue;
    warnings.push_back(
        Error{"config.unknownKey", at(members[i].key), "Nobody reads this.", "a known key", members[i].key});
  }
}

std::string Reader::one_of(event::Names names) {
  std::string text = "one of";
  for (std::string_view name : names) text.append(text.size() == 6 ? " " : ", ").append(name);
  return text;
}

}  // namespace waymark::codec
