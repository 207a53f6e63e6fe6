#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "waymark/event.h"
#include "waymark/list.h"
#include "waymark/time.h"

namespace waymark::decision {

/// What one rule has shown this visitor so far.
struct RuleHistory {
  std::string rule;
  std::int64_t session = 0;  ///< Number of the visit `session_count` counts in.
  std::int64_t session_count = 0;
  std::int64_t lifetime_count = 0;
  TimeMs last_shown_ms = 0;
  TimeMs last_dismissed_ms = 0;
};

/// What was shown, learned from Message events alone: so it survives a crash with them and reaches other tabs.
struct History {
  List<RuleHistory> rules;
  std::int64_t session = 0;
  std::int64_t session_count = 0;  ///< Messages of all rules in that visit.
  TimeMs last_shown_ms = 0;

  const RuleHistory* find(std::string_view rule) const;
};

void apply(History& history, const Event& event);

}  // namespace waymark::decision
