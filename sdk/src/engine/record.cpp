#include <algorithm>
#include <string>
#include <utility>

#include "base/whole.h"
#include "codec/event_codec.h"
#include "codec/write.h"
#include "delivery/filter.h"
#include "engine/impl.h"
#include "event/names.h"
#include "event/vocabulary.h"
#include "state/snapshot.h"
#include "state/tables.h"

namespace waymark {

/// Into the journal and the queue, before anything else is done with it.
void Engine::Impl::record(const Event& event) {
  const bool keep = !consent_.cookieless();
  JournalRecord record{event.message_id, origin_, keep ? ++seq_ : seq_, codec::write_event(event)};
  queue::Entry entry;
  entry.id = record.id;
  entry.accepted_ms = now_;
  entry.pending = delivery_.wanted_by(event);
  if (entry.pending) entry.event = record.event;
  entry.urgent = delivery::urgent(event);
  entry.rank = delivery::rank_of(event);
  // What is nowhere stored waits for no snapshot.
  entry.generation = keep ? generation_ + 1 : 0;
  queue_.push(std::move(entry));
  ++counts_.accepted;
  if (!keep) return;
  state_.positions.include(origin_, seq_);
  out_.emplace_back(effect::Append{std::move(record)});
  mark_dirty();
}

/// What was shown counts for the caps in any case; the profile learns only where the visitor allows it.
void Engine::Impl::learn(const Event& event) {
  decision::apply(state_.history, event, page_.site_offset_minutes);
  if (!consent_.granted(consent::kPersonalization)) return;
  if (event.name == event::names::kProfileMerged) {
    merge_profile(event.properties);
    return on_profile_changed(event.name);
  }
  count_touchpoint(event);
  if (profile::apply(state_.profile, event)) on_profile_changed(profile::counted_name(event));
}

/// What this page shows: never told by the events of another one.
void Engine::Impl::look(const Event& event) {
  const bool item = event.name == event::names::kProductViewed;
  if (!item && event.name != event::names::kProductListViewed) return;
  if (item) item_on_screen_ = event.properties["product_id"].text_or();
  category_on_screen_ = event.properties["category"].text_or();
}

void Engine::Impl::forward(const Event& event) {
  if (event.name == event::names::kProfileMerged) return;
  const std::string_view name = profile::counted_name(event);
  for (const Value& one : config_.forward.items()) {
    bool wanted = one["only"].is_null();
    for (const Value& pattern : one["only"].items()) wanted = wanted || delivery::matches(pattern.text_or(), name);
    if (!wanted) continue;
    const std::string_view to = (one.is_object() ? one["to"] : one).text_or();
    out_.emplace_back(effect::Forward{event::from_text<effect::Target>(to).value_or(effect::Target::listener),
                                      std::string(name), event.properties, event.message_id,
                                      one["priceScale"].number_or(0)});
  }
}

void Engine::Impl::mark_dirty() {
  dirty_ = true;
  timers_.set_if_earlier(timers::Kind::snapshot, 0, now_ + kSnapshotDelayMs);
}

/// A visitor who allows nothing leaves nothing here but the choices they made.
bool Engine::Impl::may_store() const {
  return storable_ && (consent_.granted(consent::kAnalytics) || consent_.granted(consent::kPersonalization) ||
                       !consent_.choices().empty());
}

std::string Engine::Impl::snapshot_text() {
  state_.consent = consent_.choices();
  state_.health = delivery_.health();
  state_.acknowledged.clear();
  const std::vector<std::string> names = delivery_.names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::vector<std::string> ids = queue_.arrived(i);
    if (!ids.empty()) state_.acknowledged.push_back({names[i], std::move(ids)});
  }
  state_.profile.log.fit();
  if (consent_.granted(consent::kAnalytics) || consent_.granted(consent::kPersonalization)) {
    std::string text = state::write_snapshot(state_);
    // What waits to be sent is no part of it, and is never given up for it.
    for (int tries = 0; text.size() > kMaxSnapshotBytes && tries < 8; ++tries) {
      if (codec::write(state_.profile).size() < kMaxSnapshotBytes / 2) break;
      profile::shed(state_.profile);
      log(effect::Level::warn, "profile.trimmed", "", "at most 64 KB", base::count_text(text.size()));
      text = state::write_snapshot(state_);
    }
    return text;
  }
  state::State only_choices;
  only_choices.consent = state_.consent;
  only_choices.proofs = state_.proofs;
  return state::write_snapshot(only_choices);
}

void Engine::Impl::persist_now() {
  timers_.clear(timers::Kind::snapshot, 0);
  if (!dirty_ || !may_store()) return;
  dirty_ = false;
  ++generation_;
  out_.emplace_back(effect::Persist{kSnapshotKey, snapshot_text()});
}

void Engine::Impl::on(const input::PersistResult& result) {
  if (result.key != kSnapshotKey) return;
  // Answers come in the order of the snapshots: a later one may still be on its way.
  ++answered_generation_;
  if (result.ok) {
    stored_generation_ = answered_generation_;
    last_storage_failure_.clear();
    return;
  }
  // What waits for a stored snapshot waits for one that succeeds.
  dirty_ = true;
  timers_.set_if_earlier(timers::Kind::snapshot, 0, now_ + kSnapshotRetryMs);
  if (last_storage_failure_ == result.reason) return;
  last_storage_failure_ = result.reason;
  log(effect::Level::warn, "storage.failed", "", "a stored snapshot", result.reason);
}

void Engine::Impl::release() {
  std::vector<std::string> ids = queue_.take_releasable(stored_generation_);
  if (ids.empty()) return;
  // A page that is going may not live to see its records deleted.
  if (hidden_) released_.insert(released_.end(), ids.begin(), ids.end());
  out_.emplace_back(effect::Release{std::move(ids)});
}

/// For the page that follows: replies that come after this page are seen by nobody.
void Engine::Impl::store_sent() {
  if (consent_.cookieless()) return;
  const std::string key = kSentPrefix + origin_;
  std::string text = delivery_.sent_text(key, queue_, released_);
  if (text.empty()) return forget_sent();
  sent_stored_ = true;
  out_.emplace_back(effect::Persist{key, std::move(text)});
}

void Engine::Impl::forget_sent() {
  if (std::exchange(sent_stored_, false)) out_.emplace_back(effect::Remove{kSentPrefix + origin_});
}

}  // namespace waymark
