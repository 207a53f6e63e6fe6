#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "profile/behaviour.h"
#include "waymark/list.h"
#include "waymark/time.h"
#include "waymark/value.h"

namespace waymark::profile {

/// An event as the counters see it.
struct Occurrence {
  TimeMs time = 0;
  std::int64_t order = 0;  ///< In which it came; tells events of one moment apart.
  std::int64_t session = 0;
  std::int64_t page = 0;

  bool after(const Occurrence& other) const { return time != other.time ? time > other.time : order > other.order; }
};

/// Of what is written of a value.
std::uint64_t hash_of(const Value& value);

/// Where a visitor is when a counter is read.
struct Now {
  TimeMs time = 0;
  std::int64_t session = 0;
  std::int64_t page = 0;
};

/// Whether something lies in a window; `since` is the last of the event a window is counted from, or null.
bool inside(const Window& window, const Occurrence& at, const Now& now, const Occurrence* since);

/// A day of events that are no longer known one by one; day -1 stands for all before the days kept.
struct Day {
  std::int64_t day = 0;
  std::int64_t count = 0;
  std::int64_t known = 0;  ///< How many of them had an amount.
  std::int64_t sum = 0;    ///< In ten-thousandths.
  std::int64_t min = 0;
  std::int64_t max = 0;
};

/// What became of a series' older events.
struct Past {
  std::string key;  ///< Of the series.
  List<Day> days;   ///< In order.
  TimeMs last_ms = 0;
  Value first;
  Value last;
};

/// Events of one name and where-clause that the log still holds, with the value of one property.
class Series {
 public:
  struct Entry {
    Occurrence at;
    Value value;
    std::uint64_t hash = 0;         ///< Of the value.
    std::int64_t amount = 0;        ///< In ten-thousandths.
    std::int64_t sum_before = 0;    ///< Of all entries before.
    std::int64_t known_before = 0;  ///< How many of them had an amount.
    bool known = false;
  };

  std::string key;  ///< Event, where and property, as JSON.
  EventTest test;
  std::string property;
  Past past;

  /// Takes the value of the property; entries are added in order of time.
  void add(const Occurrence& at, const Value& value);
  /// The first entry becomes part of the past.
  void fold();
  void clear();

  /// Entries are numbered from the first there ever was; those from `begin` to `end` are there.
  std::size_t begin() const { return begin_; }
  std::size_t end() const { return begin_ + entries_.size() - gone_; }
  const Entry& at(std::size_t number) const { return entries_[number - begin_ + gone_]; }
  std::int64_t sum() const { return sum_; }
  std::int64_t known() const { return known_; }
  bool empty() const { return entries_.size() == gone_; }

 private:
  List<Entry> entries_;
  std::size_t gone_ = 0;  ///< Entries at the front of the list that are folded already.
  std::size_t begin_ = 0;
  std::int64_t sum_ = 0;
  std::int64_t known_ = 0;
};

/// One window over a series. Reading moves its two ends on: work is done once for each event, not for each reading.
class WindowCounter {
 public:
  WindowCounter(const Behaviour& asked, Series* series) : behaviour(asked), series_(series) {}

  Reading read(const Now& now, const Occurrence* since, const Occurrence& gone);
  /// Must be called before its series folds the first entry.
  void before_fold();
  /// Entries were put in between: all is counted anew.
  void reset();
  const Series* series() const { return series_; }

  Behaviour behaviour;

 private:
  struct Seen {
    std::uint64_t hash = 0;
    std::uint32_t count = 0;
    std::uint32_t last = 0;  ///< Number of the entry seen last.
  };

  bool inside(const Occurrence& at, const Now& now, const Occurrence* since) const {
    return profile::inside(behaviour.window, at, now, since);
  }
  void take(std::size_t number);
  void drop(std::size_t number);
  std::size_t place_of(std::uint64_t hash) const;
  Value result(const Now& now, const Day& past) const;
  Day past_in(const Now& now, const Occurrence* since) const;

  Series* series_;
  std::size_t head_ = 0;
  std::size_t tail_ = 0;
  std::vector<Seen> seen_;         ///< By hash.
  std::vector<std::size_t> best_;  ///< Entries that may yet be the least or greatest, the one to give first.
};

}  // namespace waymark::profile
