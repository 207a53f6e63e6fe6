#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "profile/behaviour.h"
#include "profile/sequence.h"
#include "profile/series.h"
#include "waymark/list.h"
#include "waymark/time.h"
#include "waymark/value.h"

namespace waymark::profile {

/// Latest events kept one by one; older ones live on in days and counters.
inline constexpr std::size_t kMaxLoggedEvents = 2'000;
/// So long at the most.
inline constexpr TimeMs kMaxLoggedMs = 90 * kDayMs;
/// Bytes their part of a snapshot may take.
inline constexpr std::size_t kMaxLogBytes = 24'000;
/// Different event names counted; a site that puts ids into names does not grow the profile without end.
inline constexpr std::size_t kMaxCountedNames = 200;
/// Properties remembered of one event name.
inline constexpr std::size_t kMaxTrackedProperties = 12;
/// Bytes of one remembered text.
inline constexpr std::size_t kMaxTrackedBytes = 200;

/// How often one event name was seen, ever.
struct Counter {
  std::string name;
  std::int64_t count = 0;
  TimeMs first_ms = 0;
  TimeMs last_ms = 0;
  std::vector<std::string> properties = {};  ///< That conditions ask for.
};

/// One event in short: index of its counter, when, in which visit and on which page, and the properties asked for.
struct LoggedEvent {
  int counter = 0;
  Occurrence at;
  std::vector<Value> values = {};  ///< In the order of its counter's properties; fewer where they were asked for later.
};

/// What happened, as counters and as a bounded list of the latest.
class EventLog {
 public:
  /// Events come in any order; those of one moment in the order they are told.
  void add(std::string_view name, TimeMs time, std::int64_t session, std::int64_t page,
           const Value& properties = Value());

  /// Has the log keep what the question needs from now on. Asking does as well, but only a question told before an
  /// event sees that event's properties.
  void track(const Behaviour& asked) const;
  /// Costs the same whatever the length of the log: each event is looked at once.
  Reading read(const Behaviour& asked, const Now& now) const;

  std::int64_t lifetime(std::string_view name) const;
  /// Drops the older half of the events kept one by one.
  void shed();
  const Counter* find(std::string_view name) const;

  /// Lets go of the oldest events until what `save` gives is within kMaxLogBytes.
  void fit();
  /// Latest events and the days before them, for the snapshot.
  Value save() const;
  void load(const Value& saved);

  /// All names; what conditions ask for is noted here too.
  mutable List<Counter> counters;
  List<LoggedEvent> latest;  ///< By time.

  /// What is made of the list for who asks; its own.
  struct Made {
    bool behind = false;  ///< Must be made anew from the list.
    List<Series> series;
    List<WindowCounter> windows;
    List<SequenceCounter> sequences;
    List<Past> pasts;  ///< Of series nobody has asked for yet.
  };
  mutable Made made;
  Occurrence gone;  ///< The latest event that left the list; its order is 0 where none did.
  std::int64_t orders = 0;

 private:
  Series& series_for(const Behaviour& asked) const;
  void feed(const LoggedEvent& event) const;
  bool matches(const EventTest& test, const LoggedEvent& event) const;
  const Value& value_of(const LoggedEvent& event, const std::string& property) const;
  void want(const std::string& name, const std::string& property) const;
  const Occurrence* last_of(const std::string& name) const;
  void drop_oldest();
  void catch_up() const;
  int place_of(std::string_view name) const;
};

}  // namespace waymark::profile
