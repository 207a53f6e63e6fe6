#include "waymark/json_engine.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "codec/effect_codec.h"
#include "codec/input_codec.h"
#include "event/normalise.h"
#include "json/parse.h"
#include "waymark/engine.h"

namespace waymark {
namespace {

/// As every host begins the text of an event; of another the bounds below are not asked.
constexpr std::string_view kEventInput = "{\"type\":\"event\"";
/// More than fit into event::kMaxEventBytes: the event with most in it costs what a rule may (scripts/bombs.mjs).
constexpr std::size_t kMaxEventValues = 4'500;

effect::Log complaint(effect::Level level, const Error& error) {
  return effect::Log{level, error.code, error.pointer, error.expected, error.found};
}

TimeMs clamp_time(double now_ms) {
  if (!(now_ms > 0)) return 0;  // NaN too
  return static_cast<TimeMs>(std::min(now_ms, static_cast<double>(kLatestMs)));
}

}  // namespace

struct JsonEngine::Impl {
  Engine engine;
};

JsonEngine::JsonEngine() : impl_(std::make_unique<Impl>()) {}
JsonEngine::~JsonEngine() = default;

std::string JsonEngine::handle(std::string_view text, double now_ms) {
  json::ParseLimits limits{.events_as_text = true};
  if (text.starts_with(kEventInput)) {
    // One more than is kept: what is left out will be told of.
    limits.max_members = event::kMaxMembers + 1;
    limits.max_values = kMaxEventValues;
  }
  const Result<Value> json = json::parse(text, limits);
  Effects effects;
  if (!json.ok()) {
    effects.emplace_back(complaint(effect::Level::error, json.error()));
    return codec::write_effects(effects);
  }
  List<Error> warnings;
  const Result<Input> input = codec::read_input(json.value(), warnings);
  for (const Error& warning : warnings) effects.emplace_back(complaint(effect::Level::warn, warning));
  if (input.ok()) {
    effects.append(impl_->engine.handle(input.value(), clamp_time(now_ms)));
  } else {
    effects.emplace_back(complaint(effect::Level::error, input.error()));
  }
  return codec::write_effects(effects);
}

std::string JsonEngine::load(std::string_view kind, std::string_view bytes) {
  return codec::write_effects(impl_->engine.load(kind, bytes));
}

}  // namespace waymark
