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
enum class Reason : std::uint8_t {
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
  blocked,
};

inline constexpr std::size_t kReasonCount = 27;

std::string_view to_text(Reason reason);

/// How one rule stands on this page.
/// Small, and side by side with the others: a trigger goes over those of all that listen.
struct Standing {
  TimeMs at = 0;                                  ///< When it was last asked,
  const Program::Listeners* listeners = nullptr;  ///< among whom: null where not since the configuration came,
  TriggerType by = TriggerType::page_view;        ///< and by what.
  Reason reason = Reason::not_triggered;
  std::int16_t variant = -1;  ///< Of its experiment, that it was put into.
  std::uint32_t fired = 0;    ///< Triggers that have happened on this page, one bit each.
  std::uint32_t told = 0;     ///< Suppressions told of on this page, one bit a reason.
  int shown = 0;              ///< On this page.
  std::uint32_t past = 0;     ///< Where in the history it was found last.
};

/// What a rule is asked with. `said` gets the events that asking makes: exposures.
struct Asking {
  const Config& config;
  const rules::RuleSet& set;
  const Program& program;
  const rules::Facts& facts;
  const History& history;
  const consent::Ledger& consent;
  std::vector<Standing>& standings;
  List<EventCall>& said;
  // What gate() asked for last: most rules of a site need the same.
  mutable std::uint32_t purposes = UINT32_MAX;
  mutable bool granted = false;
  // What unit() did.
  mutable std::uint32_t by = UINT32_MAX;
  mutable std::string known_unit = {};
  // What held_out() did.
  mutable const HoldoutConfig* holdout = nullptr;
  mutable bool out = false;

  /// The gates before the trigger: live, consent, schedule, stage. `selected` where all are open.
  Reason gate(std::size_t rule) const;
  /// The same and the condition: whether what the rule has to say still holds.
  Reason open(std::size_t rule) const;
  /// Notes that a trigger happened; true where the rule is to be asked.
  bool heard(std::size_t rule, const rules::Trigger& trigger) const {
    return program.glances[rule].plain || heard_by_trigger(rule, trigger);
  }
  /// All gates up to the experiment, in order; and the variant it was put into. Its condition is asked from `condition`
  /// on.
  Reason ask(std::size_t rule, std::uint32_t condition) const {
    const Program::Glance& glance = program.glances[rule];
    const Reason closed = glance.always && allowed(glance) ? Reason::selected : gate(rule);
    if (closed != Reason::selected) return closed;
    const bool holds = condition == rules::Condition::kAlways ||
                       (condition != rules::Condition::kNever &&
                        rules::Condition::holds(*set.program, condition, set.rules[rule].when.pointer(), facts));
    if (!holds) return Reason::condition;
    return glance.bare && !history.may_know(glance.sign) ? Reason::selected : proceed(rule);
  }
  /// The caps of the rule alone, by what has been seen so far.
  Reason capped(std::size_t rule) const;
  /// Value of `cap.lifetimePer`, as text.
  std::string per(std::size_t rule) const;

  /// The id a visitor is hashed by; empty where they have none of that kind.
  const std::string& unit(std::uint32_t wanted) const;

  // What the above are made of.
  bool heard_by_trigger(std::size_t rule, const rules::Trigger& trigger) const;
  bool allowed(const Program::Glance& glance) const {
    if (purposes != glance.purposes) look_up(glance.purposes);
    return granted;
  }
  void look_up(std::uint32_t wanted) const;
  Reason proceed(std::size_t rule) const;
  bool held_out(const Plan& plan) const;
  bool exposed(const RuleConfig& rule, std::string_view key, std::string_view variant) const;
  void expose(const RuleConfig& rule, std::string_view kind, std::string_view key, std::string_view variant,
              Value detail) const;
};

/// Whether the site's limits leave room for one more message on day `today` and in visit number `visit`, with `undrawn`
/// decided but not yet seen: `selected`, `session_limit`, `day_limit` or `gap`.
Reason limited(const LimitsConfig& limits, const History& history, std::int64_t undrawn, TimeMs now, std::int64_t today,
               std::int64_t visit);

/// Puts the ranks of rules (Program::ranks) in order.
void sort_ranks(std::vector<std::uint32_t>& ranks);

}  // namespace waymark::decision
