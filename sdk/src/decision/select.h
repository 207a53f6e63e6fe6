#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "consent/consent.h"
#include "decision/history.h"
#include "decision/plan.h"
#include "rules/facts.h"
#include "rules/rule.h"
#include "waymark/config.h"
#include "waymark/list.h"

namespace waymark::decision {

/// Why a rule did or did not speak at the last trigger. A closed list: the inspector and reports count on it. In the
/// order they are asked for, but for the first.
enum class Reason {
  selected,
  not_live,
  consent,
  schedule,
  stage,
  not_triggered,
  condition,
  holdout,
  page_cap,
  rule_session_cap,
  rule_day_cap,
  rule_lifetime_cap,
  cooldown,
  dismissed,
  converted,
  no_experiment,
  control,
  session_limit,
  day_limit,
  gap,
  exclusive,
  group,
  slot_taken,
  no_items,
  text_missing,
  text_too_long,
};

inline constexpr std::size_t kReasonCount = 26;

std::string_view to_text(Reason reason);

/// How one rule stands on this page.
struct Standing {
  Reason reason = Reason::not_triggered;
  bool asked = false;  ///< Since the configuration came.
  TimeMs at = 0;       ///< When it was last asked,
  TriggerType by = TriggerType::page_view;
  std::string by_name;      ///< and by what.
  std::string variant;      ///< It was put into, if any.
  std::uint32_t fired = 0;  ///< Triggers that have happened on this page, one bit each.
  std::uint32_t told = 0;   ///< Suppressions told of on this page, one bit a reason.
  int shown = 0;            ///< On this page.
};

/// What a rule is asked with. `said` gets the events that asking makes: exposures.
struct Asking {
  const Config& config;
  const rules::RuleSet& set;
  const Program& program;
  const rules::Facts& facts;
  const History& history;
  const consent::Ledger& consent;
  List<Standing>& standings;
  List<EventCall>& said;
  // What gate() asked for last.
  mutable const std::string* purpose = nullptr;
  mutable bool granted = false;

  /// The gates before the trigger: live, consent, schedule, stage. `selected` where all are open.
  Reason gate(std::size_t rule) const;
  /// Notes that a trigger happened; true where the rule is to be asked.
  bool heard(std::size_t rule, const rules::Trigger& trigger) const;
  /// All gates up to the experiment, in order. `variant` is set to the one it was put into.
  Reason ask(std::size_t rule, std::string& variant) const;
  /// The caps of the rule alone, by what has been seen so far.
  Reason capped(std::size_t rule) const;
  /// Value of `cap.lifetimePer`, as text.
  std::string per(std::size_t rule) const;

  void expose(const RuleConfig& rule, std::string_view kind, std::string_view key, std::string_view variant,
              Value detail) const;
};

/// Whether the site's limits leave room for one more message, with `undrawn` decided but not yet seen:
/// `selected`, `session_limit`, `day_limit` or `gap`.
Reason limited(const LimitsConfig& limits, const History& history, std::int64_t undrawn, const rules::Facts& facts);

/// Indexes of `open` sorted by priority, then by their place in the configuration.
std::vector<std::uint32_t> by_priority(const rules::RuleSet& set, const std::vector<std::uint32_t>& open);

}  // namespace waymark::decision
