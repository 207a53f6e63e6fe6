#include "queue/queue.h"

#include <algorithm>
#include <utility>

namespace waymark::queue {
namespace {

DestinationMask without(DestinationMask mask, DestinationMask gone) {
  return static_cast<DestinationMask>(mask & ~gone);
}

}  // namespace

bool contains(const Numbers& numbers, Number number) {
  return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

void Queue::push(Entry entry) {
  entry.number = ++last_;
  bytes_ += entry.event.size();
  settled_ = settled_ || entry.pending == 0;
  entries_.push_back(std::move(entry));
}

bool Queue::contains(std::string_view id) const {
  return entries_.find_if([&](const Entry& entry) { return entry.id == id; }) != nullptr;
}

std::size_t Queue::place_from(Number number) const {
  std::size_t low = 0;
  std::size_t high = entries_.size();
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (entries_[middle].number < number) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

Entry* Queue::at(Number number) {
  const std::size_t place = place_from(number);
  return place < entries_.size() && entries_[place].number == number ? &entries_[place] : nullptr;
}

const Entry* Queue::find(Number number) const { return const_cast<Queue*>(this)->at(number); }

/// Nobody waits for its text any more.
void Queue::settle(Entry& entry) {
  if (entry.pending != 0) return;
  settled_ = true;
  bytes_ -= entry.event.size();
  std::string().swap(entry.event);
}

std::string_view Queue::id_of(Number number) const {
  const Entry* entry = find(number);
  return entry ? std::string_view(entry->id) : std::string_view();
}

void Queue::lease(const Numbers& numbers, std::size_t destination) {
  for (const Number number : numbers) {
    if (Entry* entry = at(number)) entry->in_flight = static_cast<DestinationMask>(entry->in_flight | bit(destination));
  }
}

void Queue::give_back(const Numbers& numbers, std::size_t destination) {
  for (const Number number : numbers) {
    if (Entry* entry = at(number)) entry->in_flight = without(entry->in_flight, bit(destination));
  }
}

void Queue::acknowledge(const Numbers& numbers, std::size_t destination) {
  for (const Number number : numbers) {
    Entry* entry = at(number);
    if (!entry) continue;
    entry->in_flight = without(entry->in_flight, bit(destination));
    entry->pending = without(entry->pending, bit(destination));
    settle(*entry);
  }
}

void Queue::abandon(DestinationMask destinations) {
  for (Entry& entry : entries_) {
    entry.pending = without(entry.pending, destinations);
    entry.in_flight = without(entry.in_flight, destinations);
    settle(entry);
  }
}

void Queue::keep_only(const std::vector<std::string>& ids) {
  std::size_t next = 0;
  entries_.remove_if([&](const Entry& entry) {
    // In an order that is not the queue's, every id is still found, if slowly.
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const std::size_t place = (next + i) % ids.size();
      if (ids[place] != entry.id) continue;
      next = place + 1;
      return false;
    }
    bytes_ -= entry.event.size();
    return true;
  });
}

void Queue::renumber(const Numbers& new_place) {
  const auto moved = [&](DestinationMask mask) {
    auto out = static_cast<DestinationMask>(mask & kUnassigned);
    for (std::size_t old = 0; old < new_place.size(); ++old) {
      if ((mask & bit(old)) && new_place[old] >= 0) {
        out = static_cast<DestinationMask>(out | bit(static_cast<std::size_t>(new_place[old])));
      }
    }
    return out;
  };
  for (Entry& entry : entries_) {
    entry.pending = moved(entry.pending);
    entry.in_flight = moved(entry.in_flight);
    settle(entry);
  }
}

void Queue::assign(Number number, DestinationMask destinations) {
  Entry* entry = at(number);
  entry->pending = destinations;
  settle(*entry);
}

void Queue::shift(TimeMs delta) {
  for (Entry& entry : entries_) entry.accepted_ms += delta;
}

std::vector<std::string> Queue::arrived(std::size_t destination) const {
  std::vector<std::string> ids;
  for (const Entry& entry : entries_) {
    if (!(entry.pending & (bit(destination) | kUnassigned))) ids.push_back(entry.id);
  }
  return ids;
}

Numbers Queue::waiting_for(std::size_t destination, const std::vector<std::string>& ids) const {
  Numbers numbers;
  std::size_t next = 0;
  for (const std::string& id : ids) {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const Entry& entry = entries_[(next + i) % entries_.size()];
      if (entry.id != id) continue;
      next = (next + i + 1) % entries_.size();
      if (entry.pending & bit(destination)) numbers.push_back(entry.number);
      break;
    }
  }
  return numbers;
}

std::string Queue::make_room(Rank rank) {
  const Entry* least = nullptr;
  for (const Entry& entry : entries_) {
    if (entry.rank > rank || entry.rank == Rank::never || entry.in_flight || entry.pending == 0) continue;
    if (!least || entry.rank < least->rank) least = &entry;
  }
  if (!least) return {};
  std::string id = least->id;
  bytes_ -= least->event.size();
  entries_.erase(place_from(least->number));
  return id;
}

std::vector<std::string> Queue::take_releasable(std::int64_t stored_generation) {
  std::vector<std::string> ids;
  if (!settled_) return ids;
  settled_ = false;
  const auto releasable = [&](const Entry& entry) {
    return entry.pending == 0 && entry.generation <= stored_generation;
  };
  for (const Entry& entry : entries_) {
    settled_ = settled_ || (entry.pending == 0 && !releasable(entry));
    if (releasable(entry)) ids.push_back(entry.id);
  }
  if (!ids.empty()) entries_.remove_if(releasable);
  return ids;
}

std::vector<std::string> Queue::take_all() {
  std::vector<std::string> ids;
  for (Entry& entry : entries_) ids.push_back(std::move(entry.id));
  entries_.clear();
  bytes_ = 0;
  return ids;
}

std::size_t Queue::waiting(DestinationMask destinations) const {
  return entries_.count_if([&](const Entry& entry) { return (entry.pending & destinations) != 0; });
}

}  // namespace waymark::queue
