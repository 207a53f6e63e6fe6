#include "delivery/definitions.h"

#include <span>
#include <utility>

#include "delivery/template/render.h"
#include "event/url.h"
#include "json/parse.h"
#include "json/write.h"

namespace waymark::delivery {
namespace {

Target target_of(const DestinationConfig& destination, TimeMs now) {
  return Target{destination.url, destination.write_key, destination.settings, now};
}

bool same_group(const Definition& definition, const Value& event, const Value& first) {
  for (const Value& member : definition.group_by()) {
    if (!(event[member.text()] == first[member.text()])) return false;
  }
  return true;
}

/// Places of the events that a definition's reply names by the places of their records, or by their ids: each once,
/// and not those in `other`.
void add_places(const Value& named, const Batch& batch, const queue::Queue& queue, const queue::Numbers& other,
                queue::Numbers& out) {
  for (const Value& one : named.items()) {
    queue::Number last = 0;
    for (std::size_t event = 0; event < batch.events.size(); ++event) {
      const queue::Number before = last;
      if (batch.records[event] > 0) last += batch.records[event];
      const double place = one.number_or(-1);
      const bool meant = one.is_string() ? one.text() == queue.id_of(batch.events[event])
                                         : place >= static_cast<double>(before) && place < static_cast<double>(last);
      const auto number = static_cast<queue::Number>(event);
      if (meant && !queue::contains(out, number) && !queue::contains(other, number)) out.push_back(number);
    }
  }
}

}  // namespace

Definition read_definition(const DestinationConfig& destination, const std::string& pointer, List<Error>& errors) {
  Result<Definition> definition = Definition::read(destination.definition, pointer + "/definition");
  if (!definition.ok()) {
    errors.push_back(definition.error());
    return {};
  }
  const std::string_view lacking = missing(definition.value(), target_of(destination, 0));
  if (!lacking.empty()) errors.emplace_back("template.needs", pointer, std::string(lacking).c_str());
  return std::move(definition.value());
}

/// Renders events until a request is full or an event belongs to another.
Request encode_by(const Definition& definition, const DestinationConfig& destination, const Batchable& batch) {
  const Target target = target_of(destination, batch.now);
  const std::size_t max_records = definition.limit("maxEvents");
  const std::size_t max_bytes = definition.limit("maxBytes");
  const std::size_t max_event_bytes = definition.limit("maxEventBytes");
  Value records = Value::array();
  Value first;
  std::size_t bytes = 0;
  queue::Numbers counts;
  for (const queue::Number number : batch.events) {
    Result<Value> event = json::parse(batch.text(number));
    if (!event.ok()) {
      counts.push_back(kUnsendable);
      continue;
    }
    const Result<Value> rendered = render_event(definition, event.value(), target);
    const std::span<const Value> items = rendered.ok() ? rendered.value().items() : std::span<const Value>();
    const std::size_t size = items.empty() ? 0 : json::write(rendered.value()).size();
    if (!rendered.ok() || (max_event_bytes && size > max_event_bytes)) {
      counts.push_back(kUnsendable);
      continue;
    }
    if (!items.empty() && !records.items().empty()) {
      const bool full = (max_records && records.items().size() + items.size() > max_records) ||
                        (max_bytes && bytes + size > max_bytes);
      if (full || !same_group(definition, event.value(), first)) break;
    }
    if (!items.empty() && records.items().empty()) first = std::move(event.value());
    for (const Value& record : items) records.push(record);
    bytes += size;
    counts.push_back(static_cast<queue::Number>(items.size()));
  }
  Request request;
  if (!records.items().empty()) {
    Result<Request> rendered = render_batch(definition, records, first, target);
    if (rendered.ok()) {
      request = std::move(rendered.value());
      request.compress = definition.gzip();
      if (!event::is_address(request.url)) request.url.clear();
    } else if (counts.size() > 1) {
      // Too much at once, perhaps.
      const auto middle = batch.events.begin() + static_cast<std::ptrdiff_t>(counts.size() / 2);
      const queue::Numbers half(batch.events.begin(), middle);
      return encode_by(definition, destination, Batchable{batch.queue, batch.id, half, batch.asked, batch.now});
    } else {
      counts.front() = kUnsendable;
    }
  }
  request.records = std::move(counts);
  return request;
}

Reply read_reply_by(const Definition& definition, const input::SendResult& result, const Batch& batch,
                    const queue::Queue& queue) {
  std::size_t count = 0;
  for (const queue::Number one : batch.records) count += one > 0 ? static_cast<std::size_t>(one) : 0;
  ReplyReading reading = read_reply(definition, result.status, result.body, count);
  Reply reply;
  reply.verdict = reading.verdict;
  reply.lost = static_cast<queue::Number>(reading.lost);
  reply.after_ms = reading.after_ms;
  reply.reason = std::move(reading.reason);
  add_places(reading.refused, batch, queue, {}, reply.refused);
  add_places(reading.again, batch, queue, reply.refused, reply.again);
  return reply;
}

}  // namespace waymark::delivery
