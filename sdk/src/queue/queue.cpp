#include "queue/queue.h"

#include <algorithm>
#include <utility>

namespace waymark::queue {

const Entry* Queue::find(std::string_view id) const {
  for (const Entry& entry : entries_) {
    if (entry.id == id) return &entry;
  }
  return nullptr;
}

bool Queue::contains(std::string_view id) const { return find(id) != nullptr; }

std::vector<std::string> Queue::next(std::size_t destination, std::size_t max_events, std::size_t max_bytes) const {
  std::vector<std::string> ids;
  std::size_t bytes = 0;
  const DestinationMask mask = bit(destination);
  for (const Entry& entry : entries_) {
    if (ids.size() >= max_events) break;
    if (!(entry.pending & mask) || (entry.in_flight & mask)) continue;
    bytes += entry.event.size();
    if (!ids.empty() && bytes > max_bytes) break;
    ids.push_back(entry.id);
  }
  return ids;
}

/// Ids of a batch come in the order of the queue, so one pass finds them all.
template <class Change>
void Queue::change(const std::vector<std::string>& ids, Change change) {
  std::size_t at = 0;
  for (Entry& entry : entries_) {
    if (at == ids.size()) return;
    if (entry.id != ids[at]) continue;
    change(entry);
    ++at;
  }
}

void Queue::lease(const std::vector<std::string>& ids, std::size_t destination) {
  change(ids,
         [&](Entry& entry) { entry.in_flight = static_cast<DestinationMask>(entry.in_flight | bit(destination)); });
}

void Queue::give_back(const std::vector<std::string>& ids, std::size_t destination) {
  change(ids,
         [&](Entry& entry) { entry.in_flight = static_cast<DestinationMask>(entry.in_flight & ~bit(destination)); });
}

void Queue::acknowledge(const std::vector<std::string>& ids, std::size_t destination) {
  change(ids, [&](Entry& entry) {
    entry.in_flight = static_cast<DestinationMask>(entry.in_flight & ~bit(destination));
    entry.pending = static_cast<DestinationMask>(entry.pending & ~bit(destination));
    if (entry.pending == 0) std::string().swap(entry.event);
  });
}

void Queue::abandon_all() {
  for (Entry& entry : entries_) {
    entry.pending = 0;
    entry.in_flight = 0;
    std::string().swap(entry.event);
  }
}

void Queue::renumber(const std::vector<int>& new_place, DestinationMask all) {
  const auto moved = [&](DestinationMask mask) {
    DestinationMask out = mask & kUnassigned ? all : DestinationMask{0};
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
    if (entry.pending == 0) std::string().swap(entry.event);
  }
}

std::vector<std::string> Queue::take_releasable(std::int64_t stored_generation) {
  std::vector<std::string> ids;
  const auto releasable = [&](const Entry& entry) {
    return entry.pending == 0 && entry.generation <= stored_generation;
  };
  for (const Entry& entry : entries_) {
    if (releasable(entry)) ids.push_back(entry.id);
  }
  if (!ids.empty()) entries_.remove_if(releasable);
  return ids;
}

std::vector<std::string> Queue::take_all() {
  std::vector<std::string> ids;
  for (Entry& entry : entries_) ids.push_back(std::move(entry.id));
  entries_.clear();
  return ids;
}

}  // namespace waymark::queue
