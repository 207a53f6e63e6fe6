#include "waymark/value.h"

#include <algorithm>

namespace waymark {
namespace {

const Value kNull;

}  // namespace

Value Value::array() {
  Value value;
  value.data_.emplace<std::vector<Value>>();
  return value;
}

Value Value::object() {
  Value value;
  value.data_.emplace<std::vector<Member>>();
  return value;
}

bool Value::boolean_or(bool fallback) const {
  const bool* boolean = std::get_if<bool>(&data_);
  return boolean ? *boolean : fallback;
}

double Value::number_or(double fallback) const {
  const double* number = std::get_if<double>(&data_);
  return number ? *number : fallback;
}

std::string_view Value::text_or(std::string_view fallback) const {
  const std::string* text = std::get_if<std::string>(&data_);
  return text ? std::string_view(*text) : fallback;
}

std::span<const Value> Value::items() const {
  const auto* array = std::get_if<std::vector<Value>>(&data_);
  return array ? std::span<const Value>(array->data(), array->size()) : std::span<const Value>();
}

std::span<Value> Value::items() {
  auto* array = std::get_if<std::vector<Value>>(&data_);
  return array ? std::span<Value>(array->data(), array->size()) : std::span<Value>();
}

std::span<const Member> Value::members() const {
  const auto* object = std::get_if<std::vector<Member>>(&data_);
  return object ? std::span<const Member>(object->data(), object->size()) : std::span<const Member>();
}

std::span<Member> Value::members() {
  auto* object = std::get_if<std::vector<Member>>(&data_);
  return object ? std::span<Member>(object->data(), object->size()) : std::span<Member>();
}

const Value* Value::find(std::string_view key) const {
  for (const Member& member : members()) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

const Value& Value::operator[](std::string_view key) const {
  const Value* found = find(key);
  return found ? *found : kNull;
}

void Value::set(std::string_view key, Value value) {
  for (Member& member : members()) {
    if (member.key == key) {
      member.value = std::move(value);
      return;
    }
  }
  append_member(std::string(key), std::move(value));
}

void Value::append_member(std::string key, Value value) {
  if (!is_object()) data_.emplace<std::vector<Member>>();
  std::get_if<std::vector<Member>>(&data_)->push_back(Member{std::move(key), std::move(value)});
}

void Value::push(Value value) {
  if (!is_array()) data_.emplace<std::vector<Value>>();
  std::get_if<std::vector<Value>>(&data_)->push_back(std::move(value));
}

bool Value::erase(std::string_view key) {
  auto* object = std::get_if<std::vector<Member>>(&data_);
  if (!object) return false;
  auto found = std::find_if(object->begin(), object->end(), [&](const Member& member) { return member.key == key; });
  if (found == object->end()) return false;
  object->erase(found);
  return true;
}

bool Value::equals(const Value& other) const {
  if (kind() != other.kind()) return false;
  switch (kind()) {
    case Kind::null:
      return true;
    case Kind::boolean:
      return boolean_or(false) == other.boolean_or(false);
    case Kind::number:
      return number_or(0) == other.number_or(0);
    case Kind::string:
      return text_or() == other.text_or();
    case Kind::array:
      return std::equal(items().begin(), items().end(), other.items().begin(), other.items().end());
    case Kind::object: {
      if (members().size() != other.members().size()) return false;
      for (const Member& member : members()) {
        const Value* theirs = other.find(member.key);
        if (!theirs || !(member.value == *theirs)) return false;
      }
      return true;
    }
  }
  return false;
}

}  // namespace waymark
