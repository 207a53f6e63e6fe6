#include <utility>

#include "delivery/filter.h"
#include "engine/impl.h"
#include "event/vocabulary.h"

// What could not be kept: counted by reason, reported in an event of its own, so that a site sees it where it sees
// everything else.
namespace waymark {

/// False where the queue is full of what matters more.
bool Engine::Impl::make_room(const Event& event) {
  if (!queue_.full() || event.name == event::names::kLoss) return true;
  const queue::Rank rank = delivery::rank_of(event);
  std::string dropped = queue_.make_room(rank);
  const bool made = !dropped.empty();
  if (made) out_.emplace_back(effect::Release{{std::move(dropped)}});
  if (!lost_.find("queueFull")) log(effect::Level::error, "queue.full", "", "room for another event", event.name);
  // What must never go is taken on top, up to as much again.
  const bool taken = made || (rank == queue::Rank::never && queue_.entries().size() < 2 * queue::kMaxEntries);
  if (made || !taken) lose("queueFull", 1);
  return taken;
}

void Engine::Impl::lose(const std::string& reason, std::int64_t count) {
  for (Value* counts : {&lost_, &unreported_}) {
    counts->set(reason, Value((*counts)[reason].number_or(0) + static_cast<double>(count)));
  }
  timers_.set_if_earlier(timers::Kind::loss, 0, now_ + kLossDelayMs);
}

void Engine::Impl::report_losses() {
  timers_.clear(timers::Kind::loss, 0);
  if (unreported_.is_null()) return;
  double total = 0;
  for (const Member& reason : unreported_.members()) total += reason.value.number_or(0);
  Value properties;
  properties.append_member("reasons", std::exchange(unreported_, Value()));
  properties.add_number("count", total);
  track(event::names::kLoss, std::move(properties));
}

}  // namespace waymark
