#include "pointer.h"

#include "json_text.h"

namespace waymark::tool {
namespace {

std::string escaped(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

/// What one part of a pointer leads to.
std::string_view step(std::string_view value, std::string_view part) {
  std::string_view next;
  for (const auto& [key, member] : members_of(value)) {
    if (escaped(key) == part) next = member;
  }
  if (next.empty() && is_array(value)) {
    const auto list = items_of(value);
    const auto index = static_cast<std::size_t>(number_of(part, 1e9));
    if (index < list.size()) next = list[index];
  }
  return next;
}

}  // namespace

std::string at(const std::string& pointer, std::string_view key) { return pointer + "/" + escaped(key); }
std::string at(const std::string& pointer, std::size_t index) { return pointer + "/" + std::to_string(index); }

std::size_t place_of(std::string_view config, std::string_view pointer) {
  std::string_view value = config;
  std::size_t place = config.find_first_not_of(" \t\r\n");
  if (place == std::string_view::npos) place = 0;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::string_view part = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(part.size());
    const std::string_view next = step(value, part);
    if (next.empty()) return place;
    const bool keyed = is_object(value);
    value = next;
    place = static_cast<std::size_t>(value.data() - config.data());
    // A member is pointed at by its key.
    if (keyed) {
      const std::size_t colon = config.rfind(':', place);
      const std::size_t end = colon == std::string_view::npos ? colon : config.rfind('"', colon);
      std::size_t begin = end;
      while (begin != std::string_view::npos && begin > 0) {
        begin = config.rfind('"', begin - 1);
        if (begin == std::string_view::npos || begin == 0 || config[begin - 1] != '\\') break;
      }
      if (begin != std::string_view::npos) place = begin;
    }
  }
  return place;
}

std::string_view value_at(std::string_view config, std::string_view pointer) {
  std::string_view value = config;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::string_view part = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(part.size());
    value = step(value, part);
  }
  return value;
}

}  // namespace waymark::tool
