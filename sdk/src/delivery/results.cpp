#include <algorithm>
#include <utility>

#include "base/whole.h"
#include "delivery/complaint.h"
#include "delivery/delivery.h"
#include "delivery/encode.h"
#include "event/names.h"

// What replies do to a destination and its events.
namespace waymark::delivery {
namespace {

/// Failures in a row after which it is said, once a page.
constexpr std::size_t kFailuresToTell = 3;

std::string status_text(int status) { return "status " + base::whole_text(status); }

void tell(Destination& destination, std::string found, Effects& out) {
  if (std::exchange(destination.told, true)) return;
  effect::Log log = complaint("delivery.failing", destination.config->id, "status 200", std::move(found));
  log.level = effect::Level::warn;
  out.emplace_back(std::move(log));
}

}  // namespace

void Delivery::on_result(const input::SendResult& result, const World& world) {
  for (std::uint32_t index = 0; index < destinations_.size(); ++index) {
    Destination& destination = destinations_[index];
    Batch* found = destination.in_flight.find_if([&](const Batch& batch) { return batch.id == result.batch_id; });
    if (!found) continue;

    List<Batch> taken;
    const Batch& batch = taken.take(destination.in_flight, destination.in_flight.place_of(*found));
    if (destination.in_flight.empty()) world.timers.clear(timers::Kind::lease, index);
    // Given to a beacon, whose reply nobody sees, or cut off with its page: the collector can be asked for it.
    const bool unseen = result.outcome == input::SendOutcome::unknown ||
                        (batch.parting && result.outcome != input::SendOutcome::response);
    if (unseen && destination.format.own && !batch.events.empty()) {
      destination.uncertain.take(taken, 0);
      destination.ask_ms = std::min(destination.ask_ms, world.now + batch_.max_age_ms);
      return;
    }
    return act_on(read_reply(destination.format, result, batch, world.queue), result, batch, index, world);
  }
}

/// Larger batches again, after a refusal has been dealt with.
void Delivery::widen(Destination& destination) const {
  destination.max_events = std::min(static_cast<std::size_t>(batch_.max_events), destination.max_events * 2);
}

void Delivery::act_on(const Reply& reply, const input::SendResult& result, const Batch& batch, std::uint32_t index,
                      const World& world) {
  Destination& destination = destinations_[index];
  if (reply.verdict != Verdict::ack && !batch.asked.empty()) destination.ask_ms = world.now;
  const TimeMs wait = std::max(result.retry_after_ms, reply.after_ms);
  switch (reply.verdict) {
    case Verdict::ack:
      return take(reply, batch, index, world);
    case Verdict::split:
      if (batch.events.empty()) {
        // It does not understand the question.
        resolve_uncertain(Reply(), batch, index, world);
      } else if (batch.events.size() == 1 && (destination.recheck > 0 || std::exchange(destination.proved, false))) {
        if (destination.recheck > 0) --destination.recheck;
        set_aside(batch.events[0], reply.reason, index, world);
        widen(destination);
      } else if (batch.events.size() == 1) {
        // It stays in flight, so that the others pass it by.
        destination.suspects.push_back(batch.events[0]);
        if (destination.suspects.size() >= kFailuresToTell) tell(destination, status_text(result.status), world.out);
        if (destination.suspects.size() % kMaxSuspects == 0) return park(status_text(result.status), index, world);
        widen(destination);
      } else {
        destination.proved = false;
        world.queue.give_back(batch.events, index);
        destination.max_events = std::max<std::size_t>(1, batch.events.size() / 2);
      }
      // Go on with the rest at once, but never in a loop without a pause.
      return world.timers.set(timers::Kind::retry, index, world.now + backoff(0, wait, retry_, world.ids.random()));
    case Verdict::park:
      world.queue.give_back(batch.events, index);
      return park(status_text(result.status), index, world);
    case Verdict::retry: {
      world.queue.give_back(batch.events, index);
      ++destination.retries;
      const TimeMs at = destination.health.failed(world.now, wait, retry_, world.ids.random());
      world.timers.set(timers::Kind::retry, index, at);
      world.out.emplace_back(effect::Health{destination.config->id, destination.health.attempt(), at});
      if (destination.health.attempt() >= static_cast<int>(kFailuresToTell)) {
        const bool answered = result.outcome == input::SendOutcome::response;
        tell(destination, answered ? status_text(result.status) : std::string(event::text_of(result.outcome)),
             world.out);
      }
    }
  }
}

/// The far end took it, but for what it names.
void Delivery::take(const Reply& reply, const Batch& batch, std::uint32_t index, const World& world) {
  Destination& destination = destinations_[index];
  std::int64_t delivered = -static_cast<std::int64_t>(reply.refused.size() + reply.again.size());
  for (std::size_t i = 0; i < batch.events.size(); ++i) {
    if (batch.records[i] > 0) ++delivered;
    if (batch.records[i] == kUnsendable) set_aside(batch.events[i], "unsendable", index, world);
  }
  if (reply.lost > 0) {
    world.out.emplace_back(complaint("delivery.eventRefused", destination.config->id, "events it takes",
                                     base::whole_text(reply.lost) + " events: " + reply.reason));
    destination.set_aside += reply.lost;
    lost_ += reply.lost;
    delivered -= std::min(delivered, reply.lost);
  }
  destination.delivered += delivered;
  delivered_ += delivered;
  for (const queue::Number place : reply.refused) {
    set_aside(batch.events[static_cast<std::size_t>(place)], reply.reason, index, world);
  }
  if (delivered > 0) {
    destination.proved = true;
    if (destination.parked) {
      // What it refused while it took nothing may have been refused for that.
      destination.recheck += destination.suspects.size();
      world.queue.give_back(std::exchange(destination.suspects, {}), index);
    }
    set_aside_suspects(index, world);
  }
  queue::Numbers done;
  queue::Numbers later;
  for (std::size_t i = 0; i < batch.events.size(); ++i) {
    const bool again = queue::contains(reply.again, static_cast<queue::Number>(i));
    (again ? later : done).push_back(batch.events[i]);
  }
  world.queue.acknowledge(done, index);
  world.queue.give_back(later, index);
  resolve_uncertain(reply, batch, index, world);
  if (std::exchange(destination.parked, false) || destination.health.failing()) {
    world.out.emplace_back(effect::Health{destination.config->id, 0, world.now});
  }
  if (later.empty()) {
    destination.health.succeeded();
  } else {
    world.timers.set(timers::Kind::retry, index,
                     destination.health.failed(world.now, reply.after_ms, retry_, world.ids.random()));
  }
  widen(destination);
}

/// Batches the collector has are delivered; those it has not are sent again once they can no longer arrive.
void Delivery::resolve_uncertain(const Reply& reply, const Batch& batch, std::uint32_t index, const World& world) {
  Destination& destination = destinations_[index];
  TimeMs next = kNever;
  destination.uncertain.remove_if([&](const Batch& uncertain) {
    if (std::find(batch.asked.begin(), batch.asked.end(), uncertain.id) == batch.asked.end()) {
      next = world.now;
      return false;
    }
    if (std::find(reply.known.begin(), reply.known.end(), uncertain.id) != reply.known.end()) {
      world.queue.acknowledge(uncertain.events, index);
      destination.delivered += static_cast<std::int64_t>(uncertain.events.size());
      delivered_ += static_cast<std::int64_t>(uncertain.events.size());
      return true;
    }
    // A clock that was set back must not hold it for longer.
    const TimeMs arrives_until = std::min(uncertain.sent_ms, world.now) + kUncertainMs;
    if (reply.tells_known && arrives_until > world.now) {
      next = std::min(next, arrives_until);
      return false;
    }
    world.queue.give_back(uncertain.events, index);
    return true;
  });
  destination.ask_ms = std::min(destination.ask_ms, next);
}

void Delivery::set_aside(queue::Number number, const std::string& reason, std::uint32_t index, const World& world) {
  Destination& destination = destinations_[index];
  const queue::Entry* entry = world.queue.find(number);
  if (!entry) return;
  std::string found = "event " + entry->id;
  if (!reason.empty()) found.append(": ").append(reason);
  world.out.emplace_back(
      complaint("delivery.eventRefused", destination.config->id, "an event it takes", std::move(found)));
  ++destination.set_aside;
  // That a report of losses was itself refused is no news worth another report.
  if (entry->rank != queue::Rank::never || entry->urgent) ++lost_;
  world.queue.acknowledge({number}, index);
}

void Delivery::set_aside_suspects(std::uint32_t index, const World& world) {
  for (const queue::Number number : std::exchange(destinations_[index].suspects, {})) {
    set_aside(number, "", index, world);
  }
}

void Delivery::park(const std::string& found, std::uint32_t index, const World& world) {
  // Suspects stay where they are: in an hour those behind them are tried.
  Destination& destination = destinations_[index];
  world.timers.set(timers::Kind::retry, index, world.now + kParkMs);
  if (!std::exchange(destination.parked, true)) {
    world.out.emplace_back(complaint("delivery.parked", destination.config->id, "status 200", found));
  }
}

void Delivery::on_lease_end(std::uint32_t destination, const World& world) {
  if (destination >= destinations_.size()) return;
  const List<Batch>& lost = destinations_[destination].in_flight;
  while (!lost.empty()) {
    input::SendResult timeout;
    timeout.batch_id = lost.front().id;
    timeout.outcome = input::SendOutcome::timeout;
    on_result(timeout, world);
  }
}

void Delivery::retry_now(const World& world) {
  for (std::uint32_t index = 0; index < destinations_.size(); ++index) {
    const Destination& destination = destinations_[index];
    if (destination.parked) continue;
    const TimeMs closed = destination.health.closed_until();
    if (closed > world.now) {
      world.timers.set(timers::Kind::retry, index, closed);
    } else {
      world.timers.clear(timers::Kind::retry, index);
    }
  }
}

void Delivery::on_health(const input::Health& health, const World& world) {
  for (std::uint32_t index = 0; index < destinations_.size(); ++index) {
    Destination& destination = destinations_[index];
    if (destination.config->id != health.destination) continue;
    if (health.attempt > 0) {
      const TimeMs at = destination.health.failed_elsewhere(world.now, health.attempt, health.retry_at_ms, retry_,
                                                            world.ids.random());
      return world.timers.set(timers::Kind::retry, index, at);
    }
    destination.health.succeeded();
    if (destination.health.closed_until() <= world.now) world.timers.clear(timers::Kind::retry, index);
  }
}

List<SavedHealth> Delivery::health() const {
  List<SavedHealth> out;
  for (const Destination& destination : destinations_) {
    if (destination.health.failing()) out.emplace_back(destination.config->id, destination.health.saved());
  }
  return out;
}

void Delivery::restore_health(const List<SavedHealth>& health, const World& world) {
  for (Destination& destination : destinations_) {
    for (const auto& [id, saved] : health) {
      if (id == destination.config->id) destination.health.restore(saved, world.now);
    }
  }
  retry_now(world);
}

}  // namespace waymark::delivery
