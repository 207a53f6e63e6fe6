#pragma once

#include <memory>
#include <string>
#include <vector>

#include "journey/journey.h"
#include "rules/condition.h"
#include "waymark/config.h"
#include "waymark/error.h"
#include "waymark/list.h"

namespace waymark::rules {

/// Something that may set rules off.
struct Trigger {
  TriggerType type = TriggerType::page_view;
  std::string name;   ///< Of the event, or the stage entered.
  double amount = 0;  ///< Percent scrolled.
  int rule = -1;      ///< The rule whose delay has passed, with `delay`.
};

/// A rule ready to run.
struct Rule {
  const RuleConfig* config = nullptr;  ///< Lies in the configuration the set was compiled from.
  Condition when;

  /// Milliseconds after a page view that it waits for; kNever where it waits for none.
  TimeMs delay_ms() const;
};

/// All rules of a configuration, in its order; usable as long as that configuration is.
struct RuleSet {
  std::unique_ptr<Program> program;  ///< Of all conditions below.
  List<Rule> rules;
};

/// Has the log keep what the conditions ask of it.
void track(const RuleSet& set, const profile::EventLog& log);

/// Compiles every condition; errors are added with pointers into the configuration.
RuleSet compile(const Config& config, const journey::Machine& machine, List<Error>& errors);

}  // namespace waymark::rules
