#include "waymark/engine.h"

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "base/utf8.h"
#include "base/whole.h"
#include "engine/impl.h"
#include "event/bots.h"
#include "event/context.h"
#include "event/normalise.h"
#include "event/redact.h"
#include "event/shop.h"
#include "event/url.h"
#include "event/vocabulary.h"
#include "json/write.h"

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
  speak();
  delivery_.pump(world(), effect::Urgency::normal);
  if (const std::int64_t lost = delivery_.take_lost()) lose("refused", lost);
  delivery_.answer_flushes(world());
  release();
  tell_profile_changed();
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
  if (bot_ && config_.bots == Bots::drop) {
    ++counts_.bots;
    return;
  }
  understand(event);
  event.timestamp = at;
  event.context = event::merge_context(context_, event.context);
  if (event.message_id.empty()) event.message_id = ids_.next(at);

  switch (permission(event)) {
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

/// Shop events by the names and types of the specification, and nothing in them that must not be stored.
void Engine::Impl::understand(Event& event) {
  if (event.type == EventType::track) {
    if (config_.vocabulary.ga4) event::from_ga4(event);
    List<Error> complaints;
    if (config_.vocabulary.check) event::check_shop(event, complaints);
    for (const Error& complaint : complaints) {
      ++counts_.mistyped;
      // Once a page for each place: a shop that is wrong once is wrong in every event.
      const std::string place = complaint.code + complaint.pointer;
      if (complained_.size() >= kMaxComplaints ||
          complained_.find_if([&](const std::string& one) { return one == place; })) {
        continue;
      }
      complained_.push_back(place);
      log(effect::Level::warn, complaint);
    }
  }
  const std::pair<Value*, const char*> parts[] = {
      {&event.properties, "/properties"}, {&event.traits, "/traits"}, {&event.context, "/context"}};
  for (const auto& [part, root] : parts) {
    counts_.redacted += static_cast<std::int64_t>(redactor_.redact(*part, base::Path{nullptr, root, 0}));
  }
  counts_.redacted += static_cast<std::int64_t>(redactor_.redact(event.name));
}

consent::Verdict Engine::Impl::permission() const {
  const consent::Verdict send = consent_.verdict(consent::kAnalytics);
  const consent::Verdict learn = consent_.verdict(consent::kPersonalization);
  const bool hold = config_.privacy.before_consent == BeforeConsent::hold;
  if (hold && (send == consent::Verdict::hold || learn == consent::Verdict::hold)) return consent::Verdict::hold;
  if (send == consent::Verdict::hold && !hold) return consent::Verdict::deny;
  return send == consent::Verdict::allow || learn == consent::Verdict::allow ? consent::Verdict::allow
                                                                             : consent::Verdict::deny;
}

/// What the visitor allows this event: under an id of the day nobody says who they are.
consent::Verdict Engine::Impl::permission(const Event& event) const {
  const bool tells_who =
      event.type == EventType::identify || event.type == EventType::alias || event.type == EventType::group;
  return consent_.cookieless() && tells_who ? consent::Verdict::hold : permission();
}

void Engine::Impl::admit(Event event) {
  if (!make_room(event)) return;
  const std::int64_t session_before = state_.session.number;
  stamp(event);
  record(event);
  learn(event);
  look(event);
  forward(event);
  watch_cart();
  convert(event);
  trigger_event_ = &event;
  // What says that a stage or segment was entered enters none itself.
  const bool own = event::is_entry(event.name);
  const bool stage_entered = !own && advance_journey(event.timestamp);
  if (!own) judge(true);
  decide_after(event, state_.session.number != session_before, stage_entered);
  trigger_event_ = nullptr;
  if (own) return;
  tell_stage();
  tell_moved();
}

/// On a page: what its address and the referrer say, and what its events carry.
void Engine::Impl::arrive(std::string referrer) {
  for (std::string* text : {&page_.url, &page_.referrer, &page_.title, &referrer}) {
    base::utf8_truncate(*text, event::kMaxStringBytes);
    redactor_.redact(*text);
  }
  touchpoint_ = event::touchpoint_of(page_.url, referrer, config_.attribution);
  context_ = event::context_of(page_);
  bot_ = config_.bots == Bots::ignore      ? nullptr
         : page_.automated                 ? "webdriver"
         : event::is_bot(page_.user_agent) ? "userAgent"
                                           : nullptr;
  if (bot_) context_.append_member("bot", Value(bot_));
}

/// How the visit began.
void Engine::Impl::enter(std::string_view url, std::string_view referrer, const event::Touchpoint& touchpoint) {
  identity::Session& session = state_.session;
  session.entry_url = url;
  session.entry_referrer = referrer;
  session.channel = touchpoint.channel.empty() ? "Direct" : touchpoint.channel;
  session.campaign_key = touchpoint.campaign_key();
  session.utm = touchpoint.touch;
  for (const char* key : {"channel", "referrer", "landing"}) session.utm.erase(key);
  if (session.utm.members().empty()) session.utm = Value();
  session.touches.note(touchpoint.touch, session.start, config_.attribution.look_back_days * kDayMs);
}

/// Says who and in which visit.
void Engine::Impl::stamp(Event& event) {
  if (identity::is_another(state_.identity, event)) become_another({});
  identity::Session& session = state_.session;
  const std::string campaign = touchpoint_.campaign_key();
  // That nothing happened is no activity.
  const bool passive =
      session.number > 0 && (event.name == event::names::kCartAbandoned || event.name == event::names::kProfileMerged);
  if (passive) {
    event.session = session.ref();
  } else if (identity::split_at(session, event.timestamp, campaign, page_.site_offset_minutes, config_.session) !=
             identity::Split::none) {
    session = identity::next_session(session, event.timestamp, ids_);
    enter(page_.url, page_.referrer, touchpoint_);
  } else if (!campaign.empty() && campaign != session.campaign_key) {
    // Another campaign that is to begin no other visit is still a touch.
    session.campaign_key = campaign;
    session.touches.note(touchpoint_.touch, event.timestamp, config_.attribution.look_back_days * kDayMs);
  }
  if (!passive) session.last_activity = std::max(session.last_activity, event.timestamp);
  session.count(event);
  event.session = session.ref();
  event::add_attribution(event.context, session.channel, session.utm, !session.campaign_key.empty());
  if (consent_.in_use()) {
    Value preferences;
    for (const auto& [purpose, state] : consent_.all()) preferences.set(purpose, Value(state == ConsentState::granted));
    Value consent;
    consent.append_member("categoryPreferences", std::move(preferences));
    event.context.set("consent", std::move(consent));
  }
  if (consent_.cookieless()) return stamp_with_day(event);

  identity::apply(state_.identity, event);
  // A server may tell of several devices; what it says of one is known as that one's.
  if (event.anonymous_id.empty()) event.anonymous_id = state_.identity.anonymous_id;
  event.user_id = state_.identity.user_id;
  if (event.group_id.empty()) event.group_id = state_.identity.group_id;
}

/// Nothing that is stored, or tells one day from the next: what every request of this browser says anyway, its zone and
/// its screen, hashed with the day. Two like browsers have one id.
void Engine::Impl::stamp_with_day(Event& event) {
  const TimeMs local = event.timestamp + page_.site_offset_minutes * kMinuteMs;
  const TimeMs day = local - local % kDayMs;
  std::string text = base::whole_text(day);
  for (const std::string_view part : {event::split_url(page_.url).host, std::string_view(page_.user_agent),
                                      std::string_view(page_.language), std::string_view(page_.time_zone)}) {
    text.append("|").append(part);
  }
  event.anonymous_id = base::hash_uuid(text + json::write(page_.screen));
  event.session = SessionRef{event.anonymous_id, 1, day - page_.site_offset_minutes * kMinuteMs};
}

}  // namespace waymark
