#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "waymark/list.h"
#include "waymark/time.h"

namespace waymark::queue {

/// Destinations are numbered; a set of them is a mask of this width.
inline constexpr std::size_t kMaxDestinations = 15;
using DestinationMask = std::uint16_t;

/// Stands for "wherever the configuration will say": events accepted before there was a valid one.
inline constexpr DestinationMask kUnassigned = 1u << kMaxDestinations;

/// Entries held; beyond it only what is urgent is still taken.
inline constexpr std::size_t kMaxEntries = 10'000;

constexpr DestinationMask bit(std::size_t destination) { return static_cast<DestinationMask>(1u << destination); }

/// One accepted event on its way to every destination.
struct Entry {
  std::string id;
  std::string event;  ///< Canonical event, JSON; emptied once every destination has it.
  TimeMs accepted_ms = 0;
  DestinationMask pending = 0;    ///< Destinations that have not acknowledged it.
  DestinationMask in_flight = 0;  ///< Of those, the ones it is being sent to.
  bool urgent = false;            ///< Leaves at once: orders, identify.
  std::int64_t generation = 0;    ///< The first snapshot that includes it.
};

/// What waits, oldest first. An entry leaves when every destination has acknowledged it and a stored snapshot
/// includes it; until then its record stays in the journal.
class Queue {
 public:
  void push(Entry entry) { entries_.push_back(std::move(entry)); }
  bool contains(std::string_view id) const;

  /// Up to `max_events` and `max_bytes` of what waits for the destination and is not in flight to it; always at
  /// least one entry where any waits, however large.
  std::vector<std::string> next(std::size_t destination, std::size_t max_events, std::size_t max_bytes) const;
  const Entry* find(std::string_view id) const;

  void lease(const std::vector<std::string>& ids, std::size_t destination);
  void give_back(const std::vector<std::string>& ids, std::size_t destination);
  void acknowledge(const std::vector<std::string>& ids, std::size_t destination);
  /// Nothing waits for any destination any more.
  void abandon_all();
  /// Destinations were renumbered: `new_place[old]` is where each went, -1 for one that is gone. What waited for
  /// a configuration now waits for `all`.
  void renumber(const std::vector<int>& new_place, DestinationMask all);

  /// Takes out what is acknowledged everywhere and included in snapshots up to `stored_generation`.
  std::vector<std::string> take_releasable(std::int64_t stored_generation);
  /// Takes out everything.
  std::vector<std::string> take_all();

  const List<Entry>& entries() const { return entries_; }

 private:
  template <class Change>
  void change(const std::vector<std::string>& ids, Change change);

  List<Entry> entries_;
};

}  // namespace waymark::queue
