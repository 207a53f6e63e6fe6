#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "decision/schedule.h"
#include "rules/condition.h"
#include "rules/experiment.h"
#include "rules/rule.h"
#include "waymark/config.h"
#include "waymark/error.h"
#include "waymark/list.h"

namespace waymark::decision {

/// A test on an event's properties: `where` of a trigger or a goal.
struct Where {
  int trigger = -1;  ///< Which trigger of its rule.
  rules::Condition holds;
};

/// The data of one action, each member a condition to evaluate.
struct ActionData {
  List<std::pair<std::string, rules::Condition>> members;
};

/// What a rule needs besides its condition, compiled once.
struct Plan {
  Schedule schedule;
  bool scheduled = false;
  List<Where> where;       ///< Of triggers that have one.
  List<Where> goal_where;  ///< One, or none.
  List<Where> per;         ///< `cap.lifetimePer`: one, or none.
  const HoldoutConfig* holdout = nullptr;
  rules::Experiment experiment;
  List<ActionData> data;  ///< One an action.
};

/// All plans of a configuration, and who listens to what: a trigger asks only the rules that named it.
class Program {
 public:
  List<Plan> plans;

  /// Rules that listen to a trigger, in the order of the configuration.
  const std::vector<std::uint32_t>& listening(TriggerType type, std::string_view name) const;
  /// Rules whose goal is this event.
  const std::vector<std::uint32_t>& aiming(std::string_view event) const { return by_name(goals_, event); }

 private:
  friend Program compile(const Config& config, List<Error>& errors);

  struct Named {
    std::string name;
    std::vector<std::uint32_t> rules;
  };

  static const std::vector<std::uint32_t>& by_name(const List<Named>& list, std::string_view name);
  static void add(List<Named>& list, const std::string& name, std::uint32_t rule);

  std::vector<std::uint32_t> types_[kTriggerTypes];
  List<Named> events_;
  List<Named> goals_;
};

/// Errors have pointers into the configuration, which has to outlive the program.
Program compile(const Config& config, List<Error>& errors);

/// Triggers of a rule, whichever way they are written.
inline const List<TriggerConfig>& triggers_of(const RuleConfig& rule) {
  return rule.all_of.empty() ? rule.any_of : rule.all_of;
}

}  // namespace waymark::decision
