#include "waymark/engine.h"

#include <algorithm>
#include <utility>

#include "engine/impl.h"
#include "event/context.h"
#include "event/normalise.h"
#include "event/vocabulary.h"

namespace waymark {

Engine::Engine() : impl_(std::make_unique<Impl>()) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

Effects Engine::handle(const Input& input, TimeMs now) { return impl_->handle(input, now); }
Effects Engine::load(std::string_view kind, std::string_view bytes) { return impl_->load(kind, bytes); }

Effects Engine::Impl::handle(const Input& input, TimeMs now) {
  out_.clear();
  if (!started_ && !std::holds_alternative<input::Start>(input)) {
    log(effect::Level::error, "engine.notStarted", "", "a start input first");
    return std::exchange(out_, {});
  }
  set_clock(input, now);
  std::visit([this](const auto& one) { on(one); }, input);
  delivery_.pump(world(), effect::Urgency::normal);
  if (const std::int64_t lost = delivery_.take_lost()) lose("refused", lost);
  delivery_.answer_flushes(world());
  release();
  ask_for_wake();
  return std::exchange(out_, {});
}

void Engine::Impl::on(const input::Event& event) {
  if (!event.event.message_id.empty() && queue_.contains(event.event.message_id)) {
    ++counts_.duplicates;
    return;
  }
  accept(event.event, at_);
}

/// A call becomes an event if it means something and the visitor allows it; else it waits, or is gone.
void Engine::Impl::accept(EventCall call, TimeMs at) {
  Result<event::Normalised> checked = event::normalise(std::move(call));
  if (!checked.ok()) {
    ++counts_.refused;
    return log(effect::Level::error, checked.error());
  }
  for (const Error& warning : checked.value().warnings) {
    ++counts_.cut;
    log(effect::Level::warn, warning);
  }
  Event event = std::move(checked.value().event);
  event.timestamp = at;
  event.context = event::merge_context(context_, event.context);
  if (event.message_id.empty()) event.message_id = ids_.next(at);

  switch (permission()) {
    case consent::Verdict::deny:
      ++counts_.denied;
      return;
    case consent::Verdict::hold:
      if (held_.size() >= kMaxHeld) {
        held_.erase(0);
        lose("heldFull", 1);
      }
      held_.push_back(std::move(event));
      return;
    case consent::Verdict::allow:
      return admit(std::move(event));
  }
}

consent::Verdict Engine::Impl::permission() const {
  const consent::Verdict send = consent_.verdict(consent::kAnalytics);
  const consent::Verdict learn = consent_.verdict(consent::kPersonalization);
  if (send == consent::Verdict::hold || learn == consent::Verdict::hold) return consent::Verdict::hold;
  return send == consent::Verdict::deny && learn == consent::Verdict::deny ? consent::Verdict::deny
                                                                           : consent::Verdict::allow;
}

void Engine::Impl::admit(Event event) {
  if (!make_room(event)) return;
  const std::int64_t session_before = state_.session.number;
  stamp(event);
  record(event);
  learn(event);
  look(event);
  forward(event);
  trigger_event_ = &event;
  const bool stage_entered = advance_journey(event.timestamp);
  decide_after(event, state_.session.number != session_before, stage_entered);
  trigger_event_ = nullptr;
}

/// How the visit began.
void Engine::Impl::enter(std::string_view url, std::string_view referrer, const event::Touchpoint& touchpoint) {
  identity::Session& session = state_.session;
  session.entry_url = url;
  session.entry_referrer = referrer;
  session.channel = touchpoint.channel.empty() ? "Direct" : touchpoint.channel;
  session.campaign_key = touchpoint.campaign_key();
}

/// Says who and in which visit.
void Engine::Impl::stamp(Event& event) {
  identity::Session& session = state_.session;
  const std::string campaign = touchpoint_.campaign_key();
  if (identity::split_at(session, event.timestamp, campaign, page_.site_offset_minutes, config_.session) !=
      identity::Split::none) {
    session = identity::next_session(session, event.timestamp, ids_);
    enter(page_.url, page_.referrer, touchpoint_);
  }
  session.last_activity = std::max(session.last_activity, event.timestamp);
  if (event.type == EventType::page) ++session.pageviews;
  event.session = session.ref();

  identity::apply(state_.identity, event);
  event.anonymous_id = state_.identity.anonymous_id;
  event.user_id = state_.identity.user_id;
  if (event.group_id.empty()) event.group_id = state_.identity.group_id;
}

}  // namespace waymark
