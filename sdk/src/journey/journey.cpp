#include "journey/journey.h"

#include <algorithm>
#include <cstddef>

namespace waymark::journey {

std::optional<Transition> advance(State& state, const Machine& machine, std::uint32_t holds, TimeMs now) {
  std::size_t reached = 0;
  for (std::size_t i = 1; i < machine.stages.size(); ++i) {
    if (holds & (1u << i)) reached = i;
  }
  const std::string& stage = machine.stages[reached].id;
  if (stage == state.stage) return std::nullopt;

  if (!state.stage.empty()) {
    Spent* before = state.spent.find_if([&](const Spent& entry) { return entry.stage == state.stage; });
    if (!before) before = &state.spent.emplace_back(state.stage);
    before->ms += std::max<TimeMs>(0, now - state.since);
  }
  Transition transition{state.stage, stage};
  state.stage = stage;
  state.since = now;
  return transition;
}

}  // namespace waymark::journey
