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
  std::int64_t lifetime_count = 0;  ///< While `per` was what it is.
  TimeMs last_shown_ms = 0;
  TimeMs last_dismissed_ms = 0;
  std::int64_t day = 0;  ///< Of the site, since 1970.
  std::int64_t day_count = 0;
  std::string per;  ///< Value of `cap.lifetimePer`.
  TimeMs last_clicked_ms = 0;
  TimeMs last_exposed_ms = 0;
  TimeMs last_converted_ms = 0;
  std::string variant;   ///< Last shown or exposed.
  std::string decision;  ///< Id of the decision last shown.
};

/// Which variant of an experiment (or arm of a holdout) a rule put this visitor into.
struct Exposure {
  std::string key;
  std::string rule;
  std::string variant;
  std::int64_t session = 0;  ///< Number of the visit it was last told in.
};

/// What was shown, learned from events alone: so it survives a crash with them and reaches other tabs.
struct History {
  List<RuleHistory> rules;
  std::int64_t session = 0;
  std::int64_t session_count = 0;  ///< Messages of all rules in that visit that count to the site's limits.
  std::int64_t day = 0;
  std::int64_t day_count = 0;
  TimeMs last_shown_ms = 0;
  List<Exposure> exposures;
  std::vector<std::string> requested;  ///< Follow-ups that are not to be asked for twice, latest last.

  mutable std::uint64_t signs = 0;       ///< Of so many rules,
  mutable std::size_t signed_rules = 0;  ///< once somebody has asked.

  const RuleHistory* find(std::string_view rule) const;
  /// False where nothing is known of any rule whose id has this sign (sign_of): most rules of a site have said nothing
  /// yet to most visitors.
  bool may_know(std::uint8_t sign) const {
    if (signed_rules != rules.size()) sign_all();
    return (signs >> sign & 1U) != 0;
  }
  /// The last exposure to `key`, by `rule` where one is named; null where there was none.
  const Exposure* exposure(std::string_view key, std::string_view rule = {}) const;

 private:
  void sign_all() const;
};

/// One of 64, the same for the same id.
std::uint8_t sign_of(std::string_view rule);

/// Learns from one event; days are those of a clock so far ahead of UTC.
void apply(History& history, const Event& event, std::int64_t offset_minutes);

/// The clock was set back to `now`: what seems to lie ahead has just happened. So no cap opens early by it, and none
/// stays shut for longer than it says.
void settle(History& history, TimeMs now, std::int64_t offset_minutes);

/// What tells two requests of a follow-up apart.
std::string request_key(const Value& properties);

}  // namespace waymark::decision
