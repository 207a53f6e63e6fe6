#include "rules/rule.h"

#include <algorithm>
#include <utility>

#include "base/whole.h"

namespace waymark::rules {

TimeMs Rule::delay_ms() const {
  TimeMs shortest = kNever;
  for (const List<TriggerConfig>* triggers : {&config->any_of, &config->all_of}) {
    for (const TriggerConfig& trigger : *triggers) {
      if (trigger.type == TriggerType::delay) shortest = std::min(shortest, static_cast<TimeMs>(trigger.amount));
    }
  }
  return shortest;
}

void track(const RuleSet& set, const profile::EventLog& log) {
  if (!set.program) return;
  for (const profile::Behaviour& asked : set.program->behaviours) log.track(asked);
}

[[gnu::noinline]] RuleSet compile(const Config& config, const journey::Machine& machine, List<Error>& errors) {
  RuleSet set;
  set.program = std::make_unique<Program>();
  for (std::size_t i = 0; i < config.rules.size(); ++i) {
    Rule& rule = set.rules.emplace_back();
    rule.config = &config.rules[i];
    const std::string pointer = "/rules/" + base::count_text(i);
    const bool growthbook = !rule.config->when_gb.is_null();
    if (growthbook && !rule.config->when.is_null()) {
      errors.emplace_back("config.invalid", pointer + "/whenGb", "when or whenGb, not both");
    } else if (growthbook || !rule.config->when.is_null()) {
      Result<Condition> when = growthbook ? Condition::compile_growthbook(rule.config->when_gb, config.saved_groups,
                                                                          pointer + "/whenGb", *set.program)
                                          : Condition::compile(rule.config->when, pointer + "/when", *set.program);
      if (when.ok()) {
        rule.when = std::move(when.value());
      } else {
        errors.push_back(when.error());
      }
    }
    for (const std::string& stage : rule.config->stages) {
      const bool known = machine.stages.find_if([&](const StageConfig& s) { return s.id == stage; }) != nullptr;
      if (!known) {
        std::string names;
        for (const StageConfig& s : machine.stages) names += (names.empty() ? "" : ", ") + s.id;
        errors.emplace_back("config.unknownStage", "/rules/" + base::count_text(i) + "/stage", names.c_str(), stage);
      }
    }
  }
  return set;
}

}  // namespace waymark::rules
