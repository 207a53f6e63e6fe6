#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "consent/consent.h"
#include "decision/history.h"
#include "rules/facts.h"
#include "rules/rule.h"
#include "waymark/config.h"
#include "waymark/list.h"

namespace waymark::decision {

/// Why a rule did or did not speak at the last trigger. A closed list: the inspector and reports count on it.
enum class Reason {
  selected,
  not_live,
  consent,
  stage,
  not_triggered,
  condition,
  rule_session_cap,
  rule_lifetime_cap,
  cooldown,
  dismissed,
  session_limit,
  gap,
  slot_taken,
  no_items,
  text_missing,
  text_too_long,
};

std::string_view to_text(Reason reason);

struct RuleReason {
  std::string rule;
  Reason reason = Reason::not_triggered;
};

/// Rules that may speak, the one to prefer first, and a reason for every rule of the set.
struct Selection {
  std::vector<std::uint32_t> candidates;  ///< Indexes into the rule set.
  List<RuleReason> reasons;               ///< In the order of the rule set; candidates stand as `selected`.
};

/// Whether the site's limits leave room for one more message, with `undrawn` decided but not yet seen:
/// `selected`, `session_limit` or `gap`.
Reason limited(const LimitsConfig& limits, const History& history, std::int64_t undrawn, std::int64_t session,
               TimeMs now);

/// Asks every rule in the order consent, stage, trigger, condition, caps. Candidates are sorted by priority, then
/// by their place in the configuration; the site's limits are the caller's to ask, message by message.
Selection select(const rules::RuleSet& set, const rules::Trigger& trigger, const rules::Facts& facts,
                 const History& history, const consent::Ledger& consent);

}  // namespace waymark::decision
