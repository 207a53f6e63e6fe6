#include "delivery/delivery.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "delivery/complaint.h"
#include "delivery/encode.h"
#include "delivery/filter.h"
#include "delivery/sent.h"
#include "event/vocabulary.h"

namespace waymark::delivery {
namespace {

/// Batches asked for in one request, at most.
constexpr std::size_t kMaxAsked = 50;

}  // namespace

void Delivery::configure(Config& config, List<Format> formats, const consent::Ledger& consent, const World& world) {
  batch_ = config.batch;
  retry_ = config.retry;
  configured_ = true;
  List<DestinationConfig> configs_before = std::move(configs_);
  List<Destination> before = std::move(destinations_);
  queue::Numbers new_place(before.size(), -1);
  destinations_.clear();
  configs_ = std::move(config.destinations);
  for (const DestinationConfig& destination : configs_) {
    const std::size_t place = destinations_.size();
    Destination& next = destinations_.emplace_back();
    for (std::size_t old = 0; old < before.size(); ++old) {
      if (before[old].config->id != destination.id) continue;
      new_place[old] = static_cast<queue::Number>(place);
      next.in_flight.append(std::move(before[old].in_flight));
      next.uncertain.append(std::move(before[old].uncertain));
      next.suspects = before[old].suspects;
      next.health = before[old].health;
      next.ask_ms = before[old].ask_ms;
    }
    next.config = &destination;
    next.parked = false;
    next.max_events = static_cast<std::size_t>(batch_.max_events);
    next.cursor = 0;
    next.format.own = formats[place].own;
    next.format.definition.document = std::move(formats[place].definition.document);
    if (!next.format.known()) {
      world.out.emplace_back(complaint("delivery.definitionMissing", destination.id, "a definition", destination.type));
    }
  }
  world.queue.renumber(new_place);
  apply_consent(consent, world.queue);
  // Whoever waited is asked again under the new configuration.
  for (const timers::Kind kind : {timers::Kind::retry, timers::Kind::batch_age, timers::Kind::lease}) {
    world.timers.clear_all(kind);
  }
  retry_now(world);
}

void Delivery::apply_consent(const consent::Ledger& consent, queue::Queue& queue) {
  for (Destination& destination : destinations_) {
    destination.consent = permission(*destination.config, consent);
    if (destination.consent == consent::Verdict::deny) {
      queue.abandon(queue::bit(destinations_.place_of(destination)));
      destination.uncertain.clear();
      destination.suspects.clear();
    }
  }
}

void Delivery::shift(TimeMs delta) {
  for (Destination& destination : destinations_) {
    destination.health.shift(delta);
    if (destination.ask_ms != kNever) destination.ask_ms += delta;
    for (Batch& batch : destination.uncertain) batch.sent_ms += delta;
  }
}

queue::DestinationMask Delivery::wanted_by(const Event& event, bool paused) const {
  if (event.name == event::names::kProfileMerged) return 0;
  if (!configured_) return queue::kUnassigned;
  queue::DestinationMask mask = 0;
  for (std::size_t i = 0; i < destinations_.size(); ++i) {
    const Destination& destination = destinations_[i];
    if (!(destination.config->enabled || paused)) continue;
    if (destination.consent == consent::Verdict::deny && !told_of_withdrawal(*destination.config, event)) continue;
    if (wants(*destination.config, event)) mask = static_cast<queue::DestinationMask>(mask | queue::bit(i));
  }
  return mask;
}

std::vector<std::string> Delivery::names() const {
  std::vector<std::string> names;
  for (const Destination& destination : destinations_) names.push_back(destination.config->id);
  return names;
}

std::size_t Delivery::bytes_in_flight() const {
  std::size_t bytes = 0;
  for (const Destination& destination : destinations_) {
    for (const Batch& batch : destination.in_flight) bytes += batch.bytes;
  }
  return bytes;
}

/// Whether there is reason to send now; else the moment there will be is set.
bool Delivery::due(Destination& destination, std::uint32_t index, const World& world) {
  const queue::DestinationMask mask = queue::bit(index);
  const List<queue::Entry>& entries = world.queue.entries();
  std::size_t events = 0;
  std::size_t bytes = 0;
  TimeMs oldest = kNever;
  bool first = true;
  for (std::size_t i = world.queue.place_from(destination.cursor); i < entries.size(); ++i) {
    const queue::Entry& entry = entries[i];
    if (!(entry.pending & mask)) continue;
    if (std::exchange(first, false)) destination.cursor = entry.number;
    if (entry.in_flight & mask) continue;
    if (entry.urgent) return true;
    oldest = std::min(oldest, entry.accepted_ms + (entry.rank < queue::Rank::page ? kPatience * batch_.max_age_ms : 0));
    bytes += entry.event.size();
    if (++events >= destination.max_events || bytes >= static_cast<std::size_t>(batch_.max_bytes)) return true;
  }
  // After failures there is nothing left to gather for.
  if (events > 0 && (destination.health.failing() || !flushes_.empty())) return true;
  TimeMs at = events > 0 ? oldest + batch_.max_age_ms : kNever;
  if (!destination.uncertain.empty()) at = std::min(at, destination.ask_ms);
  if (at <= world.now) return true;
  if (at != kNever) world.timers.set(timers::Kind::batch_age, index, at);
  return false;
}

void Delivery::pump(const World& world, effect::Urgency urgency) {
  if (left_) return;
  const bool leaving = urgency != effect::Urgency::normal;
  for (std::uint32_t index = 0; index < destinations_.size(); ++index) {
    Destination& destination = destinations_[index];
    for (Batch& batch : destination.in_flight) batch.parting = batch.parting || leaving;
    if (!destination.ready() || world.timers.due(timers::Kind::retry, index) != kNever) continue;
    for (;;) {
      // A sick one is asked by one request at a time.
      const bool alone = destination.in_flight.empty();
      if (destination.health.failing() && !alone) break;
      if (!leaving && !(alone && due(destination, index, world))) break;
      auto budget = static_cast<std::size_t>(batch_.max_bytes);
      const std::size_t used = leaving ? bytes_in_flight() : 0;
      if (used >= budget || !send(index, budget - used, world, urgency)) break;
    }
  }
  left_ = urgency == effect::Urgency::leaving;
}

/// Makes and hands out one batch of at most `budget` bytes; false where there is none to make.
bool Delivery::send(std::uint32_t index, std::size_t budget, const World& world, effect::Urgency urgency) {
  Destination& destination = destinations_[index];
  const queue::DestinationMask mask = queue::bit(index);
  const List<queue::Entry>& entries = world.queue.entries();
  const bool leaving = urgency != effect::Urgency::normal;
  List<Batch> made;
  Batch& batch = made.emplace_back();
  batch.id = world.ids.next(world.now);
  std::size_t bytes = 0;
  for (std::size_t i = world.queue.place_from(destination.cursor); i < entries.size(); ++i) {
    const queue::Entry& entry = entries[i];
    if (!(entry.pending & mask) || (entry.in_flight & mask)) continue;
    bytes += entry.event.size();
    // The first may be larger than the budget, but not on top of what is in flight.
    if (bytes > budget && (!batch.events.empty() || budget < static_cast<std::size_t>(batch_.max_bytes))) break;
    batch.events.push_back(entry.number);
    if (batch.events.size() >= destination.max_events) break;
  }
  if (!leaving) {
    for (const Batch& uncertain : destination.uncertain) {
      if (batch.asked.size() < kMaxAsked) batch.asked.push_back(uncertain.id);
    }
  }
  if (batch.events.empty() && batch.asked.empty()) return false;

  Request request = encode(*destination.config, destination.format,
                           Batchable{world.queue, batch.id, batch.events, batch.asked, world.now});
  batch.events.resize(request.records.size());
  if (request.url.empty()) {
    for (const queue::Number count : request.records) {
      // There are records, and a definition that does not say where to: misconfigured, which costs no data.
      if (count > 0) return park("no address", index, world), false;
    }
    // Nothing in it is for this destination, or can be written in its format.
    for (std::size_t i = 0; i < request.records.size(); ++i) {
      if (request.records[i] == kUnsendable) set_aside(batch.events[i], "unsendable", index, world);
    }
    world.queue.acknowledge(batch.events, index);
    return true;
  }
  effect::Send send;
  send.batch_id = batch.id;
  send.destination = destination.config->id;
  send.url = std::move(request.url);
  send.headers = std::move(request.headers);
  send.body = std::move(request.body);
  send.urgency = urgency;
  send.compress = request.compress;
  send.gzip_url = std::move(request.gzip_url);
  batch.records = std::move(request.records);
  batch.bytes = send.body.size();
  batch.sent_ms = world.now;
  batch.parting = leaving;
  world.queue.lease(batch.events, index);
  destination.in_flight.take(made, 0);
  world.timers.clear(timers::Kind::batch_age, index);
  destination.ask_ms = kNever;
  world.timers.set_if_earlier(timers::Kind::lease, index, world.now + kLeaseMs);
  ++sent_batches_;
  world.out.emplace_back(std::move(send));
  return true;
}

std::string Delivery::sent_text(std::string_view key, const queue::Queue& queue,
                                const std::vector<std::string>& released) const {
  return write_sent(key, destinations_, queue, released);
}

void Delivery::acknowledge(const std::string& destination, const std::vector<std::string>& ids,
                           queue::Queue& queue) const {
  delivery::acknowledge(destination, ids, destinations_, queue);
}

void Delivery::recall(const std::vector<std::string>& texts, const char* prefix, const World& world) {
  for (const std::string& text : texts) {
    std::string key = read_sent(text, destinations_, world.queue, world.now);
    if (key.starts_with(prefix)) world.out.emplace_back(effect::Remove{std::move(key)});
  }
  // Asked with the next batch, or alone where none follows soon.
  for (Destination& destination : destinations_) {
    destination.ask_ms = std::min(destination.ask_ms, world.now + batch_.max_age_ms);
  }
}

}  // namespace waymark::delivery
