#include "decision/history.h"

#include <algorithm>
#include <cstddef>

#include "event/vocabulary.h"

namespace waymark::decision {
namespace {

/// Rules remembered; the one unseen for longest gives way.
constexpr std::size_t kMaxRules = 200;

RuleHistory& entry_for(History& history, std::string_view rule) {
  for (RuleHistory& known : history.rules) {
    if (known.rule == rule) return known;
  }
  if (history.rules.size() >= kMaxRules) {
    std::size_t oldest = 0;
    for (std::size_t i = 1; i < history.rules.size(); ++i) {
      if (history.rules[i].last_shown_ms < history.rules[oldest].last_shown_ms) oldest = i;
    }
    history.rules.erase(oldest);
  }
  RuleHistory& entry = history.rules.emplace_back();
  entry.rule = rule;
  return entry;
}

void count(std::int64_t& session, std::int64_t& session_count, std::int64_t current) {
  session_count = session == current ? session_count + 1 : 1;
  session = current;
}

}  // namespace

const RuleHistory* History::find(std::string_view rule) const {
  for (const RuleHistory& known : rules) {
    if (known.rule == rule) return &known;
  }
  return nullptr;
}

void apply(History& history, const Event& event) {
  const bool shown = event.name == event::names::kMessageShown;
  if (event.type != EventType::track || (!shown && event.name != event::names::kMessageDismissed)) return;
  const std::string_view id = event.properties["rule"].text_or();
  if (id.empty()) return;
  RuleHistory& rule = entry_for(history, id);
  if (shown) {
    count(rule.session, rule.session_count, event.session.number);
    count(history.session, history.session_count, event.session.number);
    ++rule.lifetime_count;
    rule.last_shown_ms = std::max(rule.last_shown_ms, event.timestamp);
    history.last_shown_ms = std::max(history.last_shown_ms, event.timestamp);
  } else {
    rule.last_dismissed_ms = std::max(rule.last_dismissed_ms, event.timestamp);
  }
}

}  // namespace waymark::decision
