#include "profile/event_log.h"

#include <algorithm>

namespace waymark::profile {
namespace {

template <class Matches>
std::int64_t count_latest(const EventLog& log, std::string_view name, Matches matches) {
  const Counter* counter = log.find(name);
  if (!counter) return 0;
  const auto index = static_cast<int>(log.counters.place_of(*counter));
  return static_cast<std::int64_t>(
      log.latest.count_if([&](const LoggedEvent& event) { return event.counter == index && matches(event); }));
}

}  // namespace

void EventLog::add(std::string_view name, TimeMs time, std::int64_t session, std::int64_t page) {
  Counter* counter = counters.find_if([&](const Counter& c) { return c.name == name; });
  if (!counter) {
    if (counters.size() >= kMaxCountedNames) return;
    counter = &counters.emplace_back(std::string(name), 0, time, time);
  }
  ++counter->count;
  counter->first_ms = std::min(counter->first_ms, time);
  counter->last_ms = std::max(counter->last_ms, time);
  if (latest.size() >= kMaxLoggedEvents) latest.erase(0);
  latest.emplace_back(static_cast<int>(counters.place_of(*counter)), time, session, page);
}

void EventLog::shed() {
  std::size_t left = latest.size() / 2;
  latest.remove_if([&](const LoggedEvent&) { return left > 0 && left--; });
}

const Counter* EventLog::find(std::string_view name) const {
  return counters.find_if([&](const Counter& counter) { return counter.name == name; });
}

std::int64_t EventLog::lifetime(std::string_view name) const {
  const Counter* counter = find(name);
  return counter ? counter->count : 0;
}

std::int64_t EventLog::since(std::string_view name, TimeMs from) const {
  return count_latest(*this, name, [&](const LoggedEvent& event) { return event.time >= from; });
}

std::int64_t EventLog::in_session(std::string_view name, std::int64_t session) const {
  return count_latest(*this, name, [&](const LoggedEvent& event) { return event.session == session; });
}

std::int64_t EventLog::on_page(std::string_view name, std::int64_t page) const {
  return count_latest(*this, name, [&](const LoggedEvent& event) { return event.page == page; });
}

}  // namespace waymark::profile
