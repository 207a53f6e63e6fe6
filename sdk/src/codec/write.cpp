#include "codec/write.h"

#include <cstring>

namespace waymark::codec {
namespace {

template <class T>
const T& as(const void* p) {
  return *static_cast<const T*>(p);
}

int enum_value(const void* in) {
  int value = 0;
  std::memcpy(&value, in, sizeof value);
  return value;
}

/// Empty, zero, false, null: what an optional field leaves out.
bool is_empty(const Field& field, const void* in) {
  switch (field.type) {
    case Type::text:
    case Type::json_text:
      return as<std::string>(in).empty();
    case Type::boolean:
      return !as<bool>(in);
    case Type::integer:
      return as<int>(in) == 0;
    case Type::time:
    case Type::duration:
      return as<std::int64_t>(in) == 0;
    case Type::optional_integer:
      return !as<std::optional<int>>(in);
    case Type::optional_number:
      return !as<std::optional<double>>(in);
    case Type::optional_strategy:
      return !as<std::optional<Strategy>>(in);
    case Type::value:
      return as<Value>(in).is_null() || (as<Value>(in).is_object() && as<Value>(in).members().empty());
    case Type::texts:
      return as<std::vector<std::string>>(in).empty();
    case Type::list:
    case Type::keyed_list:
    case Type::optional_object:
      return static_cast<const Container*>(field.detail)->size(in) == 0;
    default:
      return false;
  }
}

void write_list(json::Writer& out, const Field& field, const void* in) {
  const auto& container = *static_cast<const Container*>(field.detail);
  const std::size_t size = container.size(in);
  if (size == SIZE_MAX) return out.null();
  if (field.type == Type::optional_object) return write_table(out, *container.element, container.at(in, 0));
  const bool keyed = field.type == Type::keyed_list;
  keyed ? out.begin_object() : out.begin_array();
  for (std::size_t i = 0; i < size; ++i) {
    const void* element = container.at(in, i);
    if (keyed) out.key(as<std::string>(element));
    write_table(out, *container.element, element);
  }
  keyed ? out.end_object() : out.end_array();
}

void write_field(json::Writer& out, const Field& field, const void* in) {
  switch (field.type) {
    case Type::text:
      return out.string(as<std::string>(in));
    case Type::optional_text: {
      const auto& text = as<std::optional<std::string>>(in);
      return text ? out.string(*text) : out.null();
    }
    case Type::boolean:
      return out.boolean(as<bool>(in));
    case Type::integer:
      return out.integer(as<int>(in));
    case Type::time:
    case Type::duration:
      return out.integer(as<std::int64_t>(in));
    case Type::number:
      return out.number(as<double>(in));
    case Type::optional_integer:
      return out.integer(as<std::optional<int>>(in).value_or(0));
    case Type::optional_number:
      return out.number(as<std::optional<double>>(in).value_or(0));
    case Type::enumeration:
      return out.string(static_cast<const event::Names*>(field.detail)->words[enum_value(in)]);
    case Type::optional_strategy:
      return out.string(event::text_of(as<std::optional<Strategy>>(in).value_or(Strategy::next)));
    case Type::value:
      return out.value(as<Value>(in));
    case Type::json_text:
      return out.raw(as<std::string>(in));
    case Type::texts:
      out.begin_array();
      for (const std::string& text : as<std::vector<std::string>>(in)) out.string(text);
      return out.end_array();
    case Type::numbers:
      out.begin_array();
      for (const double number : as<std::vector<double>>(in)) out.number(number);
      return out.end_array();
    case Type::text_map:
      out.begin_object();
      for (const auto& [name, text] : as<List<std::pair<std::string, std::string>>>(in)) out.member(name, text);
      return out.end_object();
    case Type::consent_map:
      out.begin_object();
      for (const auto& [purpose, state] : as<List<std::pair<std::string, ConsentState>>>(in)) {
        out.member(purpose, event::text_of(state));
      }
      return out.end_object();
    case Type::object:
      return write_table(out, *static_cast<const Table*>(field.detail), in);
    case Type::list:
    case Type::keyed_list:
    case Type::optional_object:
    case Type::nullable_list:
      return write_list(out, field, in);
  }
}

}  // namespace

void write_members(json::Writer& out, const Table& table, const void* in) {
  for (std::size_t i = 0; i < table.count; ++i) {
    const Field& field = table.fields[i];
    const void* member = static_cast<const char*>(in) + field.offset;
    if (table.row) {
      write_field(out, field, member);
      continue;
    }
    if (field.presence == Presence::optional && is_empty(field, member)) continue;
    const json::Writer::Mark before = out.mark();
    out.key(field.key);
    write_field(out, field, member);
    // An optional object none of whose members was written is not there at all.
    if (field.presence == Presence::optional && field.type == Type::object && out.ends_with("{}")) out.rewind(before);
  }
}

void write_table(json::Writer& out, const Table& table, const void* in) {
  table.row ? out.begin_array() : out.begin_object();
  write_members(out, table, in);
  table.row ? out.end_array() : out.end_object();
}

}  // namespace waymark::codec
