#include "decision/history.h"

#include <algorithm>
#include <cstddef>

#include "decision/schedule.h"
#include "event/vocabulary.h"
#include "json/write.h"

namespace waymark::decision {
namespace {

namespace names = event::names;

/// Rules remembered; the one unseen for longest gives way.
constexpr std::size_t kMaxRules = 500;
/// Exposures remembered; the oldest gives way.
constexpr std::size_t kMaxExposures = 500;
/// Follow-ups remembered; the oldest gives way.
constexpr std::size_t kMaxRequested = 100;

RuleHistory& entry_for(History& history, std::string_view rule) {
  RuleHistory* known = history.rules.find_if([&](const RuleHistory& one) { return one.rule == rule; });
  if (known) return *known;
  if (history.rules.size() >= kMaxRules) {
    std::size_t oldest = 0;
    for (std::size_t i = 1; i < history.rules.size(); ++i) {
      if (history.rules[i].last_shown_ms < history.rules[oldest].last_shown_ms) oldest = i;
    }
    history.rules.erase(oldest);
    history.signs = history.signed_rules = 0;
  }
  RuleHistory& entry = history.rules.emplace_back();
  entry.rule = rule;
  return entry;
}

/// A day (or visit) before the one counted in is a clock set back: it counts on.
void count(std::int64_t& in, std::int64_t& number, std::int64_t current) {
  number = current <= in ? number + 1 : 1;
  in = std::max(in, current);
}

void later(TimeMs& last, const Event& event) { last = std::max(last, event.timestamp); }

void shown(History& history, RuleHistory& rule, const Event& event, std::int64_t day) {
  const Value& properties = event.properties;
  rule.decision = properties["decisionId"].text_or();
  rule.variant = properties["variant"].text_or();
  later(rule.last_shown_ms, event);
  // A decision counts once, however many messages it has.
  if (properties["part"].is_number()) return;
  count(rule.session, rule.session_count, event.session.number);
  count(rule.day, rule.day_count, day);
  const std::string_view per = properties["per"].text_or();
  if (rule.per != per) rule.lifetime_count = 0;
  rule.per = per;
  ++rule.lifetime_count;
  if (event.name == names::kRuleApplied || !properties["countsToLimits"].boolean_or(true)) return;
  count(history.session, history.session_count, event.session.number);
  count(history.day, history.day_count, day);
  later(history.last_shown_ms, event);
}

void exposed(History& history, RuleHistory& rule, const Event& event) {
  const std::string_view key = event.properties["experiment"].text_or();
  rule.variant = event.properties["variant"].text_or();
  later(rule.last_exposed_ms, event);
  history.exposures.remove_if([&](const Exposure& one) { return one.key == key && one.rule == rule.rule; });
  if (history.exposures.size() >= kMaxExposures) history.exposures.erase(0);
  history.exposures.emplace_back(std::string(key), rule.rule, rule.variant, event.session.number);
}

}  // namespace

const RuleHistory* History::find(std::string_view rule) const {
  return rules.find_if([&](const RuleHistory& one) { return one.rule == rule; });
}

std::uint8_t sign_of(std::string_view rule) {
  std::uint32_t sum = 0;
  for (const char c : rule) sum = sum * 31 + static_cast<unsigned char>(c);
  return static_cast<std::uint8_t>((sum ^ sum >> 6 ^ sum >> 12) & 63U);
}

void History::sign_all() const {
  if (signed_rules > rules.size()) signs = signed_rules = 0;
  for (; signed_rules < rules.size(); ++signed_rules) signs |= std::uint64_t{1} << sign_of(rules[signed_rules].rule);
}

const Exposure* History::exposure(std::string_view key, std::string_view rule) const {
  const Exposure* last = nullptr;
  for (const Exposure& one : exposures) {
    if (one.key == key && (rule.empty() || one.rule == rule)) last = &one;
  }
  return last;
}

std::string request_key(const Value& properties) {
  const Value& dedupe = properties["dedupe"];
  return dedupe.is_null() ? std::string() : properties["template"].text() + json::write(dedupe);
}

void apply(History& history, const Event& event, std::int64_t offset_minutes) {
  if (event.type != EventType::track) return;
  const std::string& name = event.name;
  const std::string_view id = event.properties["rule"].text_or();
  if (id.empty()) return;
  if (name == names::kMessageShown || name == names::kRuleApplied) {
    shown(history, entry_for(history, id), event, day_of(event.timestamp, offset_minutes));
  } else if (name == names::kMessageDismissed) {
    later(entry_for(history, id).last_dismissed_ms, event);
  } else if (name == names::kMessageClicked || name == names::kMessageSubmitted) {
    later(entry_for(history, id).last_clicked_ms, event);
  } else if (name == names::kMessageConverted) {
    later(entry_for(history, id).last_converted_ms, event);
  } else if (name == names::kExperimentViewed) {
    exposed(history, entry_for(history, id), event);
  } else if (std::string key = request_key(event.properties); !key.empty()) {
    if (history.requested.size() >= kMaxRequested) history.requested.erase(history.requested.begin());
    history.requested.push_back(std::move(key));
  }
}

void settle(History& history, TimeMs now, std::int64_t offset_minutes) {
  const std::int64_t today = day_of(now, offset_minutes);
  const auto back = [&](TimeMs& moment) { moment = std::min(moment, now); };
  back(history.last_shown_ms);
  history.day = std::min(history.day, today);
  for (RuleHistory& rule : history.rules) {
    for (TimeMs* moment : {&rule.last_shown_ms, &rule.last_dismissed_ms, &rule.last_clicked_ms, &rule.last_exposed_ms,
                           &rule.last_converted_ms}) {
      back(*moment);
    }
    rule.day = std::min(rule.day, today);
  }
}

}  // namespace waymark::decision
