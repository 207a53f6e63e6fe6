#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "waymark/config.h"
#include "waymark/list.h"
#include "waymark/time.h"

namespace waymark::journey {

struct Stage {
  std::string id;
  std::string entry;  ///< JsonLogic as JSON text; the first stage needs none.
};

/// Stages in order. A visitor is in the last one whose entry condition holds, so a stage may regress.
struct Machine {
  std::string id;
  List<Stage> stages;
};

/// `lifecycle`: awareness, consideration, purchase, retention, advocacy. `store`: visit, cart, checkout.
Machine preset(JourneyPreset preset);

struct Spent {
  std::string stage;
  TimeMs ms = 0;
};

/// Where the visitor is, and how long they were in each stage so far.
struct State {
  std::string stage;
  TimeMs since = 0;
  List<Spent> spent;
};

struct Transition {
  std::string from;  ///< Empty at the first stage ever.
  std::string to;
};

/// Moves to the last stage whose entry holds. Bit i of `holds` says whether that of stage i does; the first
/// stage's counts as set.
std::optional<Transition> advance(State& state, const Machine& machine, std::uint32_t holds, TimeMs now);

}  // namespace waymark::journey
