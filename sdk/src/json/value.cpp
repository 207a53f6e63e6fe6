#include "waymark/value.h"

#include <utility>

namespace waymark {
namespace {

const Value& null_value() {
  static const Value null{};
  return null;
}

}  // namespace

Value::Value(std::string&& text) : kind_(Kind::string) { data_.text = new std::string(std::move(text)); }
Value::Value(std::string_view text) : kind_(Kind::string) { data_.text = new std::string(text); }
Value::Value(const char* text) : kind_(Kind::string) { data_.text = new std::string(text); }

Value::Value(Value&& other) noexcept : kind_(std::exchange(other.kind_, Kind::null)), data_(other.data_) {}

Value& Value::operator=(Value&& other) noexcept {
  // The other may be a part of this one: take it out before this one goes.
  const Kind kind = std::exchange(other.kind_, Kind::null);
  const Data data = other.data_;
  destroy();
  kind_ = kind;
  data_ = data;
  return *this;
}

Value::Value(const Value& other) : kind_(other.kind_), data_(other.data_) {
  if (kind_ == Kind::string) data_.text = new std::string(*other.data_.text);
  if (kind_ == Kind::array) data_.items = new std::vector<Value>(*other.data_.items);
  if (kind_ == Kind::object) data_.members = new std::vector<Member>(*other.data_.members);
}

Value& Value::operator=(const Value& other) { return *this = Value(other); }

void Value::destroy() {
  switch (std::exchange(kind_, Kind::null)) {
    case Kind::string:
      delete data_.text;
      break;
    case Kind::array:
      delete data_.items;
      break;
    case Kind::object:
      delete data_.members;
      break;
    default:
      break;
  }
}

void Value::become(Kind kind) {
  if (kind_ == kind) return;
  destroy();
  kind_ = kind;
  if (kind == Kind::array) {
    data_.items = new std::vector<Value>;
  } else {
    data_.members = new std::vector<Member>;
  }
}

Value Value::array() {
  Value value;
  value.become(Kind::array);
  return value;
}

Value Value::object() {
  Value value;
  value.become(Kind::object);
  return value;
}

Value Value::of(std::vector<Member>&& members) {
  Value value = object();
  *value.data_.members = std::move(members);
  return value;
}

const std::string& Value::text() const {
  static const std::string empty;
  return is_string() ? *data_.text : empty;
}

std::string_view Value::text_or(std::string_view fallback) const {
  return is_string() ? std::string_view(*data_.text) : fallback;
}

std::span<const Value> Value::items() const { return const_cast<Value*>(this)->items(); }

std::span<Value> Value::items() { return is_array() ? std::span<Value>(*data_.items) : std::span<Value>(); }

std::span<const Member> Value::members() const { return const_cast<Value*>(this)->members(); }

std::span<Member> Value::members() { return is_object() ? std::span<Member>(*data_.members) : std::span<Member>(); }

const Value* Value::find(std::string_view key) const {
  for (const Member& member : members()) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

const Value& Value::operator[](const char* key) const {
  const Value* found = find(key);
  return found ? *found : null_value();
}

const Value& Value::operator[](const std::string& key) const { return (*this)[key.c_str()]; }

void Value::set(std::string_view key, Value value) {
  if (const Value* known = find(key)) {
    *const_cast<Value*>(known) = std::move(value);
  } else {
    append_member(std::string(key), std::move(value));
  }
}

void Value::append_member(std::string key, Value value) {
  become(Kind::object);
  data_.members->push_back(Member{std::move(key), std::move(value)});
}

void Value::add(const char* key, std::string_view text) {
  if (!text.empty()) append_member(key, Value(text));
}

void Value::add(const char* key, const std::string& text) { add(key, std::string_view(text)); }

void Value::add_number(const char* key, double number) { append_member(key, Value(number)); }

void Value::push(Value value) {
  become(Kind::array);
  data_.items->push_back(std::move(value));
}

bool Value::erase(std::string_view key) {
  for (const Member& member : members()) {
    if (member.key != key) continue;
    data_.members->erase(data_.members->begin() + (&member - data_.members->data()));
    return true;
  }
  return false;
}

bool Value::truncate(std::size_t count) {
  if (items().size() > count) {
    data_.items->resize(count);
    return true;
  }
  if (members().size() <= count) return false;
  data_.members->resize(count);
  return true;
}

bool Value::equals(const Value& other) const {
  if (kind_ != other.kind_) return false;
  switch (kind_) {
    case Kind::null:
      return true;
    case Kind::boolean:
      return data_.boolean == other.data_.boolean;
    case Kind::number:
      return data_.number == other.data_.number;
    case Kind::string:
      return *data_.text == *other.data_.text;
    case Kind::array:
      return *data_.items == *other.data_.items;
    case Kind::object:
      if (data_.members->size() != other.data_.members->size()) return false;
      for (const Member& member : *data_.members) {
        const Value* theirs = other.find(member.key);
        if (!theirs || !member.value.equals(*theirs)) return false;
      }
      return true;
  }
  return false;
}

}  // namespace waymark
