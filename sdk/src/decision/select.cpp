#include "decision/select.h"

#include <algorithm>
#include <array>
#include <utility>

#include "event/vocabulary.h"
#include "rules/coerce.h"

namespace waymark::decision {
namespace {

constexpr std::array<std::string_view, kReasonCount> kReasons = {
    "selected",  "notLive",      "consent",        "schedule",     "stage",           "notTriggered", "condition",
    "holdout",   "pageCap",      "ruleSessionCap", "ruleDayCap",   "ruleLifetimeCap", "cooldown",     "dismissed",
    "converted", "noExperiment", "control",        "sessionLimit", "dayLimit",        "gap",          "exclusive",
    "group",     "slotTaken",    "noItems",        "textMissing",  "textTooLong",     "blocked"};

bool within(TimeMs since, TimeMs length, TimeMs now) { return since > 0 && length > 0 && now - since < length; }

}  // namespace

std::string_view to_text(Reason reason) { return kReasons[static_cast<std::size_t>(reason)]; }

[[gnu::noinline]] void Asking::look_up(std::uint32_t wanted) const {
  purposes = wanted;
  granted = true;
  for (const std::string& purpose : *program.purposes[wanted]) granted = granted && consent.granted(purpose);
}

Reason Asking::gate(std::size_t rule) const {
  const Program::Glance& glance = program.glances[rule];
  if (!glance.live) return Reason::not_live;
  if (!allowed(glance)) return Reason::consent;
  if (glance.always) return Reason::selected;
  const Plan& plan = program.plans[rule];
  const RuleConfig& config_of_rule = *set.rules[rule].config;
  if (plan.scheduled) {
    const std::string& zone = config_of_rule.schedule.time_zone;
    const bool own = zone.empty() || zone == config.site.time_zone;
    const Value& known = own || zone == "UTC" ? Value(0.0) : facts.page.zone_offsets[zone];
    const auto offset =
        own ? facts.page.site_offset_minutes : static_cast<std::int64_t>(std::clamp(known.number_or(0), -1e4, 1e4));
    if (!known.is_number() || !plan.schedule.open(facts.now, offset)) return Reason::schedule;
  }
  const std::vector<std::string>& stages = config_of_rule.stages;
  const bool here = stages.empty() || std::find(stages.begin(), stages.end(), facts.journey.stage) != stages.end();
  return here ? Reason::selected : Reason::stage;
}

[[gnu::noinline]] Reason Asking::open(std::size_t rule) const {
  const Reason closed = gate(rule);
  if (closed != Reason::selected) return closed;
  return set.rules[rule].when.holds(facts) ? Reason::selected : Reason::condition;
}

bool Asking::heard_by_trigger(std::size_t rule, const rules::Trigger& trigger) const {
  const RuleConfig& config_of_rule = *set.rules[rule].config;
  const List<TriggerConfig>& triggers = triggers_of(config_of_rule);
  Standing& standing = standings[rule];
  bool any = false;
  for (std::size_t i = 0; i < triggers.size(); ++i) {
    const TriggerConfig& wanted = triggers[i];
    const std::uint32_t bit = 1U << i;
    if (wanted.type != trigger.type) continue;
    switch (wanted.type) {
      case TriggerType::event:
      case TriggerType::stage_entered:
      case TriggerType::visible:
      case TriggerType::click:
      case TriggerType::api:
        if (wanted.name != trigger.name) continue;
        break;
      case TriggerType::scroll:
        if (trigger.amount < wanted.amount) continue;
        break;
      case TriggerType::active_time:
        if (trigger.amount < wanted.amount || (standing.fired & bit)) continue;
        break;
      case TriggerType::idle:
        if (trigger.amount != wanted.amount) continue;
        break;
      case TriggerType::delay:
      case TriggerType::cart_abandoned:
        if (trigger.rule != static_cast<int>(rule)) continue;
        break;
      case TriggerType::page_view:
      case TriggerType::session_start:
      case TriggerType::exit_intent:
      case TriggerType::route:
        break;
    }
    const Where* where =
        program.plans[rule].where.find_if([&](const Where& one) { return one.trigger == static_cast<int>(i); });
    if (where && !where->holds.holds(facts)) continue;
    standing.fired |= bit;
    any = true;
  }
  if (!any || config_of_rule.all_of.empty()) return any;
  return standing.fired == (triggers.size() == 32 ? UINT32_MAX : (1U << triggers.size()) - 1);
}

Reason Asking::capped(std::size_t rule) const {
  const CapConfig& cap = set.rules[rule].config->cap;
  if (cap.page && standings[rule].shown >= *cap.page) return Reason::page_cap;
  if (!history.may_know(program.glances[rule].sign)) return Reason::selected;
  const std::string& id = set.rules[rule].config->id;
  const List<RuleHistory>& known = history.rules;
  std::uint32_t& place = standings[rule].past;
  if (place >= known.size() || known[place].rule != id) {
    for (place = 0; place < known.size() && known[place].rule != id;) ++place;
    if (place == known.size()) return Reason::selected;
  }
  const RuleHistory* const past = &known[place];
  const std::int64_t today = day_of(facts.now, facts.page.site_offset_minutes);
  if (cap.session && past->session >= facts.session.number && past->session_count >= *cap.session) {
    return Reason::rule_session_cap;
  }
  if (cap.day && past->day >= today && past->day_count >= *cap.day) return Reason::rule_day_cap;
  if (cap.lifetime && past->lifetime_count >= *cap.lifetime && past->per == per(rule)) return Reason::rule_lifetime_cap;
  if (within(past->last_shown_ms, cap.cooldown_ms, facts.now)) return Reason::cooldown;
  if (within(past->last_dismissed_ms, cap.after_dismiss_ms, facts.now)) return Reason::dismissed;
  if (within(past->last_converted_ms, cap.after_convert_ms, facts.now)) return Reason::converted;
  return Reason::selected;
}

std::string Asking::per(std::size_t rule) const {
  const List<Where>& per = program.plans[rule].per;
  return per.empty() ? std::string() : rules::to_text(per.front().holds.evaluate(facts));
}

/// It is told once a visit, and again where the arm is another one.
bool Asking::exposed(const RuleConfig& rule, std::string_view key, std::string_view variant) const {
  const Exposure* known = history.exposure(key, rule.id);
  return known && known->variant == variant && known->session == facts.session.number;
}

void Asking::expose(const RuleConfig& rule, std::string_view kind, std::string_view key, std::string_view variant,
                    Value detail) const {
  EventCall& call = said.emplace_back();
  call.name = event::names::kExperimentViewed;
  call.properties = std::move(detail);
  call.properties.add("experiment", key);
  call.properties.add("kind", kind);
  call.properties.add("variant", variant);
  call.properties.add("rule", rule.id);
}

const std::string& Asking::unit(std::uint32_t wanted) const {
  if (by != wanted) {
    by = wanted;
    const Value id = facts.lookup(program.units[wanted]);
    known_unit = id.is_null() ? std::string() : rules::to_text(id);
  }
  return known_unit;
}

/// Rules of one holdout stand side by side often enough.
bool Asking::held_out(const Plan& plan) const {
  if (holdout != plan.holdout) {
    holdout = plan.holdout;
    const std::string& id = unit(plan.holdout_by);
    out = !id.empty() &&
          rules::held_out(holdout->seed.empty() ? holdout->id : holdout->seed, id, holdout->percent, holdout->hash);
  }
  return out;
}

Reason Asking::proceed(std::size_t rule) const {
  const RuleConfig& config_of_rule = *set.rules[rule].config;
  const Plan& plan = program.plans[rule];
  if (plan.holdout) {
    const char* const arm = held_out(plan) ? "heldOut" : "open";
    if (!exposed(config_of_rule, plan.holdout->id, arm)) {
      Value detail;
      detail.add_number("percent", plan.holdout->percent);
      detail.add("by", plan.holdout->by);
      expose(config_of_rule, "holdout", plan.holdout->id, arm, std::move(detail));
    }
    if (out) return Reason::holdout;
  }
  if (const Reason cap = capped(rule); cap != Reason::selected) return cap;
  const ExperimentConfig& experiment = config_of_rule.experiment;
  if (experiment.key.empty()) return Reason::selected;
  int sticky = -1;
  if (const Exposure* before = history.exposure(experiment.key)) {
    for (std::size_t i = 0; i < experiment.variants.size(); ++i) {
      if (experiment.variants[i].id == before->variant) sticky = static_cast<int>(i);
    }
  }
  const rules::Assignment assigned = rules::assign(plan.experiment, unit(plan.experiment_by), facts.page.url, sticky);
  if (assigned.variant < 0) return Reason::no_experiment;
  standings[rule].variant = static_cast<std::int16_t>(assigned.variant);
  const std::string& variant = experiment.variants[static_cast<std::size_t>(assigned.variant)].id;
  // What somebody forced by the address, for a look at it, is no exposure.
  if (assigned.reason != rules::ExperimentReason::forced && !exposed(config_of_rule, experiment.key, variant)) {
    Value detail;
    detail.add("by", experiment.by);
    detail.add("assigned", rules::to_text(assigned.reason));
    if (assigned.reason == rules::ExperimentReason::assigned) detail.add_number("bucket", assigned.bucket);
    expose(config_of_rule, "experiment", experiment.key, variant, std::move(detail));
  }
  const bool acts = config_of_rule.actions.find_if([&](const ActionConfig& action) {
    return action.variant.empty() || action.variant == variant;
  }) != nullptr;
  return acts ? Reason::selected : Reason::control;
}

Reason limited(const LimitsConfig& limits, const History& history, std::int64_t undrawn, TimeMs now, std::int64_t today,
               std::int64_t visit) {
  const std::int64_t in_session = (history.session >= visit ? history.session_count : 0) + undrawn;
  const std::int64_t in_day = (history.day >= today ? history.day_count : 0) + undrawn;
  if (limits.session && in_session >= *limits.session) return Reason::session_limit;
  if (limits.day && in_day >= *limits.day) return Reason::day_limit;
  const bool recent = within(history.last_shown_ms, limits.gap_ms, now);
  return recent || (undrawn > 0 && limits.gap_ms > 0) ? Reason::gap : Reason::selected;
}

/// Shell's sort with the gaps of Knuth, (3^k - 1) / 2: a few are in order at once, ten thousand within a millisecond,
/// and std::sort would be 4 KB of Wasm.
void sort_ranks(std::vector<std::uint32_t>& ranks) {
  std::size_t gap = 1;
  while (gap < ranks.size() / 3) gap = gap * 3 + 1;
  for (; gap > 0; gap /= 3) {
    for (std::size_t i = gap; i < ranks.size(); ++i) {
      const std::uint32_t one = ranks[i];
      std::size_t at = i;
      for (; at >= gap && ranks[at - gap] > one; at -= gap) ranks[at] = ranks[at - gap];
      ranks[at] = one;
    }
  }
}

}  // namespace waymark::decision
