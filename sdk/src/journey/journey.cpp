#include "journey/journey.h"

#include <algorithm>
#include <cstddef>

namespace waymark::journey {

std::optional<Transition> advance(State& state, const Machine& machine, const Holds& holds, TimeMs now) {
  const std::size_t count = machine.stages.size();
  std::size_t current = 0;
  while (current < count && machine.stages[current].id != state.stage) ++current;
  std::size_t reached = 0;
  std::size_t below = 0;
  for (std::size_t i = 1; i < count; ++i) {
    if (!(holds.entry & (1u << i))) continue;
    reached = i;
    if (i < current) below = i;
  }
  // A stage of another configuration is left for wherever the visitor is now.
  if (current < count && reached <= current) {
    const std::uint32_t bit = 1u << current;
    const bool out = machine.stages[current].exit.is_null() ? reached < current : (holds.exit & bit) != 0;
    reached = out && (holds.regress & bit) ? below : current;
  }
  const std::string& stage = machine.stages[reached].id;
  if (stage == state.stage) return std::nullopt;

  Transition transition{state.stage, stage, state.stage.empty() ? 0 : std::max<TimeMs>(0, now - state.since)};
  const auto spent_in = [&](const std::string& name) -> Spent& {
    Spent* spent = state.spent.find_if([&](const Spent& entry) { return entry.stage == name; });
    return spent ? *spent : state.spent.emplace_back(name, 0, 0);
  };
  if (!state.stage.empty()) spent_in(state.stage).ms += transition.spent_ms;
  ++spent_in(stage).times;
  state.stage = stage;
  state.since = now;
  return transition;
}

void touch(State& state, std::string_view channel, std::string_view first) {
  const std::string_view stage = state.stage.empty() ? first : state.stage;
  Touchpoint* known =
      state.touchpoints.find_if([&](const Touchpoint& one) { return one.stage == stage && one.channel == channel; });
  if (!known) {
    if (state.touchpoints.size() >= kMaxTouchpoints) return;
    known = &state.touchpoints.emplace_back(std::string(stage), std::string(channel), 0);
  }
  ++known->count;
}

}  // namespace waymark::journey
