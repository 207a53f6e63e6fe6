#include <algorithm>
#include <utility>

#include "codec/event_tables.h"
#include "codec/read.h"
#include "engine/impl.h"
#include "event/context.h"
#include "event/vocabulary.h"

namespace waymark {

void Engine::Impl::on(const input::Signal& signal) {
  const Value& detail = signal.detail;
  switch (signal.kind) {
    case input::SignalKind::route:
      return on_route(detail);
    case input::SignalKind::click:
      return on_click(detail);
    case input::SignalKind::scroll:
      return on_scroll(detail["percent"].number_or(0));
    case input::SignalKind::form:
    case input::SignalKind::visible:
      return track(detail["event"].text_or(), detail["properties"]);
    case input::SignalKind::exit_intent:
      return decide(rules::Trigger{TriggerType::exit_intent, "", 0, -1});
    case input::SignalKind::loss:
      if (const double count = detail["count"].number_or(0); count >= 1 && count < 1e9) {
        lose(detail["reason"].text(), static_cast<std::int64_t>(count));
      }
      return;
    case input::SignalKind::idle:
    case input::SignalKind::vitals:
    case input::SignalKind::error:
      return;  // understood, and not mapped to an event by any configuration of this version
  }
}

/// An event of a signal that names one.
void Engine::Impl::track(std::string_view name, Value properties) {
  if (name.empty()) return;
  EventCall call;
  call.name = name;
  call.properties = std::move(properties);
  accept(std::move(call), now_);
}

void Engine::Impl::on_route(const Value& detail) {
  List<Error> errors;
  PageFacts page;
  const codec::Path root;
  const codec::Path inside{&root, "detail", 0};
  codec::TableReader("input.invalid", errors).read(detail["page"], page, codec::Path{&inside, "page", 0});
  if (!errors.empty()) return log(effect::Level::error, errors.front());
  const bool same_document = detail["trigger"].text_or() != "load";
  page_ = std::move(page);
  // Inside a document the browser's referrer is still that of the landing: it says nothing new.
  touchpoint_ = event::touchpoint_of(page_.url, same_document ? std::string_view(page_.url) : page_.referrer);
  context_ = event::context_of(page_, touchpoint_);
  item_on_screen_.clear();
  category_on_screen_.clear();
  starved_.clear();
  scroll_left_ = config_.signals.scroll;
  if (same_document) hide_all(effect::HideReason::route);

  timers_.clear_all(timers::Kind::rule_delay);
  for (std::size_t i = 0; i < rules_.rules.size(); ++i) {
    const TimeMs delay = rules_.rules[i].delay_ms();
    if (delay != kNever) timers_.set(timers::Kind::rule_delay, static_cast<std::uint32_t>(i), now_ + delay);
  }
  if (!config_.signals.route) return decide(rules::Trigger{TriggerType::page_view, "", 0, -1});
  EventCall call;
  call.type = EventType::page;
  call.properties = event::page_properties(page_);
  accept(std::move(call), now_);
}

void Engine::Impl::on_click(const Value& detail) {
  if (!detail["event"].text_or().empty()) return track(detail["event"].text_or(), detail["properties"]);
  if (!config_.signals.click || !detail["outbound"].boolean_or(false)) return;
  Value properties;
  for (const char* key : {"href", "element", "text"}) properties.add(key, detail[key].text());
  properties.append_member("outbound", Value(true));
  track(event::names::kLinkClicked, std::move(properties));
}

void Engine::Impl::on_scroll(double percent) {
  while (!scroll_left_.empty()) {
    const auto depth = std::min_element(scroll_left_.begin(), scroll_left_.end());
    if (*depth > percent) break;
    Value properties;
    properties.add_number("percent", *depth);
    scroll_left_.erase(depth);
    track(event::names::kScrollDepthReached, std::move(properties));
  }
  decide(rules::Trigger{TriggerType::scroll, "", percent, -1});
}

void Engine::Impl::on(const input::Lifecycle& lifecycle) {
  switch (lifecycle.state) {
    case input::LifecycleState::hidden:
    case input::LifecycleState::leaving: {
      const bool leaving = lifecycle.state == input::LifecycleState::leaving;
      hidden_ = true;
      report_losses();
      delivery_.pump(world(), leaving ? effect::Urgency::leaving : effect::Urgency::hidden);
      persist_now();
      return store_sent();
    }
    case input::LifecycleState::restored:
      if (lifecycle.owned.is_array()) {
        std::vector<std::string> ids;
        for (const Value& id : lifecycle.owned.items()) ids.push_back(id.text());
        queue_.keep_only(ids);
      }
      delivery_.come_back();
      [[fallthrough]];
    case input::LifecycleState::visible:
      hidden_ = false;
      released_.clear();
      forget_sent();
      [[fallthrough]];
    case input::LifecycleState::online:
      return delivery_.retry_now(world());
    case input::LifecycleState::offline:
      return;
  }
}

void Engine::Impl::on(const input::Consent& consent) {
  bool changed = false;
  for (const auto& [purpose, state] : consent.purposes) changed = consent_.choose(purpose, state) || changed;
  if (!changed) return;

  delivery_.apply_consent(consent_, queue_);
  if (consent_.state(consent::kPersonalization) == ConsentState::denied) {
    hide_all(effect::HideReason::consent);
    state_.profile = profile::Profile{};
    advance_journey(now_);
  }
  List<Event> held = std::exchange(held_, {});
  for (Event& event : held) {
    switch (permission()) {
      case consent::Verdict::allow:
        admit(std::move(event));
        break;
      case consent::Verdict::hold:
        held_.push_back(std::move(event));
        break;
      case consent::Verdict::deny:
        ++counts_.denied;
    }
  }
  mark_dirty();
  persist_now();
}

void Engine::Impl::on(const input::SendResult& result) { delivery_.on_result(result, world()); }

void Engine::Impl::on(const input::Flush& flush) { delivery_.flush(flush.request_id, world()); }

void Engine::Impl::on(const input::Wake&) {
  asked_wake_ = kNever;
  for (const timers::Deadline& deadline : timers_.take_due(now_)) {
    switch (deadline.kind) {
      case timers::Kind::snapshot:
        persist_now();
        break;
      case timers::Kind::lease:
        delivery_.on_lease_end(deadline.index, world());
        break;
      case timers::Kind::loss:
        report_losses();
        break;
      case timers::Kind::rule_delay:
        decide(rules::Trigger{TriggerType::delay, "", 0, static_cast<int>(deadline.index)});
        break;
      case timers::Kind::batch_age:
      case timers::Kind::retry:
        break;  // its passing is all that delivery waits for
    }
  }
}

/// Only a call kept from before the core was there brings an old time with it: the event's, not the engine's. A
/// clock that was really set back takes all deadlines with it.
void Engine::Impl::set_clock(const Input& input, TimeMs now) {
  at_ = std::clamp<TimeMs>(now, 0, kLatestMs);
  const auto* call = std::get_if<input::Event>(&input);
  const bool kept_call = call && !call->event.message_id.empty();
  if (kept_call && at_ < now_) return;
  if (at_ < now_) {
    timers_.shift(at_ - now_);
    delivery_.shift(at_ - now_);
    queue_.shift(at_ - now_);
  }
  now_ = at_;
}

void Engine::Impl::ask_for_wake() {
  const TimeMs next = timers_.next();
  if (next == kNever || next == asked_wake_) return;
  asked_wake_ = next;
  out_.emplace_back(effect::Wake{next});
}

}  // namespace waymark
