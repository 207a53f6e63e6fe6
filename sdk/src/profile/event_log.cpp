#include "profile/event_log.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "json/write.h"
#include "profile/part.h"

namespace waymark::profile {
namespace {

/// A member by its dotted path; only scalars are remembered, and texts not without end.
Value remembered(const Value& properties, std::string_view path) {
  const Value* at = &properties;
  while (at && !path.empty()) {
    const std::string_view part = path.substr(0, path.find('.'));
    at = at->find(part);
    path.remove_prefix(std::min(path.size(), part.size() + 1));
  }
  if (!at || at->is_array() || at->is_object()) return Value();
  if (!at->is_string()) return *at;
  std::string text = at->text();
  base::utf8_truncate(text, kMaxTrackedBytes);
  return Value(std::move(text));
}

/// What tells one series from another.
std::string series_key(const Behaviour& asked) {
  Value key = Value::array();
  key.push(Value(asked.test.event));
  key.push(Value(asked.property));
  for (const PropertyTest& test : asked.test.where) {
    key.push(Value(test.property));
    key.push(Value::number(static_cast<int>(test.relation)));
    key.push(test.value);
  }
  return json::write(key);
}

}  // namespace

const Counter* EventLog::find(std::string_view name) const {
  return counters.find_if([&](const Counter& counter) { return counter.name == name; });
}

int EventLog::place_of(std::string_view name) const {
  const Counter* known = find(name);
  return known ? static_cast<int>(counters.place_of(*known)) : -1;
}

std::int64_t EventLog::lifetime(std::string_view name) const {
  const Counter* counter = find(name);
  return counter ? counter->count : 0;
}

void EventLog::add(std::string_view name, TimeMs time, std::int64_t session, std::int64_t page,
                   const Value& properties) {
  int place = place_of(name);
  if (place < 0) {
    if (counters.size() >= kMaxCountedNames) return;
    place = static_cast<int>(counters.size());
    counters.emplace_back(std::string(name));
  }
  Counter& counter = counters[static_cast<std::size_t>(place)];
  counter.first_ms = counter.count == 0 ? time : std::min(counter.first_ms, time);
  counter.last_ms = std::max(counter.last_ms, time);
  ++counter.count;
  LoggedEvent event{place, {time, ++orders, session, page}};
  for (const std::string& property : counter.properties) event.values.push_back(remembered(properties, property));
  std::size_t at = latest.size();
  while (at > 0 && latest[at - 1].at.time > time) --at;
  made.behind = made.behind || at < latest.size();
  LoggedEvent& kept = latest.emplace(at, std::move(event));
  if (!made.behind) feed(kept);
  while (latest.size() > kMaxLoggedEvents || latest.back().at.time - latest.front().at.time > kMaxLoggedMs)
    drop_oldest();
}

const Value& EventLog::value_of(const LoggedEvent& event, const std::string& property) const {
  const std::vector<std::string>& known = counters[static_cast<std::size_t>(event.counter)].properties;
  for (std::size_t i = 0; i < known.size() && i < event.values.size(); ++i) {
    if (known[i] == property) return event.values[i];
  }
  return item(Value(), 0);
}

bool EventLog::matches(const EventTest& test, const LoggedEvent& event) const {
  if (counters[static_cast<std::size_t>(event.counter)].name != test.event) return false;
  for (const PropertyTest& one : test.where) {
    if (!one.holds(value_of(event, one.property))) return false;
  }
  return true;
}

/// Tells an event that is the latest in time to all who count.
void EventLog::feed(const LoggedEvent& event) const {
  for (Series& series : made.series) {
    if (matches(series.test, event)) series.add(event.at, value_of(event, series.property));
  }
  for (SequenceCounter& sequence : made.sequences) {
    std::vector<bool> steps;
    bool any = false;
    for (const Behaviour::Step& step : sequence.behaviour.steps) {
      steps.push_back(matches(step.test, event));
      any = any || steps.back();
    }
    if (any) sequence.add(event.at, steps);
  }
}

void EventLog::shed() {
  for (std::size_t left = latest.size() / 2; left > 0; --left) drop_oldest();
}

void EventLog::drop_oldest() {
  catch_up();
  const LoggedEvent& oldest = latest.front();
  for (Series& series : made.series) {
    if (series.empty() || series.at(series.begin()).at.order != oldest.at.order) continue;
    for (WindowCounter& window : made.windows) {
      if (window.series() == &series) window.before_fold();
    }
    series.fold();
  }
  if (gone.order == 0 || !gone.after(oldest.at)) gone = oldest.at;
  latest.erase(0);
}

/// After an event that came late all is counted once more.
void EventLog::catch_up() const {
  if (!std::exchange(made.behind, false)) return;
  for (Series& series : made.series) series.clear();
  for (WindowCounter& window : made.windows) window.reset();
  for (SequenceCounter& sequence : made.sequences) sequence.reset();
  for (const LoggedEvent& event : latest) feed(event);
}

void EventLog::want(const std::string& name, const std::string& property) const {
  if (property.empty()) return;
  Counter* counter = counters.find_if([&](const Counter& known) { return known.name == name; });
  if (!counter) {
    if (counters.size() >= kMaxCountedNames) return;
    counter = &counters.emplace_back(name);
  }
  std::vector<std::string>& known = counter->properties;
  if (known.size() >= kMaxTrackedProperties || std::find(known.begin(), known.end(), property) != known.end()) return;
  known.push_back(property);
}

Series& EventLog::series_for(const Behaviour& asked) const {
  const std::string key = series_key(asked);
  if (Series* known = made.series.find_if([&](const Series& series) { return series.key == key; })) return *known;
  Series& series = made.series.emplace_back();
  series.key = key;
  series.test = asked.test;
  series.property = asked.property;
  if (Past* past = made.pasts.find_if([&](const Past& one) { return one.key == key; })) series.past = *past;
  made.pasts.remove_if([&](const Past& one) { return one.key == key; });
  for (const LoggedEvent& event : latest) {
    if (matches(series.test, event)) series.add(event.at, value_of(event, series.property));
  }
  return series;
}

void EventLog::track(const Behaviour& asked) const {
  want(asked.test.event, asked.property);
  for (const PropertyTest& test : asked.test.where) want(asked.test.event, test.property);
  for (const Behaviour::Step& step : asked.steps) {
    for (const PropertyTest& test : step.test.where) want(step.test.event, test.property);
  }
  catch_up();
  if (asked.measure != Behaviour::Measure::sequence) {
    if (made.windows.find_if([&](const WindowCounter& one) { return one.behaviour.key == asked.key; })) return;
    Series& series = series_for(asked);
    made.windows.emplace_back(asked, &series).reset();
    return;
  }
  if (made.sequences.find_if([&](const SequenceCounter& one) { return one.behaviour.key == asked.key; })) return;
  made.sequences.emplace_back(asked);
  made.behind = true;
}

const Occurrence* EventLog::last_of(const std::string& name) const {
  const int place = place_of(name);
  for (std::size_t i = latest.size(); i-- > 0;) {
    if (latest[i].counter == place) return &latest[i].at;
  }
  return nullptr;
}

Reading EventLog::read(const Behaviour& asked, const Now& now) const {
  using Measure = Behaviour::Measure;
  const bool simple = asked.measure == Measure::count && asked.test.where.empty();
  if (simple && asked.window.kind == Window::Kind::lifetime) return {Value::number(lifetime(asked.test.event)), true};
  catch_up();
  const Occurrence* since = asked.window.kind == Window::Kind::since ? last_of(asked.window.event) : nullptr;
  const bool sequence = asked.measure == Measure::sequence;
  // Whoever asks asks again, and of each visitor's log in the same order.
  if (!sequence && asked.place < made.windows.size() && made.windows[asked.place].behaviour.mark == asked.mark) {
    return made.windows[asked.place].read(now, since, gone);
  }
  for (int attempt = 0; attempt < 2; ++attempt) {
    WindowCounter* window =
        sequence ? nullptr
                 : made.windows.find_if([&](const WindowCounter& one) { return one.behaviour.key == asked.key; });
    if (window) {
      asked.place = made.windows.place_of(*window);
      return window->read(now, since, gone);
    }
    const SequenceCounter* steps =
        made.sequences.find_if([&](const SequenceCounter& one) { return one.behaviour.key == asked.key; });
    if (steps) return steps->read(now, since, gone);
    track(asked);
    catch_up();
  }
  return {};
}

}  // namespace waymark::profile
