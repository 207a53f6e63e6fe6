#include "delivery/delivery.h"

// What the site is told of delivery.
namespace waymark::delivery {
namespace {

double number(std::size_t count) { return static_cast<double>(count); }

}  // namespace

/// Why nothing more can be done for this destination now; null where something can.
const char* Delivery::stuck(const Destination& destination, std::uint32_t index, const timers::Timers& timers) const {
  if (!destination.config->enabled) return "disabled";
  if (destination.consent == consent::Verdict::deny) return "denied";
  if (!destination.ready()) return "held";
  if (destination.parked) return "parked";
  return destination.in_flight.empty() && timers.due(timers::Kind::retry, index) != kNever ? "retry" : nullptr;
}

void Delivery::flush(const std::string& request_id, const World& world) {
  flushes_.push_back(FlushRequest{request_id, delivered_});
  retry_now(world);
}

void Delivery::answer_flushes(const World& world) {
  if (flushes_.empty()) return;
  effect::Flushed answer;
  for (std::uint32_t index = 0; index < destinations_.size(); ++index) {
    const std::size_t waiting = world.queue.waiting(queue::bit(index));
    if (waiting == 0) continue;
    const char* reason = stuck(destinations_[index], index, world.timers);
    // What an earlier page sent, or what a destination refused alone, is decided by a later reply.
    if (!reason && destinations_[index].in_flight.empty()) reason = "held";
    if (!reason) return;
    answer.destinations.push_back(
        effect::Unflushed{destinations_[index].config->id, static_cast<std::int64_t>(waiting), reason});
  }
  answer.waiting = static_cast<std::int64_t>(world.queue.waiting(queue::kAnywhere));
  if (!configured_) answer.destinations.push_back(effect::Unflushed{"", answer.waiting, "unconfigured"});
  for (const FlushRequest& request : flushes_) {
    answer.request_id = request.id;
    answer.delivered = delivered_ - request.delivered_before;
    world.out.emplace_back(effect::Flushed(answer));
  }
  flushes_.clear();
}

void Delivery::describe(Value& stats, Value& destinations, const queue::Queue& queue,
                        const timers::Timers& timers) const {
  double retries = 0;
  double set_aside = 0;
  for (std::uint32_t index = 0; index < destinations_.size(); ++index) {
    const Destination& destination = destinations_[index];
    retries += static_cast<double>(destination.retries);
    set_aside += static_cast<double>(destination.set_aside);
    Value one;
    one.add_number("waiting", number(queue.waiting(queue::bit(index))));
    one.add_number("inFlight", number(destination.in_flight.size()));
    one.add_number("uncertain", number(destination.uncertain.size()));
    one.add_number("delivered", static_cast<double>(destination.delivered));
    one.add_number("retries", static_cast<double>(destination.retries));
    one.add_number("setAside", static_cast<double>(destination.set_aside));
    one.add_number("attempt", destination.health.attempt());
    if (const char* reason = stuck(destination, index, timers)) one.append_member("state", Value(reason));
    if (const TimeMs at = timers.due(timers::Kind::retry, index); at != kNever) {
      one.add_number("retryAtMs", static_cast<double>(at));
    }
    destinations.append_member(destination.config->id, std::move(one));
  }
  stats.add_number("sentBatches", static_cast<double>(sent_batches_));
  stats.add_number("delivered", static_cast<double>(delivered_));
  stats.add_number("retries", retries);
  stats.add_number("setAside", set_aside);
}

}  // namespace waymark::delivery
