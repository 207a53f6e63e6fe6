#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "json/write.h"
#include "profile/event_log.h"

/// How the log stands in the snapshot: `{ "names": [[property, …], …], "values": […], "events": text, "gone": […],
/// "days": [[key, last, first value, last value, days], …] }`, `days` a text like `events`. An event is a few
/// characters: numbers of six bits each, the highest of which says that more follow (as in source maps), the time as
/// what has passed since the one before.
namespace waymark::profile {
namespace {

/// Characters that JSON writes as they are; their place is their value.
constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// Series of conditions that are no longer asked whose days are kept.
constexpr std::size_t kMaxPasts = 40;

void put(std::string& text, std::int64_t number) {
  // The sign goes to the lowest bit.
  auto rest = static_cast<std::uint64_t>(number) << 1;
  if (number < 0) rest = ~rest;
  do {
    const std::uint64_t digit = rest & 31;
    rest >>= 5;
    text.push_back(kDigits[static_cast<std::size_t>(digit | (rest ? 32u : 0u))]);
  } while (rest);
}

struct Reader {
  std::string_view text;
  bool broken = false;

  std::int64_t take() {
    std::uint64_t number = 0;
    for (int shift = 0; shift < 64; shift += 5) {
      const std::size_t digit = text.empty() ? std::string_view::npos : kDigits.find(text.front());
      if (digit == std::string_view::npos) break;
      text.remove_prefix(1);
      number |= static_cast<std::uint64_t>(digit & 31) << shift;
      if (!(digit & 32)) return static_cast<std::int64_t>(number >> 1 ^ (0 - (number & 1)));
    }
    broken = true;
    return 0;
  }
};

Value numbers(std::initializer_list<std::int64_t> list) {
  Value out = Value::array();
  for (const std::int64_t number : list) out.push(Value::number(number));
  return out;
}

std::int64_t number_in(const Value& row, std::size_t at) {
  const auto items = row.items();
  return at < items.size() ? static_cast<std::int64_t>(items[at].number_or(0)) : 0;
}

Value row_of(const Past& past) {
  Value row = Value::array();
  row.push(Value(past.key));
  row.push(Value::number(past.last_ms));
  row.push(past.first);
  row.push(past.last);
  std::string days;
  for (const Day& day : past.days) {
    for (const std::int64_t number : {day.day, day.count, day.known, day.sum, day.min, day.max}) put(days, number);
  }
  row.push(Value(std::move(days)));
  return row;
}

}  // namespace

Value EventLog::save() const {
  Value names = Value::array();
  for (const Counter& counter : counters) {
    Value properties = Value::array();
    for (const std::string& property : counter.properties) properties.push(Value(property));
    names.push(std::move(properties));
  }
  Value values = Value::array();
  // Places in `values`, from 1, where their hashes lead to; half of them and more stay empty.
  std::size_t most = 0;
  for (const LoggedEvent& event : latest) most += event.values.size();
  std::size_t room = 8;
  while (room < 2 * most) room *= 2;
  std::vector<std::uint32_t> places(room);
  const auto place_of = [&](const Value& value) -> std::int64_t {
    if (value.is_null()) return 0;
    std::size_t at = static_cast<std::size_t>(hash_of(value));
    while (true) {
      std::uint32_t& place = places[at++ & (places.size() - 1)];
      if (place > 0 && !(values.items()[place - 1] == value)) continue;
      if (place == 0) {
        values.push(value);
        place = static_cast<std::uint32_t>(values.items().size());
      }
      return place;
    }
  };
  std::string events;
  Occurrence before;
  for (const LoggedEvent& event : latest) {
    put(events, event.counter);
    put(events, event.at.time - before.time);
    const bool moved = event.at.session != before.session || event.at.page != before.page;
    put(events, static_cast<std::int64_t>(event.values.size()) * 2 + (moved ? 1 : 0));
    if (moved) put(events, event.at.session - before.session), put(events, event.at.page - before.page);
    for (const Value& value : event.values) put(events, place_of(value));
    before = event.at;
  }
  Value days = Value::array();
  for (const Series& series : made.series) {
    if (!series.past.days.empty()) {
      days.push(row_of(series.past));
      days.items().back().items()[0] = Value(series.key);
    }
  }
  for (const Past& past : made.pasts) {
    if (days.items().size() < kMaxPasts) days.push(row_of(past));
  }
  Value out;
  out.append_member("names", std::move(names));
  out.append_member("values", std::move(values));
  out.append_member("events", Value(std::move(events)));
  if (gone.order > 0) out.append_member("gone", numbers({gone.time, gone.session, gone.page}));
  if (!days.items().empty()) out.append_member("days", std::move(days));
  return out;
}

void EventLog::fit() {
  while (latest.size() > 16 && json::write(save()).size() > kMaxLogBytes) {
    for (std::size_t i = latest.size() / 8; i > 0; --i) drop_oldest();
  }
}

/// Damaged text ends the list where it is damaged.
void EventLog::load(const Value& saved) {
  const auto names = saved["names"].items();
  for (std::size_t i = 0; i < names.size() && i < counters.size(); ++i) {
    for (const Value& property : names[i].items()) counters[i].properties.push_back(property.text());
  }
  const auto values = saved["values"].items();
  latest.clear();
  Reader reader{saved["events"].text_or()};
  Occurrence at;
  while (!reader.text.empty()) {
    LoggedEvent event;
    event.counter = static_cast<int>(reader.take());
    at.time += reader.take();
    const std::int64_t shape = reader.take();
    if (shape & 1) at.session += reader.take(), at.page += reader.take();
    for (std::int64_t i = 0; i < shape / 2 && !reader.broken; ++i) {
      const auto place = static_cast<std::size_t>(reader.take());
      event.values.push_back(place > 0 && place <= values.size() ? values[place - 1] : Value());
    }
    const bool known = event.counter >= 0 && event.counter < static_cast<int>(counters.size());
    if (reader.broken || !known || latest.size() >= kMaxLoggedEvents) break;
    at.order = ++orders;
    event.at = at;
    latest.push_back(std::move(event));
  }
  if (const Value* left = saved.find("gone")) {
    gone = {number_in(*left, 0), -1, number_in(*left, 1), number_in(*left, 2)};
  }
  for (const Value& row : saved["days"].items()) {
    const auto cells = row.items();
    if (cells.size() < 5 || made.pasts.size() >= kMaxPasts) continue;
    Past& past = made.pasts.emplace_back();
    past.key = cells[0].text();
    past.last_ms = number_in(row, 1);
    past.first = cells[2];
    past.last = cells[3];
    for (Reader days{cells[4].text_or()}; !days.text.empty() && !days.broken;) {
      Day& day = past.days.emplace_back();
      for (std::int64_t* number : {&day.day, &day.count, &day.known, &day.sum, &day.min, &day.max})
        *number = days.take();
    }
  }
  made.behind = true;
}

}  // namespace waymark::profile
