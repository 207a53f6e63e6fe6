#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "waymark/config.h"
#include "waymark/list.h"
#include "waymark/time.h"

namespace waymark::journey {

/// Stages of one machine; they are bits of a word.
inline constexpr std::size_t kMaxStages = 31;
/// Pairs of stage and channel counted.
inline constexpr std::size_t kMaxTouchpoints = 120;

/// Stages in order. A visitor is in the last one whose entry holds, but for what `exit` and `regress` say.
struct Machine {
  std::string id;
  List<StageConfig> stages;
};

/// One that ships (docs/journey.md has their stages and conditions).
Machine preset(JourneyPreset preset);
/// The site's own stages, or its preset.
Machine machine_of(const JourneyConfig& config);

/// Time in a stage before the visitor left it, and how often they entered.
struct Spent {
  std::string stage;
  TimeMs ms = 0;
  std::int64_t times = 0;
};

/// How often the visitor came by a channel while in a stage.
struct Touchpoint {
  std::string stage;
  std::string channel;
  std::int64_t count = 0;
};

/// Where the visitor is, how far, and how long they were in each stage so far.
struct State {
  std::string stage;
  TimeMs since = 0;
  double score = 0;  ///< Of the stage, or 0 at the first to 100 at the last.
  List<Spent> spent;
  List<Touchpoint> touchpoints;
  std::int64_t session = 0;  ///< The last visit counted as a touchpoint.
  std::string told;          ///< The stage `Stage Entered` was last told of.
};

struct Transition {
  std::string from;  ///< Empty at the first stage ever.
  std::string to;
  TimeMs spent_ms = 0;  ///< In `from`, this time.
};

/// What holds now, a bit a stage: its entry and not its exit; its exit; that it may be left for an earlier one.
struct Holds {
  std::uint32_t entry = 0;
  std::uint32_t exit = 0;
  std::uint32_t regress = 0;
};

/// Moves on to the last stage whose entry holds; back, where the exit of this one holds (or, without one, its entry no
/// longer does) and `regress` allows it. The first stage's entry counts as holding.
std::optional<Transition> advance(State& state, const Machine& machine, const Holds& holds, TimeMs now);

/// Counts a touchpoint: a visit by its channel, an event of another channel by that. Before any stage is entered it is
/// one of the `first`.
void touch(State& state, std::string_view channel, std::string_view first);

}  // namespace waymark::journey
