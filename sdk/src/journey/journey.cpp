#include "journey/journey.h"

#include <algorithm>
#include <cstddef>

namespace waymark::journey {

std::optional<Transition> advance(State& state, const Machine& machine, const std::vector<bool>& holds, TimeMs now) {
  std::size_t reached = 0;
  for (std::size_t i = 1; i < machine.stages.size() && i < holds.size(); ++i) {
    if (holds[i]) reached = i;
  }
  const std::string& stage = machine.stages[reached].id;
  if (stage == state.stage) return std::nullopt;

  if (!state.stage.empty()) {
    const TimeMs spent = std::max<TimeMs>(0, now - state.since);
    auto before = std::find_if(state.spent.begin(), state.spent.end(),
                               [&](const auto& entry) { return entry.first == state.stage; });
    if (before == state.spent.end()) before = state.spent.insert(before, {state.stage, 0});
    before->second += spent;
  }
  Transition transition{state.stage, stage};
  state.stage = stage;
  state.since = now;
  return transition;
}

}  // namespace waymark::journey
