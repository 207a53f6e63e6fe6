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

/// What may wait in all; beyond it what matters least gives way.
inline constexpr std::size_t kMaxEntries = 10'000;
inline constexpr std::size_t kMaxBytes = 5'000'000;

constexpr DestinationMask bit(std::size_t destination) { return static_cast<DestinationMask>(1u << destination); }

/// Place of an entry in the order of the queue, from 1; never used twice.
using Number = std::int64_t;
using Numbers = std::vector<Number>;

bool contains(const Numbers& numbers, Number number);

/// Whatever waits for any destination, or for a configuration.
inline constexpr DestinationMask kAnywhere = 0xFFFF;

/// What gives way first when the queue is full.
enum class Rank : std::uint8_t { heartbeat, scroll, click, page, other, never };

/// One accepted event on its way to every destination.
struct Entry {
  std::string id;
  std::string event;  ///< Canonical event, JSON; emptied once every destination has it.
  TimeMs accepted_ms = 0;
  DestinationMask pending = 0;    ///< Destinations that have not acknowledged it.
  DestinationMask in_flight = 0;  ///< Of those, the ones that may have it already: it is not sent to them now.
  Rank rank = Rank::other;
  bool urgent = false;          ///< Leaves at once: orders, identify.
  std::int64_t generation = 0;  ///< The first snapshot that includes it.
  Number number = 0;            ///< Given by the queue.
};

/// What waits, oldest first. An entry leaves when every destination has acknowledged it and a stored snapshot
/// includes it; until then its record stays in the journal.
class Queue {
 public:
  void push(Entry entry);
  bool contains(std::string_view id) const;
  /// Null where it has left.
  const Entry* find(Number number) const;
  /// Empty where it has left.
  std::string_view id_of(Number number) const;
  /// First entry whose number is at least `number`, as an index into `entries()`.
  std::size_t place_from(Number number) const;

  void lease(const Numbers& numbers, std::size_t destination);
  void give_back(const Numbers& numbers, std::size_t destination);
  void acknowledge(const Numbers& numbers, std::size_t destination);
  /// Nothing waits for these destinations any more.
  void abandon(DestinationMask destinations);
  /// Entries whose id is not in `ids` (in the order of the queue) are another page's now: they leave, and their
  /// records stay.
  void keep_only(const std::vector<std::string>& ids);
  /// Destinations were renumbered: `new_place[old]` is where each went, -1 for one that is gone. What waits for a
  /// configuration goes on waiting.
  void renumber(const Numbers& new_place);
  /// Says what an entry that waited for a configuration waits for now.
  void assign(Number number, DestinationMask destinations);
  /// The clock was set back.
  void shift(TimeMs delta);
  /// Ids of the entries that do not wait for a destination (any more).
  std::vector<std::string> arrived(std::size_t destination) const;
  /// Entries with these ids that wait for a destination. Fast where the ids come in the order of the queue.
  Numbers waiting_for(std::size_t destination, const std::vector<std::string>& ids) const;

  bool full() const { return entries_.size() >= kMaxEntries || bytes_ >= kMaxBytes; }
  /// Takes out the oldest entry of the lowest rank, where that is not above `rank` nor `never`, and nothing of it is
  /// in flight. Returns its id, empty where there is none.
  std::string make_room(Rank rank);

  /// Takes out what is acknowledged everywhere and included in snapshots up to `stored_generation`.
  std::vector<std::string> take_releasable(std::int64_t stored_generation);
  /// Takes out everything.
  std::vector<std::string> take_all();

  const List<Entry>& entries() const { return entries_; }
  /// Entries that wait for any of these destinations.
  std::size_t waiting(DestinationMask destinations) const;

 private:
  Entry* at(Number number);
  void settle(Entry& entry);

  List<Entry> entries_;
  Number last_ = 0;
  std::size_t bytes_ = 0;
  bool settled_ = false;  ///< Something may be releasable.
};

}  // namespace waymark::queue
