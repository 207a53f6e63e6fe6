#include "decision/select.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/best_first.h"

namespace waymark::decision {
namespace {

constexpr std::array<std::string_view, 16> kReasons = {
    "selected", "notLive",   "consent",      "stage", "notTriggered", "condition", "ruleSessionCap", "ruleLifetimeCap",
    "cooldown", "dismissed", "sessionLimit", "gap",   "slotTaken",    "noItems",   "textMissing",    "textTooLong"};

Reason capped(const RuleConfig& rule, const RuleHistory* past, std::int64_t session, TimeMs now) {
  if (!past) return Reason::selected;
  const CapConfig& cap = rule.cap;
  const std::int64_t in_session = past->session == session ? past->session_count : 0;
  if (cap.session && in_session >= *cap.session) return Reason::rule_session_cap;
  if (cap.lifetime && past->lifetime_count >= *cap.lifetime) return Reason::rule_lifetime_cap;
  if (past->lifetime_count > 0 && now - past->last_shown_ms < cap.cooldown_ms) return Reason::cooldown;
  if (past->last_dismissed_ms > 0 && now - past->last_dismissed_ms < cap.after_dismiss_ms) return Reason::dismissed;
  return Reason::selected;
}

Reason ask(const rules::Rule& rule, int index, const rules::Trigger& trigger, const rules::Facts& facts,
           const History& history, const consent::Ledger& consent) {
  const RuleConfig& config = *rule.config;
  if (config.status != RuleStatus::live) return Reason::not_live;
  for (const std::string& purpose : config.consent) {
    if (!consent.granted(purpose)) return Reason::consent;
  }
  if (!config.stages.empty() &&
      std::find(config.stages.begin(), config.stages.end(), facts.journey.stage) == config.stages.end()) {
    return Reason::stage;
  }
  if (!rule.triggered_by(trigger, index)) return Reason::not_triggered;
  if (!rule.when.holds(facts)) return Reason::condition;
  return capped(config, history.find(config.id), facts.session.number, facts.now);
}

}  // namespace

Reason limited(const LimitsConfig& limits, const History& history, std::int64_t undrawn, std::int64_t session,
               TimeMs now) {
  const std::int64_t in_session = (history.session == session ? history.session_count : 0) + undrawn;
  if (limits.session && in_session >= *limits.session) return Reason::session_limit;
  const bool recent = history.last_shown_ms > 0 && now - history.last_shown_ms < limits.gap_ms;
  return recent || (undrawn > 0 && limits.gap_ms > 0) ? Reason::gap : Reason::selected;
}

std::string_view to_text(Reason reason) { return kReasons[static_cast<std::size_t>(reason)]; }

Selection select(const rules::RuleSet& set, const rules::Trigger& trigger, const rules::Facts& facts,
                 const History& history, const consent::Ledger& consent) {
  Selection selection;
  for (std::size_t i = 0; i < set.rules.size(); ++i) {
    const Reason reason = ask(set.rules[i], static_cast<int>(i), trigger, facts, history, consent);
    selection.reasons.push_back(RuleReason{set.rules[i].config->id, reason});
    if (reason == Reason::selected) selection.candidates.push_back(static_cast<std::uint32_t>(i));
  }
  const std::vector<std::uint32_t> open = std::move(selection.candidates);
  const auto first = [&](std::uint32_t a, std::uint32_t b) {
    const int left = set.rules[open[a]].config->priority;
    const int right = set.rules[open[b]].config->priority;
    return left != right ? left > right : a < b;
  };
  selection.candidates.clear();
  for (const std::uint32_t i : base::best_first(open.size(), open.size(), first))
    selection.candidates.push_back(open[i]);
  return selection;
}

}  // namespace waymark::decision
