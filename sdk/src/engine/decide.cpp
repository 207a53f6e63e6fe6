#include <algorithm>
#include <string>
#include <utility>

#include "engine/impl.h"
#include "event/names.h"
#include "event/vocabulary.h"
#include "profile/value.h"
#include "rules/coerce.h"

// From a trigger to what is done about it (docs/rules.md has the order and the reasons).
namespace waymark {
namespace {

using decision::Reason;

/// Triggers of one page kept until the catalogue is there.
constexpr std::size_t kMaxStarved = 8;
/// Messages still allowed from which on tabs take turns: with more, two that draw at once exceed nothing.
constexpr std::int64_t kFewLeft = 4;

/// What `Message Suppressed` tells of: stops that are the site's doing, where the visitor would have been spoken to.
constexpr bool suppresses(Reason reason) {
  return reason == Reason::consent || reason == Reason::schedule || reason > Reason::condition;
}

}  // namespace

void Engine::Impl::decide_after(const Event& event, bool session_started, bool stage_entered) {
  if (session_started) decide(TriggerType::session_start);
  if (event.type == EventType::page) {
    decide(TriggerType::page_view);
  } else {
    decide(TriggerType::event, profile::counted_name(event));
  }
  if (stage_entered) decide(TriggerType::stage_entered, state_.journey.stage);
  if (event.name == event::names::kProductAdded || event.name == event::names::kProductRemoved) await_cart();
}

/// Asks the rules that listen, and lets the best of them speak as far as there is room.
void Engine::Impl::decide(const rules::Trigger& trigger) {
  const decision::Program::Listeners& listening = program_.listening(trigger.type, trigger.name);
  if (!listening.rules.empty()) ask(listening, trigger);
}

/// Keeps what became of a rule.
inline void Engine::Impl::settle(std::size_t rule, Reason reason) {
  standings_[rule].reason = reason;
  if (tally_) ++(*tally_)[static_cast<std::size_t>(reason) * standings_.size() + rule];
  if (config_.limits.suppressed && suppresses(reason)) tell_suppressed(rule, reason);
}

// Not where it is called: sites without rules download none of it (docs/decisions/0021-the-core-in-parts.md).
[[gnu::noinline]] void Engine::Impl::ask(const decision::Program::Listeners& listening, const rules::Trigger& trigger) {
  const rules::Facts now = facts(trigger_event_);
  const decision::Asking asking_now = asking(now);
  std::vector<std::uint32_t> open;
  bool hungry = false;
  const bool stand = active_.find_if([](const decision::Active& one) { return one.refresh != nullptr; }) != nullptr;
  // While the site's limits leave no room, that is what becomes of all that draw and count to them: none of those that
  // could still speak changes it. What is told of, is told in the order of priorities.
  const Reason full = config_.limits.suppressed ? Reason::selected : limited(active_.size());
  const std::uint32_t* const conditions = sifter_ ? sifter_->sift(listening, now) : nullptr;
  for (std::size_t i = 0; i < listening.rules.size(); ++i) {
    const std::uint32_t rule = listening.rules[i];
    const decision::Program::Glance& glance = program_.glances[rule];
    if (!asking_now.heard(rule, trigger)) continue;
    decision::Standing& standing = standings_[rule];
    standing.listeners = &listening;
    standing.at = now_;
    standing.by = trigger.type;
    if (stand && keep_up(rule, asking_now)) {
      hungry = hungry || (standing.reason == Reason::no_items && catalogue_awaited());
      continue;
    }
    standing.variant = -1;
    Reason reason = asking_now.ask(rule, conditions ? conditions[i] : glance.condition);
    if (reason == Reason::selected && full != Reason::selected && glance.limited) reason = full;
    if (reason == Reason::selected) {
      open.push_back(program_.ranks[rule]);
    } else {
      settle(rule, reason);
    }
  }
  tell_failures(now);
  decision::sort_ranks(open);
  for (const std::uint32_t rank : open) {
    const std::uint32_t rule = program_.by_rank[rank];
    const Reason reason = perform(rule);
    hungry = hungry || (reason == Reason::no_items && catalogue_awaited());
    settle(rule, reason);
  }
  if (hungry && starved_.size() < kMaxStarved) {
    starved_.emplace_back(trigger, trigger_event_ ? *trigger_event_ : Event(), trigger_event_ != nullptr);
  }
}

const std::string& Engine::Impl::variant_of(std::size_t rule) const {
  static const std::string none;
  const std::int16_t variant = standings_[rule].variant;
  return variant < 0 ? none : rules_.rules[rule].config->experiment.variants[static_cast<std::size_t>(variant)].id;
}

/// Once a page and reason.
void Engine::Impl::tell_suppressed(std::size_t rule, Reason reason) {
  decision::Standing& standing = standings_[rule];
  const std::uint32_t bit = 1U << static_cast<unsigned>(reason);
  if (standing.told & bit) return;
  standing.told |= bit;
  EventCall& call = said_.emplace_back();
  call.name = event::names::kMessageSuppressed;
  call.properties.add("rule", rules_.rules[rule].config->id);
  call.properties.add("reason", decision::to_text(reason));
  call.properties.add("trigger", event::text_of(standing.by));
  call.properties.add("variant", variant_of(rule));
}

/// Does everything a rule does for this visitor, or says why nothing is done. A message that cannot be drawn takes the
/// rest with it.
Reason Engine::Impl::perform(std::size_t rule) {
  const RuleConfig& config = *rules_.rules[rule].config;
  const std::string& variant = variant_of(rule);
  const auto meant = [&](const ActionConfig& action) { return action.variant.empty() || action.variant == variant; };
  int drawn = 0;
  bool draws = false;
  for (const ActionConfig& action : config.actions) {
    if (!meant(action) || !action.draws()) continue;
    Reason reason = draws ? Reason::selected : room(config, action.slot.empty(), active_.size());
    if (reason == Reason::selected) reason = show(rule, action, drawn);
    if (!draws && reason != Reason::selected) return reason;
    draws = true;
    drawn += reason == Reason::selected ? 1 : 0;
  }
  // While somebody tries rules they say what they have to say, and do nothing.
  if (as_if_) return Reason::selected;
  const std::string decision_id = draws ? active_.back().decision_id : ids_.next(now_);
  for (std::size_t i = 0; i < config.actions.size(); ++i) {
    if (meant(config.actions[i]) && !config.actions[i].draws()) act(rule, i, decision_id);
  }
  if (draws) return Reason::selected;
  if (said_.size() > kMaxSaid) return Reason::selected;
  // What nobody sees has been done at once, and its caps count it.
  EventCall& call = said_.emplace_back();
  call.name = event::names::kRuleApplied;
  call.properties.add("rule", config.id);
  call.properties.add("decisionId", decision_id);
  call.properties.add("variant", variant);
  call.properties.add("experiment", config.experiment.key);
  const rules::Facts now = facts(trigger_event_);
  call.properties.add("per", asking(now).per(rule));
  return Reason::selected;
}

/// Whether the site's limits do, with the first `behind` messages of those on the page before it.
Reason Engine::Impl::limited(std::size_t behind) const {
  std::int64_t undrawn = 0;
  for (std::size_t i = 0; i < behind; ++i) {
    const decision::Active& message = active_[i];
    if (!message.rule.empty() && !message.shown && message.counts && message.part == 0) ++undrawn;
  }
  const std::int64_t today = decision::day_of(now_, page_.site_offset_minutes);
  return decision::limited(config_.limits, state_.history, undrawn, now_, today, state_.session.number);
}

/// Whether the site leaves room for another message, with the first `behind` of those on the page before it.
Reason Engine::Impl::room(const RuleConfig& rule, bool floats, std::size_t behind) const {
  int of_group = 0;
  bool exclusive = false;
  bool other = false;
  for (std::size_t i = 0; i < behind; ++i) {
    const decision::Active& message = active_[i];
    if (message.rule.empty()) continue;  // the page's own
    if (!rule.group.empty() && message.group == rule.group && message.part == 0) ++of_group;
    if (message.floats()) other = true, exclusive = exclusive || message.exclusive;
  }
  if (rule.cap.counts_to_limits) {
    const Reason reason = limited(behind);
    if (reason != Reason::selected) return reason;
  }
  if (floats && (exclusive || (rule.exclusive && other))) return Reason::exclusive;
  if (of_group > 0 && of_group >= config_.limits.max_visible[rule.group].number_or(1)) return Reason::group;
  return Reason::selected;
}

/// Names of the locks a message is drawn under, so that two tabs that decide at once exceed no cap together.
std::vector<std::string> Engine::Impl::reserved(std::size_t rule) const {
  const RuleConfig& config = *rules_.rules[rule].config;
  const decision::History& history = state_.history;
  const auto few = [](const std::optional<int>& cap, std::int64_t count) { return cap && *cap - count <= kFewLeft; };
  std::vector<std::string> names;
  const decision::RuleHistory* past = history.find(config.id);
  const decision::RuleHistory none;
  if (!past) past = &none;
  const CapConfig& cap = config.cap;
  if (cap.cooldown_ms > 0 || few(cap.session, past->session_count) || few(cap.day, past->day_count) ||
      few(cap.lifetime, past->lifetime_count)) {
    names.push_back("waymark.rule." + config.id);
  }
  const LimitsConfig& limits = config_.limits;
  if (cap.counts_to_limits &&
      (limits.gap_ms > 0 || few(limits.session, history.session_count) || few(limits.day, history.day_count))) {
    names.emplace_back("waymark.limits");
  }
  return names;
}

/// What an outcome will have to say, and what a second look needs.
void Engine::Impl::note(decision::Active& active, std::size_t rule, int part) const {
  const RuleConfig& config = *rules_.rules[rule].config;
  active.group = config.group;
  active.exclusive = config.exclusive;
  active.counts = config.cap.counts_to_limits;
  active.part = part;
  active.experiment = config.experiment.key;
  const List<decision::Where>& per = program_.plans[rule].per;
  const rules::Facts now = facts(trigger_event_);
  if (!per.empty()) active.per = rules::to_text(per.front().holds.evaluate(now));
  if (trigger_event_) active.event = *trigger_event_;
}

/// The host could draw a message now. Its renderer may have come late, and another tab may have been faster.
void Engine::Impl::recheck(const std::string& decision_id) {
  std::size_t place = 0;
  while (active_[place].decision_id != decision_id) ++place;
  const decision::Active& message = active_[place];
  if (message.preview) return;
  const rules::Facts now = facts(message.event ? &*message.event : nullptr);
  for (std::size_t i = 0; i < rules_.rules.size(); ++i) {
    const RuleConfig& config = *rules_.rules[i].config;
    if (config.id != message.rule) continue;
    const decision::Asking asking_now = asking(now);
    Reason reason = asking_now.open(i);
    if (reason == Reason::selected && message.part == 0) {
      reason = asking_now.capped(i);
      if (reason == Reason::selected) reason = room(config, message.floats(), place);
    }
    if (reason == Reason::selected) return;
    settle(i, reason);
    break;
  }
  out_.emplace_back(effect::HideMessage{decision_id, effect::HideReason::stale});
  active_.erase(place);
}

/// Null for a rule there is none of: the page's own, or another configuration's.
decision::Standing* Engine::Impl::standing_of(std::string_view rule) {
  for (std::size_t i = 0; i < rules_.rules.size(); ++i) {
    if (rules_.rules[i].config->id == rule) return &standings_[i];
  }
  return nullptr;
}

/// An event that is the goal of rules: each is credited with what it last did, once.
void Engine::Impl::convert(const Event& event) {
  for (const std::uint32_t rule : program_.aiming(profile::counted_name(event))) credit(rule, event);
}

[[gnu::noinline]] void Engine::Impl::credit(std::size_t rule, const Event& event) {
  const RuleConfig& config = *rules_.rules[rule].config;
  const GoalConfig& goal = config.goal;
  const decision::RuleHistory* past = state_.history.find(config.id);
  if (!past) return;
  const TimeMs credited = goal.credit == Credit::click      ? past->last_clicked_ms
                          : goal.credit == Credit::exposure ? past->last_exposed_ms
                                                            : past->last_shown_ms;
  const TimeMs after = event.timestamp - credited;
  if (credited <= 0 || after < 0 || after > goal.window_ms || past->last_converted_ms >= credited) return;
  const List<decision::Where>& where = program_.plans[rule].goal_where;
  const rules::Facts now = facts(&event);
  if (!where.empty() && !where.front().holds.holds(now)) return;
  EventCall& call = said_.emplace_back();
  call.name = event::names::kMessageConverted;
  Value& properties = call.properties;
  properties.add("rule", config.id);
  properties.add("decisionId", past->decision);
  properties.add("variant", past->variant);
  properties.add("experiment", config.experiment.key);
  properties.add("holdout", config.holdout);
  properties.add("goal", goal.event);
  properties.add("goalId", event.message_id);
  properties.add("credit", event::text_of(goal.credit));
  properties.add_number("afterMs", static_cast<double>(after));
  if (!goal.value.empty()) properties.append_member("value", event.properties[goal.value]);
  properties.add("currency", event.properties["currency"].text());
}

/// Rules that wait for a cart to be left alone.
void Engine::Impl::await_cart() {
  const profile::Part& view = state_.profile.view();
  const profile::Entry* changed = view.find(profile::kMoments, "changed");
  for (const std::uint32_t rule : program_.listening(TriggerType::cart_abandoned, {}).rules) {
    const std::uint32_t index = rule | kCartTimer;
    timers_.clear(timers::Kind::rule_delay, index);
    if (!changed || profile::cart_of(view).empty()) continue;
    for (const TriggerConfig& trigger : decision::triggers_of(*rules_.rules[rule].config)) {
      if (trigger.type != TriggerType::cart_abandoned) continue;
      timers_.set_if_earlier(timers::Kind::rule_delay, index,
                             std::max(now_, changed->at_ms + static_cast<TimeMs>(trigger.amount)));
    }
  }
}

/// Another page: what happened on the one before is over, and delays begin anew.
void Engine::Impl::turn_page() {
  timers_.clear_all(timers::Kind::rule_delay);
  for (decision::Standing& standing : standings_) {
    standing.fired = standing.told = 0;
    standing.shown = 0;
  }
  for (const std::uint32_t rule : program_.listening(TriggerType::delay, {}).rules) {
    timers_.set(timers::Kind::rule_delay, rule, now_ + rules_.rules[rule].delay_ms());
  }
  await_cart();
  decide(TriggerType::route);
}

/// Accepts the events this input has made, and those that these make.
void Engine::Impl::speak() {
  for (std::size_t count = 0; !said_.empty(); ++count) {
    if (count >= kMaxSaid) {
      log(effect::Level::error, "rule.loop", "/rules", "rules that do not set each other off", said_.front().name);
      return said_.clear();
    }
    EventCall call = std::move(said_.front());
    said_.erase(0);
    accept(std::move(call), now_);
  }
}

}  // namespace waymark
