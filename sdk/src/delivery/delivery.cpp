#include "delivery/delivery.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/whole.h"
#include "delivery/backoff.h"
#include "delivery/encode_segment.h"
#include "delivery/verdict.h"

namespace waymark::delivery {
namespace {

effect::Log complaint(const char* code, const std::string& destination, int status, std::string_view event = {}) {
  effect::Log log;
  log.level = effect::Level::error;
  log.code = code;
  log.pointer = "/destinations/" + destination;
  log.expected = "status 200";
  log.found = "status " + base::whole_text(status);
  if (!event.empty()) log.found.append(" for event ").append(event);
  return log;
}

}  // namespace

void Delivery::configure(const Config& config, queue::Queue& queue, timers::Timers& timers) {
  batch_ = config.batch;
  retry_ = config.retry;
  configured_ = true;
  List<Destination> before = std::move(destinations_);
  std::vector<int> new_place(before.size(), -1);
  destinations_.clear();
  for (const DestinationConfig& destination : config.destinations) {
    Destination next;
    for (std::size_t old = 0; old < before.size(); ++old) {
      if (before[old].config.id != destination.id) continue;
      new_place[old] = static_cast<int>(destinations_.size());
      next.in_flight = std::move(before[old].in_flight);
      next.attempt = before[old].attempt;
    }
    next.config = destination;
    next.max_events = static_cast<std::size_t>(batch_.max_events);
    destinations_.push_back(std::move(next));
  }
  queue.renumber(new_place, all());
  // Whoever waited is asked again under the new configuration.
  for (const timers::Kind kind : {timers::Kind::retry, timers::Kind::batch_age, timers::Kind::lease}) {
    timers.clear_all(kind);
  }
}

queue::DestinationMask Delivery::all() const {
  if (!configured_) return queue::kUnassigned;
  queue::DestinationMask mask = 0;
  for (std::size_t i = 0; i < destinations_.size(); ++i) {
    if (destinations_[i].config.enabled) mask = static_cast<queue::DestinationMask>(mask | queue::bit(i));
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

bool Delivery::due(const Destination& destination, std::uint32_t index, const queue::Queue& queue,
                   timers::Timers& timers, TimeMs now) const {
  const queue::DestinationMask mask = queue::bit(index);
  std::size_t events = 0;
  std::size_t bytes = 0;
  TimeMs oldest = kNever;
  for (const queue::Entry& entry : queue.entries()) {
    if (!(entry.pending & mask) || (entry.in_flight & mask)) continue;
    if (entry.urgent) return true;
    oldest = std::min(oldest, entry.accepted_ms);
    bytes += entry.event.size();
    if (++events >= destination.max_events || bytes >= static_cast<std::size_t>(batch_.max_bytes)) return true;
  }
  if (events == 0) return false;
  // After failures there is nothing left to gather for.
  if (destination.attempt > 0 || now - oldest >= batch_.max_age_ms) return true;
  timers.set(timers::Kind::batch_age, index, oldest + batch_.max_age_ms);
  return false;
}

void Delivery::pump(queue::Queue& queue, timers::Timers& timers, base::UuidSource& ids, TimeMs now,
                    effect::Urgency urgency, Effects& out) {
  const bool flush = urgency != effect::Urgency::normal;
  for (std::uint32_t index = 0; index < destinations_.size(); ++index) {
    Destination& destination = destinations_[index];
    if (!destination.config.enabled || timers.due(timers::Kind::retry, index) != kNever) continue;
    while (flush || (destination.in_flight.empty() && due(destination, index, queue, timers, now))) {
      auto budget = static_cast<std::size_t>(batch_.max_bytes);
      const std::size_t used = flush ? bytes_in_flight() : 0;
      if (used >= budget) break;
      budget -= used;
      std::vector<std::string> batch = queue.next(index, destination.max_events, budget);
      // The first of a batch may be larger than the budget, but not on top of what is in flight.
      if (batch.empty() || (used > 0 && queue.find(batch.front())->event.size() > budget)) break;
      send(index, std::move(batch), queue, timers, ids, now, urgency, out);
    }
  }
}

void Delivery::send(std::uint32_t index, std::vector<std::string> batch, queue::Queue& queue, timers::Timers& timers,
                    base::UuidSource& ids, TimeMs now, effect::Urgency urgency, Effects& out) {
  Destination& destination = destinations_[index];
  std::vector<std::string_view> events;
  for (const std::string& id : batch) {
    if (const queue::Entry* entry = queue.find(id)) events.push_back(entry->event);
  }
  effect::Send send;
  send.batch_id = ids.next(now);
  send.destination = destination.config.id;
  send.url = destination.config.url;
  send.headers = {{"Content-Type", "text/plain;charset=UTF-8"}};
  send.body = encode_segment(events, destination.config.write_key, now);
  send.urgency = urgency;
  queue.lease(batch, index);
  destination.in_flight.push_back(Batch{send.batch_id, std::move(batch), send.body.size()});
  timers.clear(timers::Kind::batch_age, index);
  timers.set_if_earlier(timers::Kind::lease, index, now + kLeaseMs);
  ++stats_.sent_batches;
  out.emplace_back(std::move(send));
}

void Delivery::on_result(const input::SendResult& result, queue::Queue& queue, timers::Timers& timers,
                         base::UuidSource& ids, TimeMs now, Effects& out) {
  for (std::uint32_t index = 0; index < destinations_.size(); ++index) {
    Destination& destination = destinations_[index];
    Batch* found = destination.in_flight.find_if([&](const Batch& batch) { return batch.id == result.batch_id; });
    if (!found) continue;

    const Batch batch = std::move(*found);
    destination.in_flight.erase(destination.in_flight.place_of(*found));
    if (destination.in_flight.empty()) timers.clear(timers::Kind::lease, index);
    const auto configured = static_cast<std::size_t>(batch_.max_events);
    switch (verdict_of(result)) {
      case Verdict::ack:
        queue.acknowledge(batch.ids, index);
        stats_.delivered += static_cast<std::int64_t>(batch.ids.size());
        destination.attempt = 0;
        destination.parked = false;
        destination.max_events = std::min(configured, destination.max_events * 2);
        return;
      case Verdict::split:
        if (batch.ids.size() == 1) {
          queue.acknowledge(batch.ids, index);
          ++stats_.set_aside;
          out.emplace_back(complaint("delivery.eventRefused", destination.config.id, result.status, batch.ids[0]));
          destination.max_events = std::min(configured, destination.max_events * 2);
        } else {
          queue.give_back(batch.ids, index);
          destination.max_events = std::max<std::size_t>(1, batch.ids.size() / 2);
        }
        // Go on with the rest at once, but never in a loop without a pause.
        timers.set(timers::Kind::retry, index, now + backoff(0, result.retry_after_ms, retry_, ids.random()));
        return;
      case Verdict::park:
        queue.give_back(batch.ids, index);
        destination.patience = true;
        timers.set(timers::Kind::retry, index, now + std::max(kParkMs, result.retry_after_ms));
        if (!destination.parked) {
          out.emplace_back(complaint("delivery.parked", destination.config.id, result.status));
        }
        destination.parked = true;
        return;
      case Verdict::retry:
        queue.give_back(batch.ids, index);
        ++destination.attempt;
        ++stats_.retries;
        destination.patience = result.retry_after_ms > 0;
        timers.set(timers::Kind::retry, index,
                   now + backoff(destination.attempt, result.retry_after_ms, retry_, ids.random()));
        return;
    }
  }
}

void Delivery::on_lease_end(std::uint32_t destination, queue::Queue& queue, timers::Timers& timers,
                            base::UuidSource& ids, TimeMs now, Effects& out) {
  if (destination >= destinations_.size()) return;
  const List<Batch>& lost = destinations_[destination].in_flight;
  while (!lost.empty()) {
    input::SendResult timeout;
    timeout.batch_id = lost.front().id;
    timeout.outcome = input::SendOutcome::timeout;
    on_result(timeout, queue, timers, ids, now, out);
  }
}

void Delivery::retry_now(timers::Timers& timers) {
  for (std::uint32_t index = 0; index < destinations_.size(); ++index) {
    if (!destinations_[index].patience) timers.clear(timers::Kind::retry, index);
  }
}

}  // namespace waymark::delivery
