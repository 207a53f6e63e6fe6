#include "codec/read.h"

#include <cstring>
#include <utility>

#include "base/duration.h"
#include "base/utf8.h"
#include "json/write.h"

namespace waymark::codec {
namespace {

constexpr Range kAnyInt{0, 2147483647};
constexpr Range kAnyWhole{0, 9007199254740992.0};  // 2^53
constexpr Range kAnyNumber{-1e300, 1e300};

const Value& nothing() {
  static const Value value{};
  return value;
}

template <class T>
T& as(void* p) {
  return *static_cast<T*>(p);
}

}  // namespace

std::string found_text(const Value& value) {
  // Large things are named, not shown.
  if (value.is_null()) return "nothing";
  if (value.is_array()) return "an array";
  if (value.is_object()) return "an object";
  std::string text = json::write(value.is_string() ? Value(value.text_or().substr(0, kMaxFoundBytes * 2)) : value);
  if (base::utf8_truncate(text, kMaxFoundBytes)) text += "…";
  return text;
}

void TableReader::fail(const Path& path, const char* expected, const Value& found) {
  errors_.emplace_back(code_, path.pointer(), expected, found_text(found));
}

void TableReader::read_table(const Value& json, const Table& table, void* out, const Path& path) {
  if (table.row ? !json.is_array() : !json.is_object()) return fail(path, table.row ? "an array" : "an object", json);
  std::size_t found = 0;
  for (std::size_t i = 0; i < table.count; ++i) {
    const Field& field = table.fields[i];
    const Value* member = table.row ? (i < json.items().size() ? &json.items()[i] : nullptr) : json.find(field.key);
    if (member) ++found;
    read_field(member ? *member : nothing(), field, static_cast<char*>(out) + field.offset, Path{&path, field.key, 0});
  }
  if (!unknown_ || found >= json.members().size()) return;
  for (const Member& member : json.members()) {
    bool known = member.key == "$schema";  // for editors
    for (std::size_t i = 0; i < table.count; ++i) known = known || member.key == table.fields[i].key;
    if (known) continue;
    unknown_->emplace_back("config.unknownKey", Path{&path, member.key, 0}.pointer(), "a known key", member.key);
  }
}

double TableReader::read_number(const Value& json, const Field& field, double fallback, const Path& path) {
  const Range& range = field.detail                  ? *static_cast<const Range*>(field.detail)
                       : field.type == Type::time    ? kAnyWhole
                       : field.type == Type::integer ? kAnyInt
                                                     : kAnyNumber;
  const double number = json.number_or(range.least - 1);
  if (json.is_number() && number >= range.least && number <= range.most) return number;
  const std::string expected =
      "a number from " + json::write(Value(range.least)) + " to " + json::write(Value(range.most));
  fail(path, expected.c_str(), json);
  return fallback;
}

void TableReader::read_field(const Value& json, const Field& field, void* out, const Path& path) {
  if (json.is_null() && field.presence != Presence::required) return;
  switch (field.type) {
    case Type::text:
      if (!json.is_string() || (field.presence == Presence::required && json.text_or().empty())) {
        return fail(path, "a text", json);
      }
      as<std::string>(out) = json.text_or();
      return;
    case Type::optional_text:
      if (!json.is_string()) return fail(path, "a text", json);
      as<std::optional<std::string>>(out) = std::string(json.text_or());
      return;
    case Type::boolean:
      if (json.kind() != Value::Kind::boolean) return fail(path, "true or false", json);
      as<bool>(out) = json.boolean_or(false);
      return;
    case Type::integer:
      as<int>(out) = static_cast<int>(read_number(json, field, as<int>(out), path));
      return;
    case Type::time:
      as<std::int64_t>(out) =
          static_cast<std::int64_t>(read_number(json, field, static_cast<double>(as<std::int64_t>(out)), path));
      return;
    case Type::duration: {
      const TimeMs length = base::duration_of(json.text_or());
      if (length < 0) return fail(path, "a time such as 30s, 15m, 12h, 7d or forever", json);
      as<TimeMs>(out) = length;
      return;
    }
    case Type::number:
      as<double>(out) = read_number(json, field, as<double>(out), path);
      return;
    case Type::optional_integer:
      as<std::optional<int>>(out) = static_cast<int>(read_number(json, field, 1, path));
      return;
    case Type::optional_number:
      as<std::optional<double>>(out) = read_number(json, field, 0, path);
      return;
    case Type::enumeration:
    case Type::optional_strategy: {
      const auto& names = *static_cast<const event::Names*>(field.detail);
      const int index = event::index_in(names, json.text_or());
      if (index >= 0 && field.type == Type::enumeration) {
        std::memcpy(out, &index, sizeof index);
        return;
      }
      if (index >= 0) {
        as<std::optional<Strategy>>(out) = static_cast<Strategy>(index);
        return;
      }
      std::string expected = "one of";
      for (std::size_t i = 0; i < names.count; ++i) expected.append(i ? ", " : " ").append(names.words[i]);
      return fail(path, expected.c_str(), json);
    }
    case Type::value:
      as<Value>(out) = json;
      return;
    case Type::json_text:
      // As text already, where the reader has left it so (ParseLimits::events_as_text).
      if (json.text_or().starts_with('{')) {
        as<std::string>(out) = json.text();
      } else if (json.is_object()) {
        as<std::string>(out) = json::write(json);
      } else {
        fail(path, "an object", json);
      }
      return;
    case Type::object:
      return read_table(json, *static_cast<const Table*>(field.detail), out, path);
    case Type::text_map:
    case Type::consent_map:
      if (!json.is_object()) return fail(path, "an object", json);
      for (const Member& member : json.members()) {
        const Path inner{&path, member.key, 0};
        if (field.type == Type::text_map) {
          as<List<std::pair<std::string, std::string>>>(out).emplace_back(member.key, member.value.text_or());
        } else if (const auto state = event::from_text<ConsentState>(member.value.text_or())) {
          as<List<std::pair<std::string, ConsentState>>>(out).emplace_back(member.key, *state);
        } else {
          fail(inner, "one of unknown, granted, denied", member.value);
        }
      }
      return;
    case Type::texts:
    case Type::numbers:
      return read_scalars(json, field, out, path);
    case Type::list:
    case Type::keyed_list:
    case Type::optional_object:
    case Type::nullable_list:
      return read_list(json, field, out, path);
  }
}

/// Texts or numbers side by side.
void TableReader::read_scalars(const Value& json, const Field& field, void* out, const Path& path) {
  if (!json.is_array()) return fail(path, "an array", json);
  const bool texts = field.type == Type::texts;
  if (texts) {
    as<std::vector<std::string>>(out).clear();
  } else {
    as<std::vector<double>>(out).clear();
  }
  for (std::size_t i = 0; i < json.items().size(); ++i) {
    const Value& item = json.items()[i];
    const Path inner{&path, {}, i};
    if (texts) {
      if (!item.is_string()) fail(inner, "a text", item);
      as<std::vector<std::string>>(out).emplace_back(item.text_or());
    } else {
      as<std::vector<double>>(out).push_back(read_number(item, field, 0, inner));
    }
  }
}

/// Objects: one that may be missing, by name, or side by side.
void TableReader::read_list(const Value& json, const Field& field, void* out, const Path& path) {
  const Container& container = *static_cast<const Container*>(field.detail);
  container.clear(out);
  if (field.type == Type::optional_object) return read_table(json, *container.element, container.add(out), path);
  if (field.type == Type::keyed_list) {
    if (!json.is_object()) return fail(path, "an object", json);
    for (const Member& member : json.members()) {
      void* element = container.add(out);
      as<std::string>(element) = member.key;
      read_table(member.value, *container.element, element, Path{&path, member.key, 0});
    }
    return;
  }
  if (!json.is_array()) return fail(path, "an array", json);
  for (std::size_t i = 0; i < json.items().size(); ++i) {
    const std::size_t before = errors_.size();
    read_table(json.items()[i], *container.element, container.add(out), Path{&path, {}, i});
    if (field.presence != Presence::lenient || errors_.size() == before) continue;
    container.drop(out);
    if (dropped_) dropped_->push_back(std::move(errors_[before]));
    while (errors_.size() > before) errors_.pop_back();
  }
}

}  // namespace waymark::codec
