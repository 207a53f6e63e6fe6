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
  std::uint32_t holdout_by = 0;     ///< Which of the program's paths to ids the holdout,
  std::uint32_t experiment_by = 0;  ///< and which the experiment hashes.
  rules::Experiment experiment;
  List<ActionData> data;  ///< One an action.
};

/// All plans of a configuration, and who listens to what: a trigger asks only the rules that named it.
class Program {
 public:
  /// What the first look at a rule needs: small, and side by side with the others'.
  struct Glance {
    std::uint32_t condition = rules::Condition::kAlways;  ///< Where `when` begins.
    std::uint32_t purposes = 0;                           ///< Which of the lists of purposes it needs.
    bool live = false;
    bool always = false;    ///< Live, at any time, in any stage.
    bool plain = false;     ///< Each trigger it listens to is reason enough to ask it.
    bool bare = false;      ///< After its condition nothing is asked but what it has said so far.
    bool limited = false;   ///< Whatever it says draws a message that counts to the site's limits.
    std::uint8_t sign = 0;  ///< Of its id, for History::may_know.
  };

  List<Plan> plans;
  std::vector<Glance> glances;         ///< One a rule.
  std::vector<std::uint32_t> ranks;    ///< Of each rule: by priority, then by their place in the configuration.
  std::vector<std::uint32_t> by_rank;  ///< The rule of each rank.
  List<std::string> units;             ///< Paths to what is hashed, each once.
  std::vector<const std::vector<std::string>*>
      purposes;  ///< Each different list of them; they lie in the configuration.

  /// Rules that listen to the same, in the order of the configuration.
  struct Listeners {
    std::string name;
    std::vector<std::uint32_t> rules;
  };

  const Listeners& listening(TriggerType type, std::string_view name) const;
  /// Rules whose goal is this event.
  const std::vector<std::uint32_t>& aiming(std::string_view event) const { return by_name(goals_, event).rules; }

 private:
  friend Program compile(const Config& config, const rules::RuleSet& set, List<Error>& errors);

  std::uint32_t unit(const std::string& path);
  static const Listeners& by_name(const List<Listeners>& list, std::string_view name);
  static void add(List<Listeners>& list, const std::string& name, std::uint32_t rule);

  List<Listeners> types_[kTriggerTypes];  ///< By their names, where such triggers have some.
  List<Listeners> goals_;
};

/// Somebody who tells of all listeners at once where the condition of each has to be asked from. A replay has one
/// (engine/log_sifter.h), a page none.
class Sifter {
 public:
  /// Entries as Condition::entry() has them, one a listener, or Condition::kNever; null for where each begins.
  virtual const std::uint32_t* sift(const Program::Listeners& listeners, const rules::Facts& facts) = 0;

 protected:
  ~Sifter() = default;
};

/// Errors have pointers into the configuration, which has to outlive the program.
Program compile(const Config& config, const rules::RuleSet& set, List<Error>& errors);

/// Triggers of a rule, whichever way they are written.
inline const List<TriggerConfig>& triggers_of(const RuleConfig& rule) {
  return rule.all_of.empty() ? rule.any_of : rule.all_of;
}

}  // namespace waymark::decision
