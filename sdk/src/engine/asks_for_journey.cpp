#include "engine/asks_for_journey.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

// Never linked into the Wasm, as log_replay.cpp.
namespace waymark {
namespace {

/// Operators that look a path up which a condition may put together itself.
constexpr std::string_view kLookUps[] = {"var", "val", "exists", "missing", "missing_some"};

bool has_object(const Value& value) {
  return value.is_object() || std::any_of(value.items().begin(), value.items().end(), has_object);
}

}  // namespace

bool asks_for_journey(const Value& config) {
  const auto tells = [](std::string_view text) {
    return text.find("journey") != std::string_view::npos || text.find("stage") != std::string_view::npos;
  };
  if (tells(config.text_or())) return true;
  for (const Value& item : config.items()) {
    if (asks_for_journey(item)) return true;
  }
  for (const Member& member : config.members()) {
    const bool looks_up = std::find(std::begin(kLookUps), std::end(kLookUps), member.key) != std::end(kLookUps);
    if (tells(member.key) || (looks_up && has_object(member.value)) || asks_for_journey(member.value)) return true;
  }
  return false;
}

}  // namespace waymark
