#include <utility>

#include "codec/event_codec.h"
#include "codec/write.h"
#include "engine/impl.h"
#include "event/names.h"
#include "event/vocabulary.h"
#include "json/parse.h"
#include "state/tables.h"

// What the visitor allows, wants to see and wants erased.
namespace waymark {

Value states_value(const consent::States& states) {
  Value out = Value::object();
  for (const auto& [purpose, state] : states) out.set(purpose, Value(event::text_of(state)));
  return out;
}

void Engine::Impl::on(const input::Consent& consent) {
  const consent::States before = consent_.all();
  const bool flowed = permission() == consent::Verdict::allow && !consent_.cookieless();
  const bool analytics_before = consent_.granted(consent::kAnalytics);
  const bool changed = choose(consent.purposes, consent.preset);
  List<consent::Proof>& proofs = state_.proofs;
  // The same choice under another notice is a proof of its own.
  const bool proof =
      !consent.preset &&
      (changed || (!consent.version.empty() && (proofs.empty() || proofs.back().version != consent.version)));
  if (!changed && !proof) return;
  const std::string source = consent.source.empty() ? "site" : consent.source;
  if (proof) {
    if (proofs.size() >= consent::kMaxProofs) proofs.erase(0);
    proofs.emplace_back(now_, source, consent.version, consent.proof, consent.purposes);
    mark_dirty();
  }
  Value withdrawn = Value::array();
  for (const auto& [purpose, state] : before) {
    if (state == ConsentState::granted && !consent_.granted(purpose)) withdrawn.push(Value(purpose));
  }
  Value properties;
  properties.append_member("purposes", states_value(consent_.all()));
  properties.append_member("withdrawn", std::move(withdrawn));
  properties.add("source", source);
  properties.add("version", consent.version);
  out_.emplace_back(effect::Forward{effect::Target::listener, "consentChanged", properties});
  // A first answer stands in the context of the events it lets through; who has had events hears of a change. A setting
  // of the browser's is none: it is said on each page.
  const bool told = changed && flowed && !consent.preset && (analytics_before || consent_.granted(consent::kAnalytics));
  // Made before anything is erased: it goes by the ids the destinations know.
  List<Event> notices;
  if (told) notices.push_back(notice(event::names::kConsentUpdated, std::move(properties)));
  apply_consent();
  for (const Event& one : notices) record(one);
  persist_now();
}

/// True where something is new.
bool Engine::Impl::choose(const consent::States& purposes, bool preset) {
  bool changed = false;
  for (const auto& [purpose, state] : purposes) changed = consent_.choose(purpose, state, preset) || changed;
  return changed;
}

/// Does what the purposes ask for as they stand now: erases what was kept for one that is denied, and lets go what was
/// held.
void Engine::Impl::apply_consent() {
  delivery_.apply_consent(consent_, queue_);
  const bool analytics = consent_.state(consent::kAnalytics) == ConsentState::denied;
  if (consent_.state(consent::kPersonalization) == ConsentState::denied) {
    hide_all(effect::HideReason::consent);
    state_.profile = profile::Profile{};
    track_behaviour();
    state_.history = decision::History{};
    state_.standing = profile::Standing{};
    if (analytics) forget_visitor();
    watch_cart();
    advance_journey(now_);
  }
  List<Event> held = std::exchange(held_, {});
  for (Event& event : held) {
    switch (permission(event)) {
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
}

/// Another tab told that the visitor has chosen.
void Engine::Impl::hear_consent(const Event& event) {
  consent::States purposes;
  for (const Member& purpose : event.properties["purposes"].members()) {
    const auto state = event::from_text<ConsentState>(purpose.value.text_or());
    if (state && *state != consent_.state(purpose.key)) purposes.emplace_back(purpose.key, *state);
  }
  if (!choose(purposes, false)) return;
  apply_consent();
  persist_now();
}

/// An event of our own that goes out whatever is allowed from now on. It says no more than it must.
Event Engine::Impl::notice(const char* name, Value properties) {
  Event event;
  event.name = name;
  event.timestamp = now_;
  event.message_id = ids_.next(now_);
  event.properties = std::move(properties);
  stamp(event);
  event.context = Value();
  event.context.append_member("library", context_["library"]);
  return event;
}

/// Everything about the visitor but what they chose, and the proofs of it.
void Engine::Impl::forget_visitor() {
  List<consent::Proof> proofs = std::move(state_.proofs);
  state_ = state::State{};
  track_behaviour();
  state_.proofs = std::move(proofs);
  state_.identity.anonymous_id = ids_.next(now_);
  state_.positions.include(origin_, seq_);
}

/// The device stays, with what waits to be sent and what its tabs have lived through; the visitor is a new one.
void Engine::Impl::become_another(const std::string& anonymous_id) {
  hide_all(effect::HideReason::reset);
  state::Positions positions = std::move(state_.positions);
  forget_visitor();
  state_.positions = std::move(positions);
  if (!anonymous_id.empty()) state_.identity.anonymous_id = anonymous_id;
  advance_journey(now_);
  watch_cart();
  log(effect::Level::info, "identity.another", "/event/userId", "the user known, or an alias");
}

void Engine::Impl::erase() {
  hide_all(effect::HideReason::reset);
  held_.clear();
  std::vector<std::string> ids = queue_.take_all();
  if (!ids.empty()) out_.emplace_back(effect::Release{std::move(ids)});
  forget_visitor();
  out_.emplace_back(effect::Remove{kSnapshotKey});
  advance_journey(now_);
  watch_cart();
  mark_dirty();
}

void Engine::Impl::on(const input::Reset&) { erase(); }

void Engine::Impl::on(const input::Forget&) {
  // Told under the ids they know, before those are gone.
  Event told = notice(event::names::kDataDeletionRequested, Value());
  erase();
  if (consent_.granted(consent::kAnalytics)) record(told);
  persist_now();
}

void Engine::Impl::on(const input::Export& request) {
  if (request.of == "parts") {
    json::Writer out;
    out.begin_object();
    codec::write_members(out, codec::kProfileParts, &state_.profile);
    out.end_object();
    out_.emplace_back(effect::Exported{request.request_id, std::move(json::parse(out.take()).value())});
    return;
  }
  Value data = known();
  if (request.of == "profile") {
    out_.emplace_back(effect::Exported{request.request_id, std::move(data)});
    return;
  }
  data.add_number("exportedAt", static_cast<double>(now_));
  const Value stored = std::move(json::parse(snapshot_text()).value());
  Value consent;
  consent.append_member("purposes", states_value(consent_.all()));
  consent.append_member("choices", stored["consent"]);
  consent.append_member("proofs", stored["proofs"]);
  data.append_member("consent", std::move(consent));
  data.append_member("stored", stored);
  Value events = Value::array();
  const auto add = [&](const std::string& text) { events.push(std::move(json::parse(text).value())); };
  for (const queue::Entry& entry : queue_.entries()) {
    if (!entry.event.empty()) add(entry.event);
  }
  for (const Event& event : held_) add(codec::write_event(event));
  data.append_member("events", std::move(events));
  out_.emplace_back(effect::Exported{request.request_id, std::move(data)});
}

}  // namespace waymark
