#pragma once

#include <memory>

#include <string>
#include <vector>

#include "journey/journey.h"
#include "profile/standing.h"
#include "rules/condition.h"
#include "waymark/config.h"
#include "waymark/error.h"
#include "waymark/list.h"

namespace waymark::rules {

/// Conditions of one stage; what the configuration leaves out always holds, and its score is by place.
struct StageConditions {
  Condition entry;
  Condition exit;
  Condition regress;
  Condition score;
};

/// The conditions of a configuration that say where and who the visitor is.
struct Insight {
  std::unique_ptr<Program> program;  ///< Of all conditions below.
  List<StageConditions> stages;
  List<Condition> segments;
  List<List<Condition>> personas;  ///< One for each score.
};

/// Compiles them; errors are added with pointers into the configuration.
Insight compile_insight(const Config& config, const journey::Machine& machine, List<Error>& errors);

/// Has the log keep what these conditions ask of it.
void track(const Insight& insight, const profile::EventLog& log);

/// What holds of each stage now.
journey::Holds stages_at(const Insight& insight, const journey::Machine& machine, const Facts& facts);

/// Score of a stage: its own, or 0 for the first to 100 for the last.
double score_at(const Insight& insight, const journey::Machine& machine, const Facts& facts);

/// Which segments and personas hold now. A score is the points of the conditions that hold, of all there are.
profile::Standing standing_at(const Insight& insight, const Config& config, const Facts& facts);

}  // namespace waymark::rules
