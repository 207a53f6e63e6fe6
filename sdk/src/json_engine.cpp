#include "waymark/json_engine.h"

#include <algorithm>
#include <vector>

#include "codec/effect_codec.h"
#include "codec/input_codec.h"
#include "json/parse.h"
#include "waymark/engine.h"

namespace waymark {
namespace {

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
  const Result<Value> json = json::parse(text, {.events_as_text = true});
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
