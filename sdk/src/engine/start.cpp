#include <algorithm>
#include <utility>

#include "base/whole.h"
#include "codec/config_codec.h"
#include "codec/event_codec.h"
#include "delivery/filter.h"
#include "engine/impl.h"
#include "event/context.h"
#include "event/vocabulary.h"
#include "state/snapshot.h"

namespace waymark {
namespace {

/// Digits of a UUID that tell page loads apart: 48 random bits.
constexpr std::size_t kOriginDigits = 12;

}  // namespace

void Engine::Impl::on(const input::Start& start) {
  started_ = true;
  ids_ = base::UuidSource(base::Random(start.seed));
  const std::string unique = ids_.next(now_);
  origin_ = unique.substr(unique.size() - kOriginDigits);
  page_ = start.page;
  redactor_ = event::Redactor(config_.privacy);  // also where there will be no valid configuration
  configure(start.config);
  arrive(page_.referrer);
  if (start.snapshot) restore_snapshot(*start.snapshot);
  const bool renamed = !start.anonymous_id.empty() && start.anonymous_id != state_.identity.anonymous_id;
  if (renamed) state_.identity.anonymous_id = start.anonymous_id;
  delivery_.restore_health(std::exchange(state_.health, {}), world());
  std::vector<std::string> origins = {origin_};
  if (start.journal) {
    restore_journal(*start.journal, origins);
    delivery_.recall(start.sent, kSentPrefix, world());
    for (const JournalRecord& record : start.peers) {
      origins.push_back(record.origin);
      if (!state_.positions.includes(record.origin, record.seq)) {
        live_through(record, codec::parse_event(record.event));
      }
    }
    state_.positions.keep_only(origins);
  } else {
    log(effect::Level::info, "storage.none", "", "IndexedDB or localStorage");
  }
  if (state_.identity.anonymous_id.empty()) state_.identity.anonymous_id = ids_.next(now_);
  advance_journey(now_);
  judge(false);
  watch_cart();
  tell_stage();
  if (renamed) {
    dirty_ = true;
    persist_now();
  }
}

/// All of it or nothing: with one error the configuration before stays.
void Engine::Impl::configure(const Value& json) {
  codec::ConfigReading reading = codec::read_config(json);
  for (const Error& warning : reading.warnings) log(effect::Level::warn, warning);
  List<delivery::Format> formats;
  for (const DestinationConfig& destination : reading.config.destinations) {
    const std::string pointer = "/destinations/" + base::whole_text(static_cast<std::int64_t>(formats.size()));
    formats.push_back(delivery::format_of(destination, pointer, reading.errors));
  }
  journey::Machine machine = journey::machine_of(reading.config.journey);
  rules::RuleSet rules;
  rules::Insight insight = rules::compile_insight(reading.config, machine, reading.errors);
  decision::Program program;
  if (!reading.config.rules.empty()) {
    rules = rules::compile(reading.config, machine, reading.errors);
    decision::check_texts(reading.config.rules, reading.errors);
    if (reading.errors.empty()) program = decision::compile(reading.config, rules, reading.errors);
  }
  if (!reading.errors.empty()) {
    for (const Error& error : reading.errors) log(effect::Level::error, error);
    if (!configured_) machine_ = journey::machine_of(config_.journey);
    return;
  }
  configured_ = true;
  config_ = std::move(reading.config);
  machine_ = std::move(machine);
  rules_ = std::move(rules);
  insight_ = std::move(insight);
  program_ = std::move(program);
  // What stands was said by another configuration.
  for (decision::Active& message : active_) message.refresh = nullptr;
  standings_.clear();
  standings_.resize(rules_.rules.size());
  track_behaviour();
  redactor_ = event::Redactor(config_.privacy);
  consent_.set_defaults(config_.consent, config_.privacy.before_consent == BeforeConsent::cookieless);
  delivery_.configure(config_, std::move(formats), consent_, world());
  for (const queue::Entry& entry : queue_.entries()) {
    if (!(entry.pending & queue::kUnassigned)) continue;
    const Result<Event> event = codec::parse_event(entry.event);
    queue_.assign(entry.number, event.ok() ? delivery_.wanted_by(event.value()) : queue::DestinationMask{0});
  }
  timers_.clear_all(timers::Kind::rule_delay);
  scroll_left_ = config_.signals.scroll;
  scroll_px_left_ = config_.signals.scroll_px;
}

/// Counters are kept from now on for what conditions ask.
void Engine::Impl::track_behaviour() {
  rules::track(rules_, state_.profile.log);
  rules::track(insight_, state_.profile.log);
}

void Engine::Impl::restore_snapshot(const std::string& text) {
  Result<state::State> restored = state::read_snapshot(text);
  if (!restored.ok()) {
    storable_ = std::string_view(restored.error().code) != "snapshot.newer";
    return log(effect::Level::warn, restored.error());
  }
  state_ = std::move(restored.value());
  // What a clock that was ahead has dated is of now at the latest.
  profile::merge(state_.profile, {}, now_);
  decision::settle(state_.history, now_, page_.site_offset_minutes);
  track_behaviour();
  consent_.set_choices(state_.consent);
  // A profile nobody came back to is not kept for ever; the choices are.
  if (state_.session.last_activity + config_.privacy.retention_days * kDayMs < now_) {
    state::State kept;
    kept.consent = std::move(state_.consent);
    kept.proofs = std::move(state_.proofs);
    kept.positions = std::move(state_.positions);
    kept.acknowledged = std::move(state_.acknowledged);
    state_ = std::move(kept);
    track_behaviour();
  }
  delivery_.apply_consent(consent_, queue_);
}

/// Every record goes back into the queue, and what the snapshot does not include is lived through again.
void Engine::Impl::restore_journal(const List<JournalRecord>& records, std::vector<std::string>& origins) {
  for (const JournalRecord& record : records) {
    if (std::find(origins.begin(), origins.end(), record.origin) == origins.end()) origins.push_back(record.origin);
    take_over(record);
  }
  for (const auto& [name, ids] : std::exchange(state_.acknowledged, {})) delivery_.acknowledge(name, ids, queue_);
}

/// A record of another page load becomes this one's to send.
void Engine::Impl::take_over(const JournalRecord& record) {
  const Result<Event> event = codec::parse_event(record.event);
  queue::Entry entry;
  entry.id = record.id;
  entry.accepted_ms = now_ - (1 + delivery::kPatience) * config_.batch.max_age_ms;  // old enough to leave at once
  if (event.ok()) {
    entry.pending = delivery_.wanted_by(event.value(), true);
    entry.urgent = delivery::urgent(event.value());
    entry.rank = delivery::rank_of(event.value());
  } else {
    // No destination could read it either: it leaves the journal, and is counted.
    log(effect::Level::warn, event.error().code, event.error().pointer, event.error().expected.c_str(), record.id);
    lose("recordBroken", 1);
  }
  if (entry.pending) entry.event = record.event;
  if (live_through(record, event)) entry.generation = generation_ + 1;
  queue_.push(std::move(entry));
}

/// What the snapshot has not seen yet; false where it has.
bool Engine::Impl::live_through(const JournalRecord& record, const Result<Event>& event) {
  if (state_.positions.includes(record.origin, record.seq)) return false;
  // What a visitor who asked to be forgotten is told to destinations teaches us nothing.
  if (event.ok() && event.value().name != event::names::kDataDeletionRequested) {
    adopt_session(event.value());
    learn(event.value());
    advance_journey(event.value().timestamp);
    watch_cart();
  }
  state_.positions.include(record.origin, record.seq);
  mark_dirty();
  return true;
}

/// An event of another page load of this visitor: its visit is ours, unless ours is newer.
void Engine::Impl::adopt_session(const Event& event) {
  if (identity::is_another(state_.identity, event)) become_another(event.anonymous_id);
  if (state_.identity.anonymous_id.empty()) state_.identity.anonymous_id = event.anonymous_id;
  identity::apply(state_.identity, event);
  identity::Session& session = state_.session;
  if (event.session.number > session.number) {
    event::Touches touches = std::move(session.touches);
    session = identity::Session{};
    session.touches = std::move(touches);
    session.id = event.session.id;
    session.number = event.session.number;
    session.start = event.session.start;
    const Value& page = event.context["page"];
    const std::string_view url = page["url"].text_or();
    const std::string_view referrer = page["referrer"].text_or();
    enter(url, referrer, event::touchpoint_of(url, referrer, config_.attribution));
  }
  if (event.session.number == session.number) {
    // A cart that was left alone is no sign of life.
    if (event.name != event::names::kCartAbandoned) {
      session.last_activity = std::max(session.last_activity, event.timestamp);
    }
    session.count(event);
  }
}

void Engine::Impl::on(const input::Config& config) { configure(config.config); }

void Engine::Impl::on(const input::Peer& peer) {
  for (const JournalRecord& record : peer.records) {
    if (state_.positions.includes(record.origin, record.seq)) continue;
    const Result<Event> event = codec::parse_event(record.event);
    if (!event.ok() || !live_through(record, event)) continue;
    if (event.value().name == event::names::kDataDeletionRequested) erase();
    if (event.value().name == event::names::kConsentUpdated) hear_consent(event.value());
    if (event.value().name != event::names::kMessageDismissed) continue;
    active_.remove_if([&](const decision::Active& message) {
      if (message.rule != event.value().properties["rule"].text_or()) return false;
      out_.emplace_back(effect::HideMessage{message.decision_id, effect::HideReason::peer});
      return true;
    });
  }
  for (const input::Health& health : peer.health) delivery_.on_health(health, world());
}

void Engine::Impl::on(const input::Adopt& adopt) {
  for (const JournalRecord& record : adopt.records) {
    if (!queue_.contains(record.id)) take_over(record);
  }
  delivery_.recall(adopt.sent, kSentPrefix, world());
}

}  // namespace waymark
