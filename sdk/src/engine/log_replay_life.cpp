#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "engine/log_replay_impl.h"
#include "event/names.h"
#include "event/vocabulary.h"

// What happens to the visitor who has entered: their events, what they make of them, and what passes in between.
namespace waymark {
namespace {

/// From a decision until half of the message was visible for a second.
constexpr TimeMs kSeenMs = kSecondMs;

}  // namespace

/// What happens to this visitor between two of their events.
void LogReplay::Impl::pass(TimeMs until) {
  const TimeMs closed = std::min(until, visitor_->last + kClosedMs);
  for (;;) {
    const TimeMs timer = core().timers_.next();
    const TimeMs seen = visitor_->undrawn.empty() ? kNever : visitor_->undrawn.front().at + kSeenMs;
    if (std::min(timer, seen) > closed) break;
    at(std::max(core().now_, std::min(timer, seen)));
    if (seen <= timer) {
      const std::string decision_id = std::move(visitor_->undrawn.front().decision_id);
      visitor_->undrawn.erase(visitor_->undrawn.begin());
      show(decision_id);
    } else {
      for (const timers::Deadline& deadline : core().timers_.take_due(timer)) {
        if (deadline.kind != timers::Kind::rule_delay) continue;
        core().decide((deadline.index & kCartTimer) ? TriggerType::cart_abandoned : TriggerType::delay, {}, 0,
                      static_cast<int>(deadline.index & ~kCartTimer));
      }
      settle();
    }
  }
  at(until);
}

void LogReplay::Impl::live(const Event& event) {
  Engine::Impl& to = core();
  visitor_->last = std::max(visitor_->last, event.timestamp);
  at(event.timestamp);
  place(event);
  const std::int64_t before = to.state_.session.number;
  to.adopt_session(event);
  if (event.type == EventType::page) {
    to.hide_all(effect::HideReason::route);
    visitor_->undrawn.clear();
    to.item_on_screen_.clear();
    to.category_on_screen_.clear();
  }
  learn(event);
  if (event.type == EventType::page) to.turn_page();
  to.look(event);
  to.trigger_event_ = &event;
  const bool entered = journey_ && to.advance_journey(event.timestamp);
  to.judge(false);
  to.decide_after(event, to.state_.session.number != before, entered);
  to.trigger_event_ = nullptr;
  signals(event);
  settle();
}

/// A log without numbers of visits: a new id is a new visit, and without ids a pause is.
void LogReplay::Impl::count_session(Event& event) {
  const identity::Session& session = core().state_.session;
  const TimeMs idle = core().config_.session.idle_minutes * kMinuteMs;
  const bool told = !event.session.id.empty();
  const bool fresh =
      session.number == 0 || (told ? event.session.id != session.id : event.timestamp - session.last_activity > idle);
  event.session.number = session.number + (fresh ? 1 : 0);
  event.session.start = fresh ? event.timestamp : session.start;
  if (!told) event.session.id = fresh ? std::to_string(event.session.number) : session.id;
}

/// Where the visitor is, as their event says.
void LogReplay::Impl::place(const Event& event) {
  Engine::Impl& to = core();
  const Value& page = event.context["page"];
  if (page.is_object()) {
    to.page_.url = page["url"].text_or();
    to.page_.referrer = page["referrer"].text_or();
    to.page_.title = page["title"].text_or();
  }
  // Offsets change at full quarters of an hour only.
  if (const TimeMs quarter = event.timestamp / (15 * kMinuteMs); quarter != quarter_) {
    quarter_ = quarter;
    own_offset_ = offset_(to.config_.site.time_zone, event.timestamp);
    offsets_ = Value();
    for (const std::string& zone : zones_) offsets_.set(zone, Value::number(offset_(zone, event.timestamp)));
  }
  to.page_.site_offset_minutes = own_offset_;
  if (!zones_.empty()) to.page_.zone_offsets = offsets_;
}

/// Signals the log knows by the events they became.
void LogReplay::Impl::signals(const Event& event) {
  Engine::Impl& to = core();
  if (event.type != EventType::track) return;
  if (event.name == event::names::kScrollDepthReached) {
    to.decide(TriggerType::scroll, {}, event.properties["percent"].number_or(0));
  } else if (event.name == event::names::kPageEngaged) {
    to.decide(TriggerType::active_time, {}, event.properties["activeMs"].number_or(0));
  } else if (event.name == event::names::kElementViewed) {
    to.decide(TriggerType::visible, event.properties["selector"].text_or());
  } else if (event.name == "Exit Intent") {
    to.decide(TriggerType::exit_intent);
  } else if (event.name == "Visitor Idle") {
    to.decide(TriggerType::idle, {}, event.properties["idleMs"].number_or(0));
  }
}

void LogReplay::Impl::learn(const Event& event) {
  core().learn(event);
  core().convert(event);
}

/// Takes what the core has decided, and lives through the events it has made.
void LogReplay::Impl::settle() {
  Engine::Impl& to = core();
  for (std::size_t count = 0; count < kMaxSaid; ++count) {
    for (const Effect& effect : to.out_) {
      if (const auto* message = std::get_if<effect::ShowMessage>(&effect)) {
        visitor_->undrawn.push_back({message->decision_id, to.now_});
      }
      // Nobody is in the middle of it here.
      const auto* hide = std::get_if<effect::HideMessage>(&effect);
      if (hide && hide->reason == effect::HideReason::over) {
        to.active_.remove_if([&](const decision::Active& one) { return one.decision_id == hide->decision_id; });
      }
    }
    to.out_.clear();
    if (to.said_.empty()) break;
    Event event = std::move(to.said_.front());
    to.said_.erase(0);
    accept(event);
  }
  to.said_.clear();
}

void LogReplay::Impl::accept(Event& event) {
  Engine::Impl& to = core();
  event.timestamp = to.now_;
  event.session = to.state_.session.ref();
  event.anonymous_id = *id_;  // else it were another device's, to be joined with this one's at each question
  const std::size_t rule = report_.rule_of(event.properties["rule"].text());
  if (rule < to.rules_.rules.size()) count(rule, event);
  learn(event);
  to.trigger_event_ = &event;
  to.decide(TriggerType::event, profile::counted_name(event));
  to.trigger_event_ = nullptr;
}

void LogReplay::Impl::count(std::size_t rule, const Event& event) {
  const std::string& variant = event.properties["variant"].text();
  if (event.name == event::names::kMessageConverted) report_.converted(rule);
  if (event.name == event::names::kExperimentViewed &&
      !core().state_.history.exposure(event.properties["experiment"].text_or(), core().rules_.rules[rule].config->id)) {
    report_.put_into(rule, variant, order_);
  }
  if (event.name != event::names::kRuleApplied && event.name != event::names::kMessageShown) return;
  const auto number = static_cast<std::uint32_t>(rule);
  const bool fresh = std::find(visitor_->seen.begin(), visitor_->seen.end(), number) == visitor_->seen.end();
  if (fresh) visitor_->seen.push_back(number);
  report_.shown(rule, event.timestamp, fresh);
  if (on_showing_) report_.keep(rule, event, *id_, ++order_);
}

void LogReplay::Impl::show(const std::string& decision_id) {
  Engine::Impl& to = core();
  decision::Active* message =
      to.active_.find_if([&](const decision::Active& one) { return one.decision_id == decision_id; });
  if (!message || message->shown) return;
  message->shown = true;
  const std::size_t rule = report_.rule_of(message->rule);
  if (message->part == 0 && rule < to.standings_.size()) ++to.standings_[rule].shown;
  if (std::optional<EventCall> call = decision::event_of(*message, {decision_id, input::Outcome::shown, {}})) {
    accept(*call);
  }
  settle();
}

}  // namespace waymark
