#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "waymark/config.h"
#include "waymark/time.h"

namespace waymark::journey {

struct Stage {
  std::string id;
  std::string entry;  ///< JsonLogic as JSON text; the first stage needs none.
};

/// Stages in order. A visitor is in the last one whose entry condition holds, so a stage may regress.
struct Machine {
  std::string id;
  std::vector<Stage> stages;
};

/// `lifecycle`: awareness, consideration, purchase, retention, advocacy. `store`: visit, cart, checkout.
Machine preset(JourneyPreset preset);

/// Where the visitor is, and how long they were in each stage so far.
struct State {
  std::string stage;
  TimeMs since = 0;
  std::vector<std::pair<std::string, TimeMs>> spent;
};

struct Transition {
  std::string from;  ///< Empty at the first stage ever.
  std::string to;
};

/// Moves to the last stage whose entry holds. `holds` has one entry a stage; the first counts as true.
std::optional<Transition> advance(State& state, const Machine& machine, const std::vector<bool>& holds, TimeMs now);

}  // namespace waymark::journey
