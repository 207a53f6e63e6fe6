#include "delivery/delivery.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "delivery/encode.h"
#include "delivery/filter.h"
#include "delivery/sent.h"

namespace waymark::delivery {
namespace {

/// Batches asked for in one request, at most.
constexpr std::size_t kMaxAsked = 50;

}  // namespace

void Delivery::configure(const Config& config, List<Format> formats, const consent::Ledger& consent,
                         const World& world) {
  batch_ = config.batch;
  retry_ = config.retry;
  configured_ = true;
  List<Destination> before = std::move(destinations_);
  queue::Numbers new_place(before.size(), -1);
  destinations_.clear();
  queue::DestinationMask all = 0;
  for (const DestinationConfig& destination : config.destinations) {
    Destination next;
    for (std::size_t old = 0; old < before.size(); ++old) {
      if (before[old].config.id != destination.id) continue;
      new_place[old] = static_cast<queue::Number>(destinations_.size());
      next = std::move(before[old]);
    }
    next.config = destination;
    next.parked = false;
    next.max_events = static_cast<std::size_t>(batch_.max_events);
    next.cursor = 0;
    if (destination.enabled) all = static_cast<queue::DestinationMask>(all | queue::bit(destinations_.size()));
    next.format = std::move(formats[destinations_.size()]);
    if (!next.format.known()) {
      effect::Log log;
      log.level = effect::Level::error;
      log.code = "delivery.definitionMissing";
      log.pointer = "/destinations/" + destination.id;
      log.expected = "a definition";
      log.found = destination.type;
      world.out.emplace_back(std::move(log));
    }
    destinations_.push_back(std::move(next));
  }
  world.queue.renumber(new_place, all);
  apply_consent(consent, world.queue);
  // Whoever waited is asked again under the new configuration.
  for (const timers::Kind kind : {timers::Kind::retry, timers::Kind::batch_age, timers::Kind::lease}) {
    world.timers.clear_all(kind);
  }
  retry_now(world);
}

void Delivery::apply_consent(const consent::Ledger& consent, queue::Queue& queue) {
  for (Destination& destination : destinations_) {
    destination.consent = permission(destination.config, consent);
    if (destination.consent == consent::Verdict::deny) {
      queue.abandon(queue::bit(destinations_.place_of(destination)));
      destination.uncertain.clear();
      destination.suspects.clear();
    }
  }
}

queue::DestinationMask Delivery::wanted_by(const Event& event) const {
  if (!configured_) return queue::kUnassigned;
  queue::DestinationMask mask = 0;
  for (std::size_t i = 0; i < destinations_.size(); ++i) {
    const Destination& destination = destinations_[i];
    if (!destination.config.enabled || destination.consent == consent::Verdict::deny) continue;
    if (wants(destination.config, event)) mask = static_cast<queue::DestinationMask>(mask | queue::bit(i));
  }
  return mask;
}

std::vector<std::string> Delivery::names() const {
  std::vector<std::string> names;
  for (const Destination& destination : destinations_) names.push_back(destination.config.id);
  return names;
}

std::size_t Delivery::bytes_in_flight() const {
  std::size_t bytes = 0;
  for (const Destination& destination : destinations_) {
    for (const Batch& batch : destination.in_flight) bytes += batch.bytes;
  }
  return bytes;
}

bool Delivery::anything_on_its_way() const {
  return destinations_.find_if([](const Destination& one) { return !one.in_flight.empty() || !one.uncertain.empty(); });
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
    oldest = std::min(oldest, entry.accepted_ms);
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
  const std::string batch_id = world.ids.next(world.now);
  Batchable batchable;
  batchable.id = batch_id;
  batchable.now = world.now;
  Batch batch;
  std::size_t bytes = 0;
  for (std::size_t i = world.queue.place_from(destination.cursor); i < entries.size(); ++i) {
    const queue::Entry& entry = entries[i];
    if (!(entry.pending & mask) || (entry.in_flight & mask)) continue;
    bytes += entry.event.size();
    // The first may be larger than the budget, but not on top of what is in flight.
    if (bytes > budget && (!batch.events.empty() || budget < static_cast<std::size_t>(batch_.max_bytes))) break;
    batch.events.push_back(entry.number);
    batchable.events.push_back(entry.event);
    if (batch.events.size() >= destination.max_events) break;
  }
  if (!leaving) {
    for (const Batch& uncertain : destination.uncertain) {
      if (batchable.asked.size() < kMaxAsked) batchable.asked.push_back(uncertain.id);
    }
  }
  if (batch.events.empty() && batchable.asked.empty()) return false;

  Request request = encode(destination.config, destination.format, batchable);
  batch.events.resize(request.records.size());
  if (request.url.empty()) {
    // Nothing in it is for this destination, or can be written in its format.
    for (std::size_t i = 0; i < request.records.size(); ++i) {
      if (request.records[i] == kUnsendable) set_aside(batch.events[i], "unsendable", index, world);
    }
    world.queue.acknowledge(batch.events, index);
    return true;
  }
  effect::Send send;
  send.batch_id = batch_id;
  send.destination = destination.config.id;
  send.url = std::move(request.url);
  send.headers = std::move(request.headers);
  send.body = std::move(request.body);
  send.urgency = urgency;
  send.compress = request.compress;
  send.gzip_url = std::move(request.gzip_url);
  batch.id = send.batch_id;
  batch.records = std::move(request.records);
  batch.asked = std::move(batchable.asked);
  batch.bytes = send.body.size();
  batch.sent_ms = world.now;
  world.queue.lease(batch.events, index);
  destination.in_flight.push_back(std::move(batch));
  world.timers.clear(timers::Kind::batch_age, index);
  destination.ask_ms = kNever;
  world.timers.set_if_earlier(timers::Kind::lease, index, world.now + kLeaseMs);
  ++sent_batches_;
  world.out.emplace_back(std::move(send));
  return true;
}

std::string Delivery::sent_text(std::string_view key, const queue::Queue& queue) const {
  return write_sent(key, destinations_, queue);
}

std::vector<std::string> Delivery::recall(const std::vector<std::string>& texts, const World& world) {
  std::vector<std::string> keys;
  for (const std::string& text : texts) {
    keys.push_back(read_sent(text, destinations_, world.queue, world.now));
  }
  // Asked with the next batch, or alone where none follows soon.
  for (Destination& destination : destinations_) {
    destination.ask_ms = std::min(destination.ask_ms, world.now + batch_.max_age_ms);
  }
  return keys;
}

}  // namespace waymark::delivery
