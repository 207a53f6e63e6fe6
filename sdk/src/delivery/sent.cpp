#include "delivery/sent.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "json/parse.h"
#include "json/write.h"

namespace waymark::delivery {
namespace {

/// A collector remembers batches for a day; older ones are sent again.
constexpr TimeMs kRememberedMs = kDayMs;

bool write_batch(json::Writer& out, const Destination& destination, const Batch& batch, const queue::Queue& queue) {
  if (batch.events.empty()) return false;
  out.begin_array();
  out.string(destination.config->id);
  out.string(batch.id);
  out.integer(batch.sent_ms);
  out.begin_array();
  for (const queue::Number number : batch.events) {
    if (const queue::Entry* entry = queue.find(number)) out.string(entry->id);
  }
  out.end_array();
  out.end_array();
  return true;
}

std::vector<std::string> texts(const Value& list) {
  std::vector<std::string> out;
  for (const Value& item : list.items()) out.push_back(item.text());
  return out;
}

}  // namespace

std::string write_sent(std::string_view key, const List<Destination>& destinations, const queue::Queue& queue,
                       const std::vector<std::string>& released) {
  json::Writer out;
  bool any = !released.empty();
  out.begin_object();
  out.member("key", key);
  out.key("batches");
  out.begin_array();
  for (const Destination& destination : destinations) {
    for (const List<Batch>* batches : {&destination.in_flight, &destination.uncertain}) {
      for (const Batch& batch : *batches) any = write_batch(out, destination, batch, queue) || any;
    }
  }
  out.end_array();
  out.key("acknowledged");
  out.begin_array();
  for (const Destination& destination : destinations) {
    out.begin_array();
    out.string(destination.config->id);
    out.begin_array();
    for (const std::string& id : queue.arrived(destinations.place_of(destination))) {
      out.string(id);
      any = true;
    }
    for (const std::string& id : released) out.string(id);
    out.end_array();
    out.end_array();
  }
  out.end_array();
  out.end_object();
  return any ? out.take() : std::string();
}

void acknowledge(const std::string& destination, const std::vector<std::string>& ids,
                 const List<Destination>& destinations, queue::Queue& queue) {
  for (std::size_t index = 0; index < destinations.size(); ++index) {
    if (destinations[index].config->id == destination) queue.acknowledge(queue.waiting_for(index, ids), index);
  }
}

std::string read_sent(std::string_view text, List<Destination>& destinations, queue::Queue& queue, TimeMs now) {
  const Result<Value> parsed = json::parse(text);
  if (!parsed.ok()) return {};
  for (const Value& row : parsed.value()["acknowledged"].items()) {
    if (row.items().size() == 2) acknowledge(row.items()[0].text(), texts(row.items()[1]), destinations, queue);
  }
  for (const Value& row : parsed.value()["batches"].items()) {
    if (row.items().size() != 4) continue;
    const std::string& id = row.items()[0].text();
    Destination* destination = destinations.find_if([&](const Destination& one) { return one.config->id == id; });
    const double sent = row.items()[2].number_or(0);
    const double age = static_cast<double>(now) - sent;
    if (!destination || !destination->format.own || !(age >= -kDayMs && age < kRememberedMs)) continue;
    const std::size_t index = destinations.place_of(*destination);
    List<Batch> found;
    Batch& batch = found.emplace_back();
    batch.id = row.items()[1].text();
    // A clock that was set back must not hold it for longer.
    batch.sent_ms = std::min(static_cast<TimeMs>(sent), now);
    batch.events = queue.waiting_for(index, texts(row.items()[3]));
    if (batch.events.empty()) continue;
    queue.lease(batch.events, index);
    destination->uncertain.take(found, 0);
  }
  return parsed.value()["key"].text();
}

}  // namespace waymark::delivery
