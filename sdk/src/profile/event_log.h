#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "waymark/list.h"
#include "waymark/time.h"

namespace waymark::profile {

/// Latest events kept one by one, for windows of time; older ones live on in the counters.
inline constexpr std::size_t kMaxLoggedEvents = 500;
/// Different event names counted; a site that puts ids into names does not grow the profile without end.
inline constexpr std::size_t kMaxCountedNames = 200;

/// How often one event name was seen, ever.
struct Counter {
  std::string name;
  std::int64_t count = 0;
  TimeMs first_ms = 0;
  TimeMs last_ms = 0;
};

/// One event in short: index of its counter, when, in which visit and on which page.
struct LoggedEvent {
  int counter = 0;
  TimeMs time = 0;
  std::int64_t session = 0;
  std::int64_t page = 0;
};

/// What happened, as counters and as a bounded list of the latest.
class EventLog {
 public:
  void add(std::string_view name, TimeMs time, std::int64_t session, std::int64_t page);

  std::int64_t lifetime(std::string_view name) const;
  /// Events at `from` or later.
  std::int64_t since(std::string_view name, TimeMs from) const;
  std::int64_t in_session(std::string_view name, std::int64_t session) const;
  std::int64_t on_page(std::string_view name, std::int64_t page) const;
  /// Drops the older half of the events kept one by one.
  void shed();
  const Counter* find(std::string_view name) const;

  List<Counter> counters;
  List<LoggedEvent> latest;  ///< Oldest first.
};

}  // namespace waymark::profile
